import type { AgreementPublicationRecords, TellingRecord } from '../duties/agreement-records.ts';
import { newId } from '../kernel/ids.ts';
import type { AgreementVersion } from '../policy/agreement.ts';
import type { AgreementDraft } from '../policy/agreement-draft.ts';
import type * as rows from './generated/client.ts';
import type { Prisma } from './generated/client.ts';
import type { RecordParts } from './record-parts.ts';

/** The rows of drafted and published versions, in one transaction. */
export function createAgreementPublicationRecords({ tx, now }: RecordParts): AgreementPublicationRecords {
  return {
    async lockAgreements(platform) {
      // Not `$queryRaw`: what the function returns is of no type that Prisma reads.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`agreement ${platform}`}, 0))`;
    },
    async acceptedDocuments(platform) {
      const found = await tx.acceptance.findMany({
        where: { platform },
        distinct: ['documentId'],
        select: { documentId: true },
      });
      return found.map(({ documentId }) => documentId);
    },
    async agreementDraft(platform, version) {
      const row = await tx.agreementVersion.findFirst({ where: { platform, version, state: 'DRAFT' } });
      return row ? { id: row.id, draft: row.content as unknown as AgreementDraft } : undefined;
    },
    async putDraft(platform, draft, by) {
      const { version, effectiveFrom } = draft;
      const content = draft as unknown as Prisma.InputJsonObject;
      const written = { effectiveFrom, content, draftedBy: by, draftedAt: now };
      const { id } = await tx.agreementVersion.upsert({
        where: { platform_version: { platform, version } },
        create: { id: newId('agv', now), platform, version, state: 'DRAFT', ...written },
        update: written,
      });
      return id;
    },
    async publishDraft(id, version, by) {
      await tx.agreementVersion.update({
        where: { id },
        data: {
          state: 'PUBLISHED',
          content: version as unknown as Prisma.InputJsonObject,
          publishedBy: by,
          publishedAt: now,
          nextStepAt: now,
        },
      });
    },
    async lockTelling(id) {
      await tx.$queryRaw`SELECT 1 FROM "AgreementVersion" WHERE id = ${id} FOR UPDATE`;
      const row = await tx.agreementVersion.findUnique({ where: { id } });
      return row ? tellingOf(row) : undefined;
    },
    async acceptedBy(accountIds, platform, documents) {
      const found = await tx.acceptance.groupBy({
        by: ['accountId'],
        where: {
          accountId: { in: [...accountIds] },
          platform,
          OR: documents.map(({ id, version }) => ({ documentId: id, documentVersion: version })),
        },
        _count: true,
      });
      return new Set(
        found.filter(({ _count }) => _count === documents.length).map(({ accountId }) => accountId),
      );
    },
    async noteTelling(id, { toldDaysAhead, telling }, nextStepAt) {
      await tx.agreementVersion.update({
        where: { id },
        data: {
          toldDaysAhead: toldDaysAhead ?? null,
          tellingDaysAhead: telling?.daysAhead ?? null,
          tellingAfter: telling?.after ?? null,
          nextStepAt: nextStepAt ?? null,
        },
      });
    },
  };
}

function tellingOf(row: rows.AgreementVersion): TellingRecord | undefined {
  const { id, platform, version, effectiveFrom, publishedAt, publishedBy } = row;
  if (publishedAt === null) return undefined;
  const { toldDaysAhead, tellingDaysAhead, tellingAfter } = row;
  return {
    id,
    platform,
    version,
    effectiveFrom,
    material: (row.content as unknown as AgreementVersion).material === true,
    publishedAt,
    publishedBy: publishedBy ?? 'gateway',
    ...(toldDaysAhead === null ? {} : { toldDaysAhead }),
    ...(tellingDaysAhead === null
      ? {}
      : {
          telling: {
            daysAhead: tellingDaysAhead,
            ...(tellingAfter === null ? {} : { after: tellingAfter }),
          },
        }),
  };
}

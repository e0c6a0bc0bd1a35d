import { newId } from '../kernel/ids.ts';
import type { PackageRecord, ReviewRecords } from '../review/records.ts';
import { createForeignChangeRecords } from './foreign-change-records.ts';
import { Prisma } from './generated/client.ts';
import { createHostRuleRecords } from './host-rule-records.ts';
import { createOnboardingRecords } from './onboarding-records.ts';
import { readOutage } from './outage-records.ts';
import type { RecordParts } from './record-parts.ts';
import { notesCell } from './reviewer-notes.ts';
import { readDistribution, readPackage, readVersion } from './rows.ts';
import { sealJson } from './sealed-json.ts';
import { createBetaRecords } from './secrecy-records.ts';
import { createSettingRecords } from './setting-records.ts';

/** The rows of submissions, reviews and distribution, in one transaction. */
export function createReviewRecords(
  parts: RecordParts,
  record: ReviewRecords['record'],
  enqueue: ReviewRecords['enqueue'],
): ReviewRecords {
  const { tx, cipher, now } = parts;
  const onboarding = createOnboardingRecords(parts, record, enqueue);
  return {
    ...onboarding,
    ...createHostRuleRecords(parts),
    ...createBetaRecords(parts),
    ...createSettingRecords(parts),
    ...createForeignChangeRecords(parts),

    async version(accountId, id) {
      const row = await tx.version.findFirst({ where: { id, accountId } });
      return row ? readVersion(row) : undefined;
    },
    async newestVersion(programId) {
      const row = await tx.version.findFirst({ where: { programId }, orderBy: { id: 'desc' } });
      return row ? readVersion(row) : undefined;
    },
    async platformsOf(programId) {
      const registrations = await tx.registration.findMany({
        where: { programId },
        select: { platform: true },
      });
      const selections = await tx.hostSelection.findMany({
        where: { programId },
        select: { platform: true },
      });
      return [...new Set([...registrations, ...selections].map(({ platform }) => platform))].sort();
    },

    async outages(platform) {
      const found = await tx.hostOutage.findMany({ where: { platform, hostId: null } });
      return found.map(readOutage);
    },
    async packagesOf(programId, platform) {
      const rows = await tx.package.findMany({
        where: { programId, platform },
        include: { version: { select: { number: true } } },
        orderBy: { submittedAt: 'desc' },
      });
      return rows.map(({ version, ...row }) => readPackage(row, version.number));
    },
    async withdrawalsOf(programId, platform) {
      const rows = await tx.review.findMany({
        where: { programId, platform, hostId: null, state: 'WITHDRAWN' },
        select: { decidedAt: true },
      });
      return rows.flatMap(({ decidedAt }) => decidedAt ?? []);
    },
    async lockPackagesOf(programId, platform) {
      await tx.$queryRaw`SELECT 1 FROM "Package" WHERE "programId" = ${programId} AND platform = ${platform}
                         ORDER BY id FOR UPDATE`;
    },
    async lockPackage(id) {
      await tx.$queryRaw`SELECT 1 FROM "Package" WHERE id = ${id} FOR UPDATE`;
      return findPackage(tx, id);
    },
    async addSubmission(version, accountId, { absentContent, forReviewer }) {
      const id = newId('sub', now);
      await tx.submission.create({
        data: {
          id,
          accountId,
          programId: version.programId,
          versionId: version.id,
          declaration: { absentContent: [...absentContent] },
          sealedForReviewer: forReviewer ? sealJson(cipher, notesCell(id), forReviewer) : null,
          createdAt: now,
        },
      });
      return id;
    },
    async addPackage({ version, hostIds, ...entry }) {
      const row = await tx.package.create({
        data: {
          id: newId('pkg', now),
          ...entry,
          programId: version.programId,
          versionId: version.id,
          hostIds: [...hostIds],
          state: 'NONE',
          review: 'NOT_SUBMITTED',
          submittedAt: now,
          updatedAt: now,
        },
      });
      return readPackage(row, version.number);
    },
    async changePackage(id, { hostIds, trouble, goalDetail, ...change }) {
      await tx.package.update({
        where: { id },
        data: {
          ...change,
          ...(hostIds ? { hostIds: [...hostIds] } : {}),
          ...(trouble === undefined ? {} : { trouble: jsonOrNull(trouble) }),
          // A detail is of one goal: another goal, or none, has its own, or none.
          ...(change.goal === undefined ? {} : { goalDetail: jsonOrNull(goalDetail ?? null) }),
          updatedAt: now,
        },
      });
    },

    async distributionsOf(programId, platform) {
      const rows = await tx.distribution.findMany({
        where: { programId, platform },
        orderBy: { hostId: 'asc' },
      });
      return rows.map(readDistribution);
    },
    async changeDistribution(id, change) {
      await tx.distribution.update({ where: { id }, data: { ...change, updatedAt: now } });
    },

    async openReview(pack, hostId, decision) {
      const id = newId('rev', now);
      await tx.review.create({
        data: {
          id,
          accountId: pack.accountId,
          programId: pack.programId,
          packageId: pack.id,
          platform: pack.platform,
          hostId: hostId ?? null,
          reviewer: hostId === undefined ? 'PLATFORM' : 'HOST',
          state: decision.state,
          words: decision.words ?? null,
          reasonCode: decision.reasonCode ?? null,
          source: decision.source,
          ...(decision.findings ? { findings: decision.findings as unknown as Prisma.InputJsonArray } : {}),
          openedAt: decision.at ?? now,
        },
      });
      return id;
    },
    async decideReview(packageId, hostId, { state, words, reasonCode, source, at }) {
      const open = await tx.review.findFirst({
        where: { packageId, hostId: hostId ?? null },
        orderBy: { openedAt: 'desc' },
        select: { id: true },
      });
      if (!open) return undefined;
      const delayed = state === 'DELAYED';
      await tx.review.update({
        where: { id: open.id },
        data: {
          state,
          source,
          words: words ?? null,
          reasonCode: reasonCode ?? null,
          decidedAt: delayed ? null : (at ?? now),
        },
      });
      return open.id;
    },
  };
}

function jsonOrNull(value: object | null): Prisma.InputJsonObject | typeof Prisma.DbNull {
  return value === null ? Prisma.DbNull : ({ ...value } as Prisma.InputJsonObject);
}

export async function findPackage(
  db: Prisma.TransactionClient,
  id: string,
): Promise<PackageRecord | undefined> {
  const row = await db.package.findUnique({
    where: { id },
    include: { version: { select: { number: true } } },
  });
  if (!row) return undefined;
  const { version, ...rest } = row;
  return readPackage(rest, version.number);
}

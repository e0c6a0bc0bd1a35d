import { newId } from '../kernel/ids.ts';
import type { UndertakingRecords } from '../onboarding/records.ts';
import type { ClosedTest } from '../policy/closed-tests.ts';
import type { MaterialState } from '../programs/category.ts';
import type { BetaInvitation, BetaRecords } from '../review/records.ts';
import type * as rows from './generated/client.ts';
import type { Prisma } from './generated/client.ts';

interface Parts {
  readonly tx: Prisma.TransactionClient;
  readonly now: Date;
}

/** The rows of undertakings, in one transaction. */
export function createUndertakingRecords({ tx, now }: Parts): UndertakingRecords {
  return {
    async addUndertaking(accountId, { validUntil = null, fileId = null, ...signed }) {
      const id = newId('und', now);
      await tx.undertaking.create({ data: { id, accountId, ...signed, validUntil, fileId, createdAt: now } });
      return id;
    },
    async lockUndertaking(accountId, id) {
      await tx.$queryRaw`SELECT 1 FROM "Undertaking" WHERE id = ${id} AND "accountId" = ${accountId} FOR UPDATE`;
      const row = await tx.undertaking.findFirst({ where: { id, accountId } });
      if (!row) return undefined;
      const { memberId, platform, revokedAt } = row;
      return { memberId, platform, revoked: revokedAt !== null };
    },
    async revokeUndertaking(id) {
      await tx.undertaking.update({ where: { id }, data: { revokedAt: now } });
    },
  };
}

/** The rows of invitations to closed tests, in one transaction. */
export function createBetaRecords({ tx, now }: Parts): BetaRecords {
  return {
    async closedTests(programId) {
      const found = await tx.betaInvitation.findMany({ where: { programId }, include: { consent: true } });
      return found.map(
        ({ consent, ...row }): ClosedTest => ({
          ...readBetaInvitation(row),
          ...(consent
            ? {
                consent: {
                  validFrom: consent.validFrom,
                  state: consent.state as MaterialState,
                  ...(consent.validUntil === null ? {} : { validUntil: consent.validUntil }),
                },
              }
            : {}),
        }),
      );
    },
    async betaInvitations(accountId, programId) {
      const found = await tx.betaInvitation.findMany({ where: { accountId, programId } });
      return found.map(readBetaInvitation);
    },
    async betaInvitation(accountId, id) {
      const row = await tx.betaInvitation.findFirst({ where: { id, accountId } });
      return row ? readBetaInvitation(row) : undefined;
    },
    async addBetaInvitation(accountId, { hostId = null, fileId = null, programId, platform, invitedOn }) {
      const id = newId('beta', now);
      await tx.betaInvitation.create({
        data: { id, accountId, programId, platform, hostId, invitedOn, fileId, createdAt: now },
      });
      return id;
    },
    async changeBetaInvitation(id, change) {
      await tx.betaInvitation.update({ where: { id }, data: change });
    },
  };
}

function readBetaInvitation({
  id,
  programId,
  platform,
  hostId,
  invitedOn,
  endedOn,
}: rows.BetaInvitation): BetaInvitation {
  return {
    id,
    programId,
    platform,
    invitedOn,
    ...(hostId === null ? {} : { hostId }),
    ...(endedOn === null ? {} : { endedOn }),
  };
}

import type { PlatformId } from '../programs/platform.ts';
import type { RecoverPushesDeps } from '../review/recover-pushes.ts';
import type { PrismaClient } from './generated/client.ts';

type PushRecoveryStore = Pick<RecoverPushesDeps, 'recoveredUntil' | 'noteRecovery'> & {
  /** Of these platforms, those that were not asked since `before`. */
  readonly recoveryDue: (
    platforms: readonly PlatformId[],
    before: Date,
  ) => Promise<readonly { kind: 'MISSED_PUSHES'; id: PlatformId }[]>;
};

export function createPushRecoveryStore(prisma: PrismaClient): PushRecoveryStore {
  return {
    async recoveredUntil(platform) {
      return (await prisma.pushRecovery.findUnique({ where: { platform } }))?.until;
    },
    async noteRecovery(platform, until, { found, unreadable }) {
      const data = { until, found, unreadable };
      await prisma.pushRecovery.upsert({ where: { platform }, create: { platform, ...data }, update: data });
    },
    async recoveryDue(platforms, before) {
      const asked = await prisma.pushRecovery.findMany({ where: { until: { gt: before } } });
      const recent = new Set(asked.map(({ platform }) => platform));
      return platforms.filter((id) => !recent.has(id)).map((id) => ({ kind: 'MISSED_PUSHES', id }));
    },
  };
}

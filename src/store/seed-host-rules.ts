import type { HostRuleSet } from '../policy/hosts/rule-set.ts';
import type { Prisma, PrismaClient } from './generated/client.ts';

/** Puts what hosts have published in documents into the database; a host that has published a set since keeps its own. */
export async function seedHostRuleSets(
  prisma: PrismaClient,
  sets: readonly HostRuleSet[],
  now: Date,
): Promise<void> {
  await prisma.hostRuleSet.createMany({
    data: sets.map(({ rules, ...set }) => ({
      ...set,
      rules: rules as unknown as Prisma.InputJsonArray,
      publishedBy: 'documents',
      publishedAt: now,
    })),
    skipDuplicates: true,
  });
}

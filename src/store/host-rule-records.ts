import type { HostRule, HostRuleSet } from '../policy/hosts/rule-set.ts';
import type { ReviewRecords } from '../review/records.ts';
import type * as rows from './generated/client.ts';
import type { Prisma } from './generated/client.ts';
import {
  LATEST_REFUSALS,
  type RefusalRow,
  type RuleSetRow,
  refusalsByHost,
  SETS_IN_FORCE,
} from './reads/host-rule-reads.ts';
import type { RecordParts } from './record-parts.ts';
import { readHost } from './rows.ts';

type HostRuleRows = Pick<ReviewRecords, 'ruleSetsOn' | 'refusalsOf' | 'lockHost' | 'ruleSets' | 'addRuleSet'>;

/** The rows of hosts' own rules, in one transaction. */
export function createHostRuleRecords({ tx, now }: Pick<RecordParts, 'tx' | 'now'>): HostRuleRows {
  return {
    ruleSetsOn: (hostIds, day) => tx.$queryRawUnsafe<RuleSetRow[]>(SETS_IN_FORCE, [...hostIds], day),
    async refusalsOf(programId, hostIds) {
      const found = await tx.$queryRawUnsafe<RefusalRow[]>(LATEST_REFUSALS, [programId]);
      return refusalsByHost(found.filter(({ hostId }) => hostIds.includes(hostId)));
    },
    async lockHost(hostId) {
      const [row] = await tx.$queryRaw<rows.Host[]>`SELECT * FROM "Host" WHERE id = ${hostId} FOR UPDATE`;
      return row ? readHost(row) : undefined;
    },
    async ruleSets(hostId) {
      const found = await tx.hostRuleSet.findMany({ where: { hostId }, orderBy: { version: 'asc' } });
      return found.map(readRuleSet);
    },
    async addRuleSet({ rules, ...set }, publishedBy) {
      await tx.hostRuleSet.create({
        data: { ...set, rules: rules as unknown as Prisma.InputJsonArray, publishedBy, publishedAt: now },
      });
    },
  };
}

function readRuleSet({ hostId, version, effectiveFrom, rules }: rows.HostRuleSet): HostRuleSet {
  return { hostId, version, effectiveFrom, rules: rules as unknown as readonly HostRule[] };
}

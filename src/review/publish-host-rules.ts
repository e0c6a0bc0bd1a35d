import { civilDateAt } from '../kernel/civil-time.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { noSuchHost } from '../policy/host-selection.ts';
import { ruleSetFaults } from '../policy/hosts/compile.ts';
import { successionFaults } from '../policy/hosts/publication.ts';
import type { RuleSetFault } from '../policy/hosts/rule-faults.ts';
import type { HostRuleSet } from '../policy/hosts/rule-set.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';
import { variantOf } from '../policy/variants.ts';
import type { Host, HostId } from '../programs/host.ts';
import { publishedHosts, type ReviewDeps } from './submit.ts';

export type NewRuleSet = Omit<HostRuleSet, 'hostId'>;

/**
 * A host publishes its own rules (baidu/3.6): the whole set, or nothing of it. Two who publish at once are taken one
 * after the other, and the later one is told that its number is taken.
 */
export function publishHostRules(
  deps: ReviewDeps,
  hostId: HostId,
  input: NewRuleSet,
  key?: string,
): Promise<Outcome<HostRuleSet, Problem>> {
  const publisher = `host:${hostId}`;
  const actor = { accountId: publisher, label: publisher };
  const act = { actor, name: 'publishHostRules', key, keySpace: publisher, input };
  return deps.perform(act, async (records) => {
    const found = await records.lockHost(hostId);
    if (!found) return refused(noSuchHost(hostId, await publishedHosts(records), 'input'));
    const set = { ...input, hostId };
    const today = civilDateAt(deps.clock.now());
    const faults = [
      ...ruleSetProblems(found, input),
      ...successionFaults(await records.ruleSets(hostId), set, today).map(problemAt),
    ];
    if (faults.length > 0) return refused(...faults);
    await records.addRuleSet(set, publisher);
    return done(set);
  });
}

/** What is wrong with a host's candidate, whether or not it is to be published. */
export function ruleSetProblems(host: Host, set: NewRuleSet): readonly Problem[] {
  const unbound = variantOf(host.platform).hostRuleClauses ? [] : [noHostRules];
  return [...unbound, ...ruleSetFaults(set).map(problemAt)];
}

const noHostRules: Problem = invalidInput(
  {
    'zh-CN': '该平台的协议没有宿主自有规则的条款，其宿主不能发布规则',
    en: 'no clause of the platform’s agreement gives hosts rules of their own: its hosts cannot publish any',
  },
  'input',
);

function problemAt({ path, line, column, message }: RuleSetFault): Problem {
  const at = line === undefined ? undefined : `${line}:${column}`;
  const placed = at ? { 'zh-CN': `${at} ${message['zh-CN']}`, en: `${at} ${message.en}` } : message;
  return invalidInput(placed, `input.${path}`);
}

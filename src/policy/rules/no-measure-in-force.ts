import { civilDateAt } from '../../kernel/civil-time.ts';
import type { Facts } from '../facts.ts';
import { type EnforcementFact, isInForce } from '../measure.ts';
import { operations } from '../operation.ts';
import type { Rule } from '../rule.ts';
import type { Finding } from '../verdict.ts';
import { nameOfGround, nameOfMeasure } from './measure-names.ts';

/**
 * A measure holds up what its terms say while it is in force, cited by its own clause and ground, as
 * they were when it was taken. One with a date is
 * over at its date, by waiting; any other by an appeal, by a fix that was accepted, or by whoever took it.
 */
export function noMeasureInForce({ clauses }: Pick<Rule, 'clauses'>): Rule {
  return {
    id: 'no-measure-in-force',
    clauses,
    operations,
    check(facts, { operation, at }) {
      return (facts.enforcements ?? [])
        .filter((one) => isInForce(one, at) && one.holdsUp.includes(operation) && reaches(one, facts))
        .map(findingOf);
    },
  };
}

/** Whether the measure is about what is asked: at that host, and of a program that uses the function. */
function reaches({ hostId, scope, functions }: EnforcementFact, { host, manifest }: Facts): boolean {
  if (hostId && hostId !== host?.id) return false;
  return scope !== 'FUNCTION' || manifest.advancedFeatures.some((feature) => functions.includes(feature));
}

function findingOf(one: EnforcementFact): Finding {
  const name = nameOfMeasure(one.kind);
  const ground = nameOfGround(one.ground);
  const until = one.until ? civilDateAt(one.until) : undefined;
  return {
    effect: 'BLOCKS',
    code: 'MEASURE_IN_FORCE',
    message: {
      'zh-CN': `处置措施“${name['zh-CN']}”生效中（事由：${ground['zh-CN']}）${until ? `，至 ${until} 止` : '；可申诉'}`,
      en: `${name.en} is in force, on the ground of ${ground.en}${until ? `, until ${until}` : ': an appeal can be opened'}`,
    },
    path: `enforcements[${one.id}]`,
    remedy: one.until
      ? { kind: 'WAIT_UNTIL', until: one.until }
      : { kind: 'CONTEST_MEASURE', enforcementId: one.id },
    clauses: one.clauses,
    agreementVersion: one.agreementVersion,
  };
}

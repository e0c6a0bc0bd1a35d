import type { CivilDate } from '../kernel/civil-time.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { Facts } from './facts.ts';
import type { Ruling } from './ruling.ts';
import type { AskedQuestion, CitedFinding, Evidence, Finding } from './verdict.ts';

/** Where and when it is asked whether a ruling holds. */
export interface RulingPlace {
  readonly platform: PlatformId;
  readonly day: CivilDate;
}

/** What a rule's findings come to once those that a person has answered are told by the answer. */
export interface Ruled {
  readonly found: readonly Finding[];
  /** The rulings that were gone by; undefined where none was. */
  readonly evidence?: readonly Evidence[];
}

/** Whether a person's ruling answers it: a question, or a clause on which there is nobody's word but a person's. */
export function isForAPerson({ effect, remedy }: Pick<Finding, 'effect' | 'remedy'>): boolean {
  return effect === 'ASKS' || (effect === 'LACKS' && remedy?.kind === 'ASK_A_PERSON');
}

/** What was judged to be in order is found no longer; what was judged not to be is no longer a question. */
export function ruledUpon(found: readonly Finding[], rule: string, facts: Facts, place: RulingPlace): Ruled {
  const { rulings = [] } = facts;
  if (rulings.length === 0 || !found.some(isForAPerson)) return { found };
  const goneBy: Ruling[] = [];
  const left = found.flatMap((finding) => {
    const ruling = isForAPerson(finding) ? rulingOn(finding, rule, facts, place) : undefined;
    if (!ruling) return [finding];
    goneBy.push(ruling);
    return ruling.answer === 'NOT_IN_ORDER' ? [notInOrder(finding, ruling)] : [];
  });
  return goneBy.length === 0 ? { found } : { found: left, evidence: goneBy.map(evidenceOf) };
}

/** The ruling that answers this finding of the rule there and then; the latest of several. */
export function rulingOn(
  { code, message }: Pick<Finding, 'code' | 'message'>,
  rule: string,
  { rulings = [], manifest }: Pick<Facts, 'rulings' | 'manifest'>,
  { platform, day }: RulingPlace,
): Ruling | undefined {
  return rulings.findLast(
    ({ validUntil, category, ...one }) =>
      one.rule === rule &&
      one.code === code &&
      one.question === message.en &&
      (validUntil === undefined || day <= validUntil) &&
      (category === undefined || isSamePath(category, categoryOn(manifest, platform))),
  );
}

/** Where the program stands on the platform's list; nowhere: an empty path. */
export function categoryOn({ categories }: Facts['manifest'], platform: PlatformId): readonly string[] {
  return categories.find((chosen) => chosen.platform === platform)?.path ?? [];
}

/** The question of a finding that asks, with what it rests on: what a person's answer has to name. */
export function questionOf(
  { code, message }: Pick<Finding, 'code' | 'message'>,
  { rule, citations }: Pick<CitedFinding, 'rule' | 'citations'>,
  platform: PlatformId,
): AskedQuestion {
  return { platform, rule, code, question: message.en, citations };
}

/** The finding in place of the question. Its remedy is another ruling, once what was wrong has been put right. */
function notInOrder(asked: Finding, { rule, code, question, recorded }: Ruling): Finding {
  const { remedy: _ask, effect: _asks, ...said } = asked;
  const { note = '', id } = recorded ?? {};
  return {
    ...said,
    effect: 'BLOCKS',
    code: 'RULED_NOT_IN_ORDER',
    message: {
      'zh-CN': `经人工认定不符合要求${note && `：${note}`}（所问：${asked.message['zh-CN']}）`,
      en: `a person has judged that this is not in order${note && `: ${note}`} (asked was: ${asked.message.en})`,
    },
    remedy: { kind: 'ASK_A_PERSON', ruling: { rule, code, question, ...(id ? { rulingId: id } : {}) } },
  };
}

function evidenceOf({ recorded, answer = 'IN_ORDER' }: Ruling): Evidence {
  if (!recorded) return { path: 'rulings[supposed]' };
  const { id, by, at } = recorded;
  return { path: `rulings[${id}]`, ruling: { id, answer, by, at } };
}

function isSamePath(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((level, index) => level === other[index]);
}

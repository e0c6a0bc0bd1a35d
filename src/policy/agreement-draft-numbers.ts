import type { LocalizedText } from '../kernel/localized.ts';
import type { AgreementVersion } from './agreement.ts';
import { type AgreementDraft, drafted } from './agreement-draft.ts';
import { type DraftBasis, draftFault } from './agreement-draft-basis.ts';
import type { DutyTerms } from './duty.ts';
import type { MeasureTerms } from './measure.ts';
import type { Problem } from './problem.ts';

const MOST_DAYS = 3_650;

/** What is wrong with the limits and duties that a draft lays down. */
export function numberFaults(
  { agreement, today }: DraftBasis,
  base: AgreementVersion,
  draft: AgreementDraft,
): Problem[] {
  const { submissionLimit, withdrawalLimits = [] } = draft;
  const then = drafted(agreement.platform, base, draft, today);
  const clauses = new Set(then.clauses.map(({ id }) => id));
  return [
    ...(submissionLimit ? submissionFaults(submissionLimit) : []),
    ...withdrawalLimits.flatMap(({ atMost, per }, index) => [
      ...(isCount(atMost, 1) ? [] : [draftFault(count(1), `withdrawalLimits[${index}].atMost`)]),
      ...(withdrawalLimits.findIndex((one) => one.per === per) < index
        ? [
            draftFault(
              { 'zh-CN': `每${per === 'DAY' ? '日' : '月'}的限额只能有一个`, en: `one limit per ${per}` },
              `withdrawalLimits[${index}].per`,
            ),
          ]
        : []),
    ]),
    ...wipedFaults(base, draft, clauses),
    ...(then.duties ?? []).flatMap((duty, index) => dutyFaults(duty, index, clauses)),
    ...ordersWithoutDuty(then).map(orderFault),
  ];
}

/** Who can order something to be put right, by the measures of this version, without a duty that follows from it. */
export function ordersWithoutDuty({
  measures = [],
  duties = [],
}: AgreementVersion): readonly MeasureTerms['by'][] {
  const ordering = new Set(measures.filter(({ rectifiable }) => rectifiable).map(({ by }) => by));
  return [...ordering].filter(
    (by) => !duties.some(({ on, recipient }) => on === 'RECTIFICATION_ORDERED' && recipient === by),
  );
}

function orderFault(by: MeasureTerms['by']): Problem {
  return draftFault(
    {
      'zh-CN': `${by} 的措施可限期整改，但没有由此产生的义务；请保留 on 为 RECTIFICATION_ORDERED、recipient 为 ${by} 的义务`,
      en: `a measure by the ${by} can order something to be put right, and no duty follows from that: keep one on RECTIFICATION_ORDERED with the recipient ${by}`,
    },
    'duties',
  );
}

/** Duties end with the clauses that they follow from, and not by a list that was left empty. */
function wipedFaults(base: AgreementVersion, { duties }: AgreementDraft, clauses: ReadonlySet<string>) {
  if (duties?.length !== 0) return [];
  const kept = (base.duties ?? []).filter((duty) => duty.clauses.some((clause) => clauses.has(clause)));
  if (kept.length === 0) return [];
  const kinds = [...new Set(kept.map(({ kind }) => kind))].join(', ');
  return [
    draftFault(
      {
        'zh-CN': `duties 为空列表会取消全部义务（${kinds}），而其依据条款仍在；不改变义务请不填 duties`,
        en: `an empty list would end every duty (${kinds}), and their clauses are still there: leave duties out to keep them`,
      },
      'duties',
    ),
  ];
}

function submissionFaults({ windowDays, warnFrom, atMost }: AgreementVersion['submissionLimit']): Problem[] {
  return [
    ...(isCount(windowDays, 1) ? [] : [draftFault(count(1), 'submissionLimit.windowDays')]),
    ...(isCount(atMost, 1) ? [] : [draftFault(count(1), 'submissionLimit.atMost')]),
    ...(isCount(warnFrom, 0) && warnFrom <= atMost
      ? []
      : [
          draftFault(
            {
              'zh-CN': `提醒的起点须为 0 至 ${atMost} 的整数`,
              en: `the warning begins at a whole number from 0 to ${atMost}`,
            },
            'submissionLimit.warnFrom',
          ),
        ]),
  ];
}

function dutyFaults(duty: DutyTerms, index: number, clauses: ReadonlySet<string>): Problem[] {
  const { due, remindDaysAhead, everyDays } = duty;
  const path = `duties[${index}]`;
  const days = 'days' in due ? [due.days] : 'opensDaysAhead' in due ? [due.opensDaysAhead] : [];
  const gone = duty.clauses.filter((clause) => !clauses.has(clause));
  return [
    ...(duty.clauses.length > 0
      ? []
      : [draftFault({ 'zh-CN': '义务须有条款依据', en: 'a duty follows from a clause' }, `${path}.clauses`)]),
    ...gone.map((clause) =>
      draftFault(
        {
          'zh-CN': `义务 ${duty.kind} 依据的条款 ${clause} 不在此版本中；请在 duties 中给出新的义务`,
          en: `the duty ${duty.kind} follows from ${clause}, which is not in this version: give the duties anew`,
        },
        `${path}.clauses`,
      ),
    ),
    ...(days.every((one) => isCount(one, 0)) ? [] : [draftFault(count(0), `${path}.due.days`)]),
    ...(remindDaysAhead.every((one) => isCount(one, 0))
      ? []
      : [draftFault(count(0), `${path}.remindDaysAhead`)]),
    ...(everyDays === undefined || isCount(everyDays, 1) ? [] : [draftFault(count(1), `${path}.everyDays`)]),
  ];
}

function isCount(value: number, atLeast: number): boolean {
  return Number.isInteger(value) && value >= atLeast && value <= MOST_DAYS;
}

function count(atLeast: number): LocalizedText {
  return {
    'zh-CN': `须为 ${atLeast} 至 ${MOST_DAYS} 的整数`,
    en: `a whole number from ${atLeast} to ${MOST_DAYS} is expected`,
  };
}

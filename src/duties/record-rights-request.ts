import type { Actor } from '../accounts/actor.ts';
import { civilDateAt, startOfDay } from '../kernel/civil-time.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { invalidInput, notFound, type Problem } from '../policy/problem.ts';
import type { DutyDeps } from './deps.ts';
import { openObligations } from './open-obligations.ts';
import { dueDayFaults, knowsDutyOn, notBoundTo, pastDayFaults, textFaults } from './request-faults.ts';
import type { NewRightsRequest } from './request-records.ts';

const LONGEST_USER = 200;
const LONGEST_WORDS = 2_000;

/**
 * An end user uses a right of theirs, and the developer has to help (wechat/4.4(8)): due from the day on which it was
 * received, whenever it is recorded. Answered by `fulfilObligation`. Refused where the agreement has no such clause.
 */
export function recordRightsRequest(
  deps: DutyDeps,
  actor: Actor,
  input: NewRightsRequest,
  key?: string,
): Promise<Outcome<{ requestId: string; obligationId?: string | undefined }, Problem>> {
  return deps.perform({ actor, name: 'recordRightsRequest', key, input }, async (records) => {
    const { accountId, label } = actor;
    const { platform, programId, right, receivedOn, dueOn, user, words } = input;
    const now = deps.clock.now();
    if (!(await records.program(accountId, programId))) {
      return refused(notFound({ 'zh-CN': '程序', en: 'program' }, 'input.programId'));
    }
    const faults = [
      ...notBoundTo(platform, await records.platformsBinding(accountId)),
      ...((await knowsDutyOn(records, platform, 'RIGHTS_REQUESTED', now)) ? [] : [noClause]),
      ...pastDayFaults(receivedOn, now, 'input.receivedOn'),
      ...dueDayFaults(dueOn, now, 'input.dueOn'),
      ...textFaults(user, LONGEST_USER, 'input.user'),
      ...textFaults(words, LONGEST_WORDS, 'input.words'),
    ];
    if (faults.length > 0) return refused(...faults);
    const requestId = await records.addRightsRequest(accountId, input, label);
    records.record({
      type: 'RIGHTS_REQUEST_RECORDED',
      programId,
      subjectId: requestId,
      payload: { platform, right, receivedOn, dueOn: dueOn ?? null },
    });
    const [opened] = await openObligations(records, accountId, platform, {
      kind: 'RIGHTS_REQUESTED',
      at: receivedOn === civilDateAt(now) ? now : startOfDay(receivedOn),
      subjectId: requestId,
      programId,
      ...(dueOn === undefined ? {} : { demandedBy: dueOn }),
    });
    return done({ requestId, obligationId: opened?.id });
  });
}

const noClause: Problem = invalidInput(
  {
    'zh-CN': '该平台的协议没有协助用户行使权利的条款；法律另有规定的，依法办理',
    en: 'no clause of the platform’s agreement is about users’ requests: what the law says of them applies without it',
  },
  'input.platform',
);

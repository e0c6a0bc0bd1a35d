import type { EventSource } from '../events/event.ts';
import type { ContestReport, ContestRequest, PlatformConnector } from '../hosts/connector.ts';
import { HostError } from '../hosts/host-error.ts';
import { toldTrouble } from '../hosts/trouble.ts';
import { done } from '../kernel/outcome.ts';
import type { PlatformId } from '../programs/platform.ts';
import { noteContest } from './contest.ts';
import type { DutyDeps } from './deps.ts';
import { enforcementEvent } from './enforcement-event.ts';
import type { Appeal, ContestKind, Enforcement, Rectification } from './enforcement-records.ts';
import { hearing } from './hear-measure.ts';
import type { MeasureTaker } from './measure-taker.ts';
import type { DutyRecords } from './records.ts';
import { settleAppeal, settleFix } from './settle-contest.ts';
import { taken } from './take-measure.ts';

export interface AdvanceContestDeps extends DutyDeps {
  readonly connectorOf: (platform: PlatformId) => PlatformConnector;
  readonly hostSource: EventSource;
  /** The appeal or the fix with everything that the platform asks for, for this job alone; undefined if another has it. */
  readonly claimContest: (kind: ContestKind, id: string) => Promise<ClaimedContest | undefined>;
}

export interface ClaimedContest {
  readonly id: string;
  readonly accountId: string;
  readonly enforcementId: string;
  readonly platform: PlatformId;
  /** Whether it is still to be handed in, or the platform's answer awaited. */
  readonly isOpen: boolean;
  /** Undefined where the program is not registered there any more. */
  readonly request?: ContestRequest;
  free(): Promise<void>;
}

const WHILE_CLAIMED_MS = 2_000;
/** The platform gives it a number of its own, which the call that hands it in does not answer with. */
const UNTIL_NUMBERED_MS = 2_000;

/**
 * Takes an appeal or a fix one step further at the platform that took the measure: the platform is asked first, every time,
 * so that one whose answer was lost is not handed in twice. A refusal is kept with it, whole, for the developer to say it anew.
 */
export async function advanceContest(
  deps: AdvanceContestDeps,
  kind: ContestKind,
  id: string,
): Promise<{ readonly lookAgainInMs?: number }> {
  const claimed = await deps.claimContest(kind, id);
  if (!claimed) return { lookAgainInMs: WHILE_CLAIMED_MS };
  try {
    const { request } = claimed;
    return claimed.isOpen && request ? await step(deps, claimed, request) : {};
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    await noteRefusal(deps, kind, claimed, error);
    return {};
  } finally {
    await claimed.free();
  }
}

async function step(
  deps: AdvanceContestDeps,
  claimed: ClaimedContest,
  request: ContestRequest,
): Promise<{ readonly lookAgainInMs?: number }> {
  const desk = deps.connectorOf(claimed.platform).contests;
  const report = await desk.lookUp(request);
  if (report.state !== 'ABSENT') {
    await apply(deps, request.kind, claimed, report);
    return {};
  }
  // The platform had it and lists it no more: its answer comes by push, or a person finds it in the console.
  if (request.handedIn) return {};
  const { reference } = await desk.handIn(request);
  await apply(deps, request.kind, claimed, { state: 'IN_REVIEW', ...(reference ? { reference } : {}) });
  return reference === undefined ? { lookAgainInMs: UNTIL_NUMBERED_MS } : {};
}

type Standing = Exclude<ContestReport, { readonly state: 'ABSENT' }>;

function apply(
  deps: AdvanceContestDeps,
  kind: ContestKind,
  claimed: ClaimedContest,
  report: Standing,
): Promise<void> {
  const by = hearing(claimed.platform, deps.hostSource);
  return change(deps, kind, claimed, async (records, measure, contest) => {
    if (report.state === 'NO_CALL') {
      await noteNoCall(records, by, kind, measure, contest, report.instead);
      return;
    }
    await noteHandedIn(records, by, kind, measure, contest, report.reference);
    if (report.state === 'IN_REVIEW') return;
    const { state, words, reference } = report;
    const said = { words, reference, at: deps.clock.now() };
    if (kind === 'FIX') {
      await settleFix(records, by, measure, contest, { ...said, state });
    } else {
      const decision = state === 'ACCEPTED' ? 'OVERTURN' : 'UPHOLD';
      await settleAppeal(records, by, measure, contest as Appeal, { ...said, decision });
    }
  });
}

async function noteNoCall(
  records: DutyRecords,
  by: MeasureTaker,
  kind: ContestKind,
  measure: Enforcement,
  contest: Appeal | Rectification,
  instead: 'IN_CONSOLE' | 'BY_NEW_VERSION',
): Promise<void> {
  if (contest.handIn === instead) return;
  await records.changeHandIn(kind, contest.id, { handIn: instead, trouble: null });
  const more = { ...idOf(kind, contest), instead };
  records.record(enforcementEvent(`${wordOf(kind)}_WITHOUT_CALL`, measure, more, taken(by)));
}

async function noteHandedIn(
  records: DutyRecords,
  by: MeasureTaker,
  kind: ContestKind,
  measure: Enforcement,
  contest: Appeal | Rectification,
  reference: string | undefined,
): Promise<void> {
  // A new version is on its own way, and was not handed in as a fix.
  if (contest.handIn === 'WAITING') {
    await records.changeHandIn(kind, contest.id, { handIn: 'HANDED_IN', reference, trouble: null });
    const more = { ...idOf(kind, contest), reference: reference ?? null };
    records.record(enforcementEvent(`${wordOf(kind)}_HANDED_IN`, measure, more, taken(by)));
  } else {
    // It could be asked after again, whatever stood in the way before.
    await records.changeHandIn(kind, contest.id, { reference, trouble: null });
  }
}

/** What only a person can mend turns it away, and is kept for them; all else is thrown for the queue to try again. */
async function noteRefusal(
  deps: AdvanceContestDeps,
  kind: ContestKind,
  claimed: ClaimedContest,
  error: HostError,
): Promise<void> {
  if (error.isPassing) throw error;
  const trouble = toldTrouble(error.trouble, deps.clock.now());
  // An answer is awaited, and only asking for it failed: the platform has not turned it away.
  const turnedAway = error.endsGoal && claimed.request?.handedIn !== true;
  await change(deps, kind, claimed, async (records, measure, contest) => {
    const by = hearing(claimed.platform, deps.hostSource);
    await records.changeHandIn(kind, contest.id, {
      trouble,
      ...(turnedAway ? { handIn: 'TURNED_AWAY' } : {}),
    });
    if (!turnedAway) return;
    const more = { ...idOf(kind, contest), ...trouble, kind: measure.kind };
    records.record(enforcementEvent(`${wordOf(kind)}_TURNED_AWAY`, measure, more, taken(by)));
    await noteContest(records, measure.id);
  });
  if (!error.endsGoal) throw error;
}

function wordOf(kind: ContestKind): 'APPEAL' | 'RECTIFICATION' {
  return kind === 'APPEAL' ? 'APPEAL' : 'RECTIFICATION';
}

function idOf(kind: ContestKind, { id }: { readonly id: string }) {
  return kind === 'APPEAL' ? { appealId: id } : { rectificationId: id };
}

/** Does something to it while it is still open, read again under the lock of its measure. */
async function change(
  deps: AdvanceContestDeps,
  kind: ContestKind,
  { id, accountId, enforcementId }: ClaimedContest,
  work: (records: DutyRecords, measure: Enforcement, contest: Appeal | Rectification) => Promise<void>,
): Promise<void> {
  const act = { actor: { accountId, label: 'gateway' }, name: 'advanceContest', input: { kind, id } };
  await deps.perform(act, async (records) => {
    const measure = await records.lockEnforcement(enforcementId);
    const contest = kind === 'APPEAL' ? await records.appeal(id) : await records.rectification(id);
    const isOpen = contest && ['OPENED', 'ANSWERED', 'IN_REVIEW'].includes(contest.state);
    if (measure && contest && isOpen) await work(records, measure, contest);
    return done(undefined);
  });
}

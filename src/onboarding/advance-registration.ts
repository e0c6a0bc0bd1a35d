import type { EventSource, EventType } from '../events/event.ts';
import type { PlatformConnector, RegistrationReport, RegistrationRequest } from '../hosts/connector.ts';
import { HostError } from '../hosts/host-error.ts';
import type { Clock } from '../kernel/clock.ts';
import { done } from '../kernel/outcome.ts';
import type { Axis } from '../policy/lifecycle.ts';
import { moveOf } from '../policy/move.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { CheckState } from '../programs/registration.ts';
import { type CheckAxis, checkMove } from './check-move.ts';
import { hearPermissions } from './hear-permissions.ts';
import type { Perform } from './perform.ts';
import type { OnboardingRecords, RegistrationRecord } from './records.ts';

export interface AdvanceRegistrationDeps {
  readonly clock: Clock;
  readonly perform: Perform<OnboardingRecords>;
  readonly connectorOf: (platform: PlatformId) => PlatformConnector;
  /** What a fact is that a host was asked for: OBSERVED, or SIMULATED where the hosts are the sandbox. */
  readonly hostSource: EventSource;
  /**
   * The registration as it is now, with everything that the platform asks for, and for this job alone until it
   * is freed; undefined if it is gone or another job has it.
   */
  readonly claimRegistration: (id: string) => Promise<ClaimedRegistration | undefined>;
}

export interface ClaimedRegistration {
  readonly registration: RegistrationRecord;
  readonly request: RegistrationRequest;
  free(): Promise<void>;
}

/** When to look again, where another job has it now. */
const WHILE_CLAIMED_MS = 2_000;

/**
 * Takes a registration one step further: the platform is asked how it stands, and then for what is
 * missing. Runs again whenever a push says that something moved; running it once too often is harmless.
 * The pages that it finds for people are secrets of a kind: they are kept with the registration, not in the log.
 */
export function advanceRegistration(deps: AdvanceRegistrationDeps, id: string): Promise<Advanced> {
  return whileClaimed(deps, id, async ({ registration, request }) => {
    if (registration.state !== 'REFUSED') await step(deps, registration, request);
    if (registration.renewalMark !== undefined)
      await hearRenewal(deps, registration, registration.renewalMark);
  });
}

/** Begins the platform's verification and notes the page on which a person goes on. */
export function beginVerification(deps: AdvanceRegistrationDeps, id: string): Promise<Advanced> {
  return whileClaimed(deps, id, async ({ registration, request }) => {
    const { appId, platform, verification, renewingSince, renewalMark } = registration;
    if (appId === undefined || renewalMark !== undefined) return;
    if (verification === 'PASSED' && renewingSince === undefined) return;
    const { url, mark } = await deps.connectorOf(platform).startVerification({ ...request, appId });
    const renewal = renewingSince === undefined ? {} : { renewalMark: mark };
    await change(deps, registration, 'VERIFICATION_PAGE_READY', {}, { verificationUrl: url, ...renewal });
  });
}

/** What came of a verification that was begun again; until it is passed, and where it is not, the earlier one holds. */
async function hearRenewal(
  deps: AdvanceRegistrationDeps,
  registration: RegistrationRecord,
  mark: string,
): Promise<void> {
  const { platform, appId } = registration;
  if (appId === undefined) return;
  const report = await deps.connectorOf(platform).lookUpVerification(appId, mark);
  const over = { renewingSince: null, renewalMark: null };
  if (report.state === 'PASSED') return change(deps, registration, 'VERIFICATION_RENEWED', {}, over);
  if (report.state === 'DECLINED') {
    const { words } = report;
    return change(deps, registration, 'VERIFICATION_RENEWAL_DECLINED', { words }, { ...over, words });
  }
  if (report.mark === mark) return;
  const actor = { accountId: registration.accountId, label: 'gateway' };
  await deps.perform(
    { actor, name: 'advanceRegistration', input: { id: registration.id } },
    async (records) => {
      await records.changeRegistration(registration.id, { renewalMark: report.mark });
      return done(undefined);
    },
  );
}

/** When to look again: undefined means that a push, a poll or a person says so. */
interface Advanced {
  readonly lookAgainInMs?: number;
}

async function whileClaimed(
  deps: AdvanceRegistrationDeps,
  id: string,
  work: (claimed: ClaimedRegistration) => Promise<void>,
): Promise<Advanced> {
  const claimed = await deps.claimRegistration(id);
  if (!claimed) return { lookAgainInMs: WHILE_CLAIMED_MS };
  try {
    await work(claimed);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    await noteFailure(deps, claimed.registration, error);
  } finally {
    await claimed.free();
  }
  return {};
}

async function step(
  deps: AdvanceRegistrationDeps,
  registration: RegistrationRecord,
  request: RegistrationRequest,
): Promise<void> {
  const connector = deps.connectorOf(registration.platform);
  const report = await connector.lookUpRegistration(request);
  if (report.state === 'REQUESTED') return;
  if (report.state !== 'ABSENT') return applyRegistrationReport(deps, registration, report);
  const { consentUrl } = await connector.register(request);
  if (consentUrl === undefined) return;
  // The page is another at every look, since its code lives for minutes; that somebody is needed there is said once.
  if (registration.awaitsConsent) return keepConsentPage(deps, registration, consentUrl);
  await change(deps, registration, 'REGISTRATION_CONSENT_NEEDED', {}, { consentUrl });
}

async function keepConsentPage(
  deps: AdvanceRegistrationDeps,
  { id, accountId }: RegistrationRecord,
  consentUrl: string,
): Promise<void> {
  const actor = { accountId, label: 'gateway' };
  await deps.perform({ actor, name: 'advanceRegistration', input: { id } }, async (records) => {
    await records.changeRegistration(id, { consentUrl });
    return done(undefined);
  });
}

/** Applies what the platform says, through its transition table; what that does not allow is noted as an anomaly. */
async function applyRegistrationReport(
  deps: AdvanceRegistrationDeps,
  registration: RegistrationRecord,
  report: Exclude<RegistrationReport, { state: 'ABSENT' | 'REQUESTED' }>,
): Promise<void> {
  const { platform, state } = registration;
  if (report.state === 'REFUSED') {
    const { words, refusal } = report;
    const move = moveOf(platform, 'registration', state, 'decline', 'REFUSED');
    if (move === 'ALREADY') return;
    if (move === 'ILLEGAL') {
      return noteSurprises(deps, registration, [{ axis: 'registration', from: state, to: 'REFUSED' }]);
    }
    const told = { words, ...(refusal ? { retry: refusal.retry, code: refusal.code } : {}) };
    return change(deps, registration, 'REGISTRATION_REFUSED', told, { state: 'REFUSED', words });
  }
  const { appId } = report;
  const checks = heardChecks(registration, report);
  const move = moveOf(platform, 'registration', state, 'register', 'REGISTERED');
  if (move === 'ILLEGAL') {
    return noteSurprises(deps, registration, [{ axis: 'registration', from: state, to: 'REGISTERED' }]);
  }
  if (move !== 'ALREADY') {
    const known = { appId, ...checks.now };
    await change(deps, registration, 'REGISTERED', known, { state: 'REGISTERED', ...known });
  } else if (checks.hasMoved) {
    await change(deps, registration, 'VERIFICATION_CHANGED', checks.now, checks.now);
  }
  await hearPermissions(deps, registration, report);
  await noteSurprises(deps, registration, checks.surprises);
}

/** A move that a platform reported and its table does not have. */
interface Surprise {
  readonly axis: Axis;
  readonly from: string;
  readonly to: string;
}

/** Both checks as they are after the report, and what of it the table does not allow. */
function heardChecks(
  registration: RegistrationRecord,
  report: Pick<RegistrationRecord, 'admission' | 'verification'>,
) {
  const surprises: Surprise[] = [];
  const heard = (axis: CheckAxis): CheckState => {
    const from = registration[axis];
    const move = checkMove(registration.platform, axis, from, report[axis]);
    if (move === 'ILLEGAL') surprises.push({ axis, from, to: report[axis] });
    return typeof move === 'string' ? from : move.to;
  };
  const now = { admission: heard('admission'), verification: heard('verification') };
  const hasMoved = now.admission !== registration.admission || now.verification !== registration.verification;
  return { now, hasMoved, surprises };
}

/** Said once for each surprise: a platform that keeps saying it is heard at every look. */
async function noteSurprises(
  deps: AdvanceRegistrationDeps,
  { id, accountId, programId, platform, anomaly = '' }: RegistrationRecord,
  surprises: readonly Surprise[],
): Promise<void> {
  const noted = surprises.map(({ axis, from, to }) => `${axis}: ${from} -> ${to}`).join('; ');
  if (noted === anomaly) return;
  const actor = { accountId, label: 'gateway' };
  await deps.perform({ actor, name: 'advanceRegistration', input: { id } }, async (records) => {
    await records.changeRegistration(id, { anomaly: noted === '' ? null : noted });
    for (const { axis, from, to } of surprises) {
      records.record({
        type: 'ANOMALY_NOTICED',
        programId,
        subjectId: id,
        source: deps.hostSource,
        payload: { platform, axis, from, to },
      });
    }
    return done(undefined);
  });
}

/** What only a person can mend is written down for them; all else is thrown, for the queue to try again. */
async function noteFailure(
  deps: AdvanceRegistrationDeps,
  registration: RegistrationRecord,
  error: HostError,
): Promise<void> {
  const { retry, code, words, call } = error.detail;
  if (error.isPassing) throw error;
  const declined = moveOf(registration.platform, 'registration', registration.state, 'decline', 'REFUSED');
  const refused = typeof declined === 'object' && error.endsGoal;
  await change(
    deps,
    registration,
    refused ? 'REGISTRATION_REFUSED' : 'HOST_CALL_FAILED',
    { retry, code: code ?? null, words, call },
    // A renewal that could not even be begun is over; one that is under way is not ended by a failed call.
    refused
      ? { state: 'REFUSED', words }
      : { words, ...(registration.renewalMark === undefined ? { renewingSince: null } : {}) },
  );
  if (!error.endsGoal) throw error;
}

async function change(
  deps: AdvanceRegistrationDeps,
  { id, accountId, programId, platform }: RegistrationRecord,
  type: EventType,
  payload: Readonly<Record<string, unknown>>,
  columns: Parameters<OnboardingRecords['changeRegistration']>[1],
): Promise<void> {
  const actor = { accountId, label: 'gateway' };
  await deps.perform({ actor, name: 'advanceRegistration', input: { id } }, async (records) => {
    await records.changeRegistration(id, columns);
    const source = deps.hostSource;
    records.record({ type, programId, subjectId: id, source, payload: { platform, ...payload } });
    return done(undefined);
  });
}

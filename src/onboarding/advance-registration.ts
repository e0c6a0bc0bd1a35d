import type { EventSource, EventType } from '../events/event.ts';
import type { PlatformConnector, RegistrationReport, RegistrationRequest } from '../hosts/connector.ts';
import { HostError } from '../hosts/host-error.ts';
import { done } from '../kernel/outcome.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { Perform } from './perform.ts';
import type { OnboardingRecords, RegistrationRecord } from './records.ts';

export interface AdvanceRegistrationDeps {
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
  });
}

/** Begins the platform's verification and notes the page on which a person goes on. */
export function beginVerification(deps: AdvanceRegistrationDeps, id: string): Promise<Advanced> {
  return whileClaimed(deps, id, async ({ registration }) => {
    if (registration.appId === undefined || registration.verification === 'PASSED') return;
    const { url } = await deps.connectorOf(registration.platform).startVerification(registration.appId);
    await change(deps, registration, 'VERIFICATION_PAGE_READY', {}, { verificationUrl: url });
  });
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
  await change(deps, registration, 'REGISTRATION_CONSENT_NEEDED', {}, { consentUrl });
}

async function applyRegistrationReport(
  deps: AdvanceRegistrationDeps,
  registration: RegistrationRecord,
  report: Exclude<RegistrationReport, { state: 'ABSENT' | 'REQUESTED' }>,
): Promise<void> {
  if (report.state === 'REFUSED') {
    const { words } = report;
    return change(deps, registration, 'REGISTRATION_REFUSED', { words }, { state: 'REFUSED', words });
  }
  const { appId, admission, verification } = report;
  if (registration.state === 'REQUESTED') {
    return change(
      deps,
      registration,
      'REGISTERED',
      { appId, admission, verification },
      { state: 'REGISTERED', appId, admission, verification },
    );
  }
  if (registration.admission === admission && registration.verification === verification) return;
  await change(
    deps,
    registration,
    'VERIFICATION_CHANGED',
    { admission, verification },
    { admission, verification },
  );
}

/** What only a person can mend is written down for them; all else is thrown, for the queue to try again. */
async function noteFailure(
  deps: AdvanceRegistrationDeps,
  registration: RegistrationRecord,
  error: HostError,
): Promise<void> {
  const { kind, code, words, call } = error.detail;
  if (kind === 'RETRY' || kind === 'ASK_FIRST') throw error;
  const refused = registration.state === 'REQUESTED' && (kind === 'FIX_INPUT' || kind === 'FINAL');
  await change(
    deps,
    registration,
    refused ? 'REGISTRATION_REFUSED' : 'HOST_CALL_FAILED',
    { kind, code: code ?? null, words, call },
    refused ? { state: 'REFUSED', words } : { words },
  );
  if (kind === 'ASK_OPERATOR') throw error;
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

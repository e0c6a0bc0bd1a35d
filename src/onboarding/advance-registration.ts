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
  /** The registration as it is now, with everything that the platform asks for; undefined if it is gone. */
  readonly registrationRequest: (
    id: string,
  ) => Promise<{ registration: RegistrationRecord; request: RegistrationRequest } | undefined>;
}

/**
 * Takes a registration one step further: the platform is asked how it stands, and then for what is
 * missing. Runs again whenever a push says that something moved; running it once too often is harmless.
 */
export async function advanceRegistration(deps: AdvanceRegistrationDeps, id: string): Promise<void> {
  const found = await deps.registrationRequest(id);
  if (!found || found.registration.state === 'REFUSED') return;
  const { registration, request } = found;
  const connector = deps.connectorOf(registration.platform);
  try {
    const report = await connector.lookUpRegistration(request);
    if (report.state === 'REQUESTED') return;
    if (report.state !== 'ABSENT') return await applyRegistrationReport(deps, registration, report);
    const { consentUrl } = await connector.register(request);
    if (consentUrl === undefined) return;
    await change(deps, registration, 'REGISTRATION_CONSENT_NEEDED', { url: consentUrl }, { consentUrl });
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    await noteFailure(deps, registration, error);
  }
}

/** Begins the platform's verification and notes the page on which a person goes on. */
export async function beginVerification(deps: AdvanceRegistrationDeps, id: string): Promise<void> {
  const found = await deps.registrationRequest(id);
  const appId = found?.registration.appId;
  if (!found || appId === undefined || found.registration.verification === 'PASSED') return;
  const { registration } = found;
  try {
    const { url } = await deps.connectorOf(registration.platform).startVerification(appId);
    await change(deps, registration, 'VERIFICATION_PAGE_READY', { url }, { verificationUrl: url });
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    await noteFailure(deps, registration, error);
  }
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

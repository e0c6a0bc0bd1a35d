import type { EventSource } from '../events/event.ts';
import type { CheckBegun, CheckReport } from '../hosts/check-at-platform.ts';
import type { PaperRequest, PlatformConnector } from '../hosts/connector.ts';
import { HostError } from '../hosts/host-error.ts';
import { done } from '../kernel/outcome.ts';
import { after } from '../policy/lifecycle.ts';
import { variantOf } from '../policy/variants.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { Perform } from './perform.ts';
import type { MaterialCheckState, OnboardingRecords, RegistrationRecord } from './records.ts';

export interface AdvanceMaterialDeps {
  readonly perform: Perform<OnboardingRecords>;
  readonly connectorOf: (platform: PlatformId) => PlatformConnector;
  readonly hostSource: EventSource;
  /** The paper with everything that its platforms ask for, for this job alone; undefined if another job has it. */
  readonly claimMaterial: (id: string) => Promise<ClaimedMaterial | undefined>;
}

export interface ClaimedMaterial {
  readonly id: string;
  readonly accountId: string;
  readonly programId?: string;
  readonly paper: string;
  readonly isPending: boolean;
  readonly words?: string;
  /** The registrations of whom it is a paper, with how far each is. */
  readonly relying: readonly RelyingRegistration[];
  free(): Promise<void>;
}

export interface RelyingRegistration {
  readonly registration: RegistrationRecord;
  /** Without an app id where it is not registered yet. */
  readonly request: Omit<PaperRequest, 'appId'>;
  readonly check?: { readonly state: MaterialCheckState; readonly mark?: string };
}

const WHILE_CLAIMED_MS = 2_000;

type Standing = 'WAITS' | 'GOES_BY_IT' | { readonly declined: string };

/**
 * Takes a paper that replaces another one step further: it is handed in again at each platform that goes by the older
 * one until it has verified the new (baidu/2.5), and each is asked what came of it. Once all go by the new one it takes
 * the older one's place; one that declines leaves the older one in force. Where no platform goes by the older one,
 * because the program is registered at none, the new one counts at once. Running it once too often is harmless.
 */
export async function advanceMaterial(
  deps: AdvanceMaterialDeps,
  id: string,
): Promise<{ readonly lookAgainInMs?: number }> {
  const claimed = await deps.claimMaterial(id);
  if (!claimed) return { lookAgainInMs: WHILE_CLAIMED_MS };
  try {
    if (claimed.isPending) await settle(deps, claimed);
  } finally {
    await claimed.free();
  }
  return {};
}

async function settle(deps: AdvanceMaterialDeps, material: ClaimedMaterial): Promise<void> {
  let waits = false;
  for (const relying of material.relying) {
    const standing = await standingAt(deps, material, relying);
    if (typeof standing === 'object') return decline(deps, material, relying, standing.declined);
    waits ||= standing === 'WAITS';
  }
  if (!waits) await verify(deps, material);
}

async function standingAt(
  deps: AdvanceMaterialDeps,
  material: ClaimedMaterial,
  relying: RelyingRegistration,
): Promise<Standing> {
  const { registration, request, check } = relying;
  const { platform, appId, state } = registration;
  if (!waitsForPapers(platform) || state === 'REFUSED') return 'GOES_BY_IT';
  if (check && check.state !== 'IN_REVIEW') return 'GOES_BY_IT';
  const desk = deps.connectorOf(platform).papers;
  if (!desk) return 'GOES_BY_IT';
  // The registration that is under way was asked for with the older one.
  if (appId === undefined) return 'WAITS';
  try {
    if (check?.mark === undefined) {
      return await handedIn(deps, material, registration, await desk.handIn({ ...request, appId }));
    }
    return await answered(deps, material, registration, await desk.lookUp({ ...request, appId }, check.mark));
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    await noteFailure(deps, material, registration, error);
    return 'WAITS';
  }
}

/** Whether a platform goes by the older paper until it has verified the one that replaces it. */
function waitsForPapers(platform: PlatformId): boolean {
  return after(variantOf(platform).transitions, 'material', 'NOT_FILED', 'replace') === 'PENDING';
}

async function handedIn(
  deps: AdvanceMaterialDeps,
  material: ClaimedMaterial,
  registration: RegistrationRecord,
  begun: CheckBegun | 'NOT_ASKED',
): Promise<Standing> {
  const { platform, id: registrationId } = registration;
  await change(deps, material, async (records) => {
    if (begun === 'NOT_ASKED') {
      await records.putMaterialCheck(material.id, registrationId, { state: 'NOT_ASKED' });
      return;
    }
    const { mark, url } = begun;
    await records.putMaterialCheck(material.id, registrationId, { state: 'IN_REVIEW', mark });
    if (url !== undefined) await records.changeRegistration(registrationId, { verificationUrl: url });
    const payload = { platform, registrationId, paper: material.paper, personNeeded: url !== undefined };
    records.record({ ...about(material), type: 'MATERIAL_HANDED_IN', source: deps.hostSource, payload });
  });
  return begun === 'NOT_ASKED' ? 'GOES_BY_IT' : 'WAITS';
}

async function answered(
  deps: AdvanceMaterialDeps,
  material: ClaimedMaterial,
  { id: registrationId }: RegistrationRecord,
  report: CheckReport,
): Promise<Standing> {
  if (report.state === 'DECLINED') return { declined: report.words };
  await change(deps, material, (records) =>
    records.putMaterialCheck(
      material.id,
      registrationId,
      report.state === 'PASSED' ? { state: 'PASSED' } : { state: 'IN_REVIEW', mark: report.mark },
    ),
  );
  return report.state === 'PASSED' ? 'GOES_BY_IT' : 'WAITS';
}

/** The new one is relied upon, and the older ones of its kind, where it was filed, have had their time. */
function verify(deps: AdvanceMaterialDeps, material: ClaimedMaterial): Promise<void> {
  return change(deps, material, async (records) => {
    const replaced = await records.replaceMaterials(material);
    const source = material.relying.length > 0 ? deps.hostSource : 'GATEWAY';
    records.record({
      ...about(material),
      type: 'MATERIAL_VERIFIED',
      source,
      payload: { paper: material.paper, replaced },
    });
  });
}

function decline(
  deps: AdvanceMaterialDeps,
  material: ClaimedMaterial,
  { registration: { platform, id: registrationId } }: RelyingRegistration,
  words: string,
): Promise<void> {
  return change(deps, material, async (records) => {
    await records.changeMaterial(material.id, { state: 'DECLINED', words });
    const payload = { platform, registrationId, paper: material.paper, words };
    records.record({ ...about(material), type: 'MATERIAL_DECLINED', source: deps.hostSource, payload });
  });
}

/** What only a person can mend is said once and kept with the paper, which waits on; all else the queue tries again. */
async function noteFailure(
  deps: AdvanceMaterialDeps,
  material: ClaimedMaterial,
  { platform, id: registrationId }: RegistrationRecord,
  error: HostError,
): Promise<void> {
  const { retry, code, words, call } = error.detail;
  if (error.isPassing) throw error;
  if (words !== material.words) {
    await change(deps, material, async (records) => {
      await records.changeMaterial(material.id, { words });
      const payload = { platform, registrationId, retry, code: code ?? null, words, call };
      records.record({ ...about(material), type: 'HOST_CALL_FAILED', source: deps.hostSource, payload });
    });
  }
  if (!error.endsGoal) throw error;
}

function about({ id, programId }: ClaimedMaterial) {
  return { subjectId: id, ...(programId ? { programId } : {}) };
}

async function change(
  deps: AdvanceMaterialDeps,
  { id, accountId }: ClaimedMaterial,
  work: (records: OnboardingRecords) => Promise<void>,
): Promise<void> {
  const actor = { accountId, label: 'gateway' };
  await deps.perform({ actor, name: 'advanceMaterial', input: { id } }, async (records) => {
    await work(records);
    return done(undefined);
  });
}

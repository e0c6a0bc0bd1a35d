import type { EventSource } from '../events/event.ts';
import type { AuthorisedProgram } from '../hosts/desks/authorisation.ts';
import type { Clock } from '../kernel/clock.ts';
import { done } from '../kernel/outcome.ts';
import { evaluate } from '../policy/evaluate.ts';
import { moveOf } from '../policy/move.ts';
import { problemOf } from '../policy/problem.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { Program } from '../programs/program.ts';
import { type AuthorisationLink, mayServe } from './authorisation-records.ts';
import { factsAbout } from './facts.ts';
import type { Perform } from './perform.ts';
import type { OnboardingRecords } from './records.ts';

/**
 * AUTHORISED: the link has served. OVER: it had served before, or has expired. TAKEN: the platform's id is that of another
 * program here. OTHER_PROGRAM: this program is registered under another id. NOT_ALLOWED: the rules do not, or no longer,
 * let it be brought in. After all but the first nothing is changed, and a link that serves serves still.
 */
export type BroughtIn = 'AUTHORISED' | 'OVER' | 'TAKEN' | 'OTHER_PROGRAM' | 'NOT_ALLOWED';

export interface BringInDeps {
  readonly clock: Clock;
  readonly perform: Perform<OnboardingRecords>;
  /** What a fact is that a host was asked for: OBSERVED, or SIMULATED where the hosts are the sandbox. */
  readonly hostSource: EventSource;
}

/** Gives a program the identity on a platform that its owner has authorised, or notes that it is authorised anew. */
export async function bringIn(
  deps: BringInDeps,
  { id: linkId, accountId, programId }: AuthorisationLink,
  authorised: AuthorisedProgram,
  code: string | undefined,
): Promise<BroughtIn> {
  const actor = { accountId, label: 'gateway' };
  const outcome = await deps.perform({ actor, name: 'bringIn', input: { linkId } }, async (records) => {
    const program = await records.lockProgram(accountId, programId);
    const link = await records.lockAuthorisationLink(linkId);
    if (!program || !link || !mayServe(link, deps.clock.now())) return done<BroughtIn>('OVER');
    const holder = await records.programOfApp(link.platform, authorised.appId);
    if (holder && holder.programId !== programId) return done<BroughtIn>('TAKEN');
    const said = link.awaitsReturn
      ? // The push was faster: what it brought is what the person comes back with.
        await isIdentity(records, link, authorised)
      : await giveIdentity(deps, records, program, link, authorised);
    if (said === 'AUTHORISED') await records.settleAuthorisationLink(linkId, code);
    return done<BroughtIn>(said);
  });
  if (!outcome.ok) throw new Error('an act without a key was refused');
  return outcome.value;
}

async function isIdentity(
  records: OnboardingRecords,
  { programId, platform }: AuthorisationLink,
  { appId }: AuthorisedProgram,
): Promise<BroughtIn> {
  const registration = await records.registration(programId, platform);
  return registration?.state === 'REGISTERED' && registration.appId === appId ? 'AUTHORISED' : 'OVER';
}

async function giveIdentity(
  deps: BringInDeps,
  records: OnboardingRecords,
  program: Program,
  { platform, email = '' }: AuthorisationLink,
  { appId, admission, verification, permissions }: AuthorisedProgram,
): Promise<BroughtIn> {
  const programId = program.id;
  const standing = await records.registration(programId, platform);
  const known = { appId, admission, verification };
  let id = standing?.id;
  if (id === undefined || standing?.state !== 'REGISTERED') {
    if (!(await mayRegister(deps, records, program, { platform, email }))) return 'NOT_ALLOWED';
    id = (await records.addRegistration(program, platform, email)).id;
    await records.changeRegistration(id, { state: 'REGISTERED', ...known });
    const { hostSource: source } = deps;
    const payload = { platform, ...known, broughtIn: true };
    records.record({ type: 'REGISTERED', programId, subjectId: id, source, payload });
  } else if (standing.appId !== appId) return 'OTHER_PROGRAM';
  await noteAuthorised(deps, records, { id, programId, platform }, permissions);
  // How the checks of the developer stand at an authorisation that is given anew is for the look that follows.
  records.enqueue({ kind: 'REGISTRATION', id });
  return 'AUTHORISED';
}

/** Asked once more: between the link and its return rules may have changed, and the program with them. */
async function mayRegister(
  { clock }: BringInDeps,
  records: OnboardingRecords,
  program: Program,
  { platform, email }: { readonly platform: PlatformId; readonly email: string },
): Promise<boolean> {
  const facts = {
    ...(await factsAbout(records, program, platform)),
    emailInUse: await records.emailInUse(platform, email, program.id),
  };
  const verdict = evaluate(await records.variantOf(platform), facts, 'REGISTER', clock.now());
  const move = moveOf(platform, 'registration', 'REQUESTED', 'register', 'REGISTERED');
  return problemOf(verdict, '') === undefined && typeof move === 'object';
}

/** Notes for what the gateway may act for a registered program; `since`: where it could not before. */
export async function noteAuthorised(
  { clock, hostSource: source }: Pick<BringInDeps, 'clock' | 'hostSource'>,
  records: OnboardingRecords,
  {
    id,
    programId,
    platform,
  }: { readonly id: string; readonly programId: string; readonly platform: PlatformId },
  permissions: readonly string[],
  isNew = true,
): Promise<void> {
  const since = isNew ? { authorisedSince: clock.now(), authorisationEndedAt: null } : {};
  await records.changeRegistration(id, { ...since, permissions });
  const payload = { platform, permissions };
  records.record({ type: 'AUTHORISATION_GRANTED', programId, subjectId: id, source, payload });
}

import type { RegistrationReport } from '../hosts/connector.ts';
import { done } from '../kernel/outcome.ts';
import { type BringInDeps, noteAuthorised } from './bring-in.ts';
import type { RegistrationRecord } from './records.ts';

/** Notes what the platform says the gateway may do for a program, where that is other than what was known. */
export async function hearPermissions(
  deps: BringInDeps,
  registration: RegistrationRecord,
  { permissions }: Extract<RegistrationReport, { state: 'REGISTERED' }>,
): Promise<void> {
  if (permissions === undefined) return;
  const isNew = registration.authorisedSince === undefined || registration.authorisationEndedAt !== undefined;
  if (!isNew && isSame(permissions, registration.permissions)) return;
  const { id, accountId, programId, platform } = registration;
  const actor = { accountId, label: 'gateway' };
  await deps.perform({ actor, name: 'hearPermissions', input: { id } }, async (records) => {
    const now = await records.registration(programId, platform);
    // Taken back while the platform was being asked: what it said is of before.
    const endedSince = now?.authorisationEndedAt?.getTime() !== registration.authorisationEndedAt?.getTime();
    if (now && !endedSince) await noteAuthorised(deps, records, registration, permissions, isNew);
    return done(undefined);
  });
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((permission) => other.includes(permission));
}

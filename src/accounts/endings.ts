import type { Clock } from '../kernel/clock.ts';
import { rolesOfTokens } from './api-tokens.ts';
import { bearersInForce } from './bearer-credentials.ts';
import type { AuthContext } from './better-auth.ts';
import { rolesOfMembers, sessionsInForce } from './sessions.ts';
import type { Role, Viewer } from './viewer.ts';

/** Why somebody who was let in is no longer who they were. */
export type Ending =
  | 'TOKEN_ENDED'
  | 'SESSION_ENDED'
  | 'CREDENTIAL_REVOKED'
  | 'MEMBERSHIP_ENDED'
  | 'ROLE_CHANGED';

/** Asked for in one statement. */
const ASKED_AT_ONCE = 500;

/**
 * Of each of these viewers whether they still are who they were when they were let in, with the same role; undefined: they
 * are. Looked up by what they are, not by what they showed, and for all of them together: a few statements, however many.
 */
export async function endingsOf(
  context: AuthContext,
  clock: Clock,
  viewers: readonly Viewer[],
): Promise<readonly (Ending | undefined)[]> {
  const ids = (of: (viewer: Viewer) => string | undefined) => [
    ...new Set(viewers.flatMap((one) => of(one) ?? [])),
  ];
  const tokens = await inParts(
    ids((one) => (one.kind === 'token' ? one.tokenId : undefined)),
    (some) => rolesOfTokens(context, clock, some),
  );
  const members = await inParts(
    ids((one) => (one.kind === 'member' ? one.memberId : undefined)),
    (some) => rolesOfMembers(context, some),
  );
  const sessions = await inParts(
    ids((one) => (one.kind === 'member' ? one.sessionId : undefined)),
    (some) => sessionsInForce(context, clock, some),
  );
  const partners = await inParts(
    ids((one) => (one.kind === 'host' ? one.credentialId : undefined)),
    (some) => bearersInForce(context, { model: 'partnerCredential' }, some),
  );
  const platforms = await inParts(
    ids((one) => (one.kind === 'platform' ? one.credentialId : undefined)),
    (some) => bearersInForce(context, { model: 'platformCredential' }, some),
  );
  const found = { tokens, members, sessions, partners, platforms };
  return viewers.map((viewer) => endingOf(viewer, found));
}

type Found = Readonly<
  Record<'tokens' | 'members' | 'sessions' | 'partners' | 'platforms', ReadonlyMap<string, unknown>>
>;

function endingOf(
  viewer: Viewer,
  { tokens, members, sessions, partners, platforms }: Found,
): Ending | undefined {
  switch (viewer.kind) {
    case 'token':
      return roleEnding(viewer.role, tokens.get(viewer.tokenId), 'TOKEN_ENDED');
    case 'member':
      if (viewer.sessionId !== undefined && !sessions.has(viewer.sessionId)) return 'SESSION_ENDED';
      return roleEnding(viewer.role, members.get(viewer.memberId), 'MEMBERSHIP_ENDED');
    case 'host':
      return partners.has(viewer.credentialId) ? undefined : 'CREDENTIAL_REVOKED';
    case 'platform':
      return platforms.has(viewer.credentialId) ? undefined : 'CREDENTIAL_REVOKED';
    case 'nobody':
      return undefined;
  }
}

function roleEnding(before: Role, now: unknown, gone: Ending): Ending | undefined {
  if (now === undefined) return gone;
  return now === before ? undefined : 'ROLE_CHANGED';
}

/** What was found of all of them: what is there, with what is known of it. */
async function inParts(
  ids: readonly string[],
  find: (some: readonly string[]) => Promise<ReadonlyMap<string, Role> | ReadonlySet<string>>,
): Promise<ReadonlyMap<string, unknown>> {
  const found = new Map<string, unknown>();
  for (let from = 0; from < ids.length; from += ASKED_AT_ONCE) {
    for (const [id, known] of (await find(ids.slice(from, from + ASKED_AT_ONCE))).entries())
      found.set(id, known);
  }
  return found;
}

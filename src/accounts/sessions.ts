import type { Clock } from '../kernel/clock.ts';
import type { AuthContext, BetterAuth } from './better-auth.ts';
import type { KnownViewer } from './known-viewer.ts';
import type { PresentedCredential } from './presented-credential.ts';
import { isRole, type Role, roles } from './viewer.ts';

interface Membership {
  readonly id: string;
  readonly organizationId: string;
  readonly role: string;
}

/**
 * The member whose session this is, in the account asked for, or the session's active one, or the person's only one.
 * A person with several accounts who names none is nobody: acting for the wrong one is worse than being asked again.
 */
export async function viewerOfSession(
  auth: BetterAuth,
  { adapter }: AuthContext,
  presented: Extract<PresentedCredential, { kind: 'session' }>,
  accountAskedFor: string | undefined,
): Promise<KnownViewer | undefined> {
  const found = await auth.api.getSession({
    headers: new Headers({ [presented.header]: presented.value }),
    // Renewing belongs to `GET /auth/get-session`, which also renews the cookie.
    query: { disableRefresh: true, disableCookieCache: true },
  });
  if (!found) return undefined;
  const { session } = found;
  const where = [{ field: 'userId', value: session.userId }];
  const memberships = await adapter.findMany<Membership>({ model: 'member', where });
  const membership = choose(memberships, accountAskedFor, session.activeOrganizationId);
  const role = membership && strongestRole(membership.role);
  if (!membership || !role) return undefined;
  return {
    kind: 'member',
    accountId: membership.organizationId,
    personId: session.userId,
    memberId: membership.id,
    role,
    sessionId: session.id,
    expiresAt: session.expiresAt,
  };
}

/** Those of these sessions that are there, and not at their end. */
export async function sessionsInForce(
  { adapter }: AuthContext,
  clock: Clock,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const where = [{ field: 'id', value: [...ids], operator: 'in' as const }];
  const rows = await adapter.findMany<{ readonly id: string; readonly expiresAt: Date }>({
    model: 'session',
    where,
    limit: ids.length,
  });
  const now = clock.now();
  return new Set(rows.flatMap(({ id, expiresAt }) => (expiresAt > now ? [id] : [])));
}

/** The roles of those of these members that there are. */
export async function rolesOfMembers(
  { adapter }: AuthContext,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Role>> {
  const where = [{ field: 'id', value: [...ids], operator: 'in' as const }];
  const rows = await adapter.findMany<Membership>({ model: 'member', where, limit: ids.length });
  return new Map(
    rows.flatMap(({ id, role: held }) => {
      const role = strongestRole(held);
      return role ? [[id, role] as const] : [];
    }),
  );
}

/** The member with this id, in the account that they are a member of. */
export async function viewerOfMember(
  { adapter }: AuthContext,
  memberId: string,
): Promise<KnownViewer | undefined> {
  const where = [{ field: 'id', value: memberId }];
  const found = await adapter.findOne<Membership & { readonly userId: string }>({ model: 'member', where });
  const role = found && strongestRole(found.role);
  if (!found || !role) return undefined;
  return { kind: 'member', accountId: found.organizationId, personId: found.userId, memberId, role };
}

function choose(
  memberships: readonly Membership[],
  askedFor: string | undefined,
  active: string | null | undefined,
): Membership | undefined {
  const of = (accountId: string) => memberships.find(({ organizationId }) => organizationId === accountId);
  if (askedFor !== undefined) return of(askedFor);
  const chosen = active ? of(active) : undefined;
  return chosen ?? (memberships.length === 1 ? memberships[0] : undefined);
}

/** better-auth can give one member several roles, written with commas. */
function strongestRole(text: string): Role | undefined {
  const held = text.split(',').filter(isRole);
  return roles.find((role) => held.includes(role));
}

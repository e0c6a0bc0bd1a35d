import { defaultKeyHasher } from '@better-auth/api-key';
import type { Clock } from '../kernel/clock.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import type { AccessProblem } from './access-problem.ts';
import { type AuthContext, type BetterAuth, MAX_TOKEN_DAYS, MAX_TOKEN_NAME_LENGTH } from './better-auth.ts';
import type { KnownViewer } from './known-viewer.ts';
import { isAtLeast, isRole, mayAct, type Role, type Viewer } from './viewer.ts';

export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** The first 8 characters, by which a person tells one from another. */
  readonly start: string;
  readonly createdAt: Date;
  readonly expiresAt?: Date;
  /** Within a minute. */
  readonly lastUsedAt?: Date;
}

export interface NewApiToken {
  /** 1 to 64 characters. */
  readonly name: string;
  /** At most the creator's own. */
  readonly role: Role;
  /** 1 to 365. */
  readonly expiresInDays: number;
}

interface ApiTokenRow {
  readonly id: string;
  readonly name: string | null;
  readonly start: string | null;
  readonly referenceId: string;
  readonly permissions: string | null;
  readonly enabled: boolean | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastRequest: Date | null;
}

const model = 'apikey';
const DAY_SECONDS = 86_400;
const MOST_TOKENS_LISTED = 1_000;
const USE_IS_NOTED_EVERY_MS = 60_000;

/**
 * A token for the viewer's account; `token` is shown this once. Only a person may make one: a token that leaked
 * cannot make itself immortal.
 */
export async function createApiToken(
  auth: BetterAuth,
  viewer: Viewer,
  { name, role, expiresInDays }: NewApiToken,
): Promise<Outcome<{ readonly id: string; readonly token: string }, AccessProblem>> {
  if (viewer.kind !== 'member' || !mayAct(viewer, 'ADMIN')) {
    return forbidden('API tokens are made by an owner or an administrator who is signed in');
  }
  if (!isAtLeast(viewer.role, role))
    return forbidden(`a member with role ${viewer.role} cannot give away ${role}`);
  const problem = problemOf(name, expiresInDays);
  if (problem) return refused(problem);
  const { id, key } = await auth.api.createApiKey({
    body: {
      organizationId: viewer.accountId,
      userId: viewer.personId,
      name: name.trim(),
      expiresIn: expiresInDays * DAY_SECONDS,
      permissions: { role: [role] },
    },
  });
  return done({ id, token: key });
}

/** The account's tokens, newest first. For owners and administrators. */
export async function listApiTokens(
  { adapter }: AuthContext,
  viewer: Viewer,
): Promise<Outcome<readonly ApiToken[], AccessProblem>> {
  if (!mayAct(viewer, 'ADMIN')) {
    return forbidden('API tokens are shown to owners and administrators');
  }
  const rows = await adapter.findMany<ApiTokenRow>({
    model,
    where: [{ field: 'referenceId', value: viewer.accountId }],
    sortBy: { field: 'createdAt', direction: 'desc' },
    limit: MOST_TOKENS_LISTED,
  });
  return done(
    rows.flatMap((row) => {
      const role = roleOf(row);
      return role ? [tokenOf(row, role)] : [];
    }),
  );
}

/** Takes effect here at once, on other nodes within two seconds. */
export async function revokeApiToken(
  { adapter }: AuthContext,
  viewer: Viewer,
  id: string,
): Promise<Outcome<{ readonly id: string }, AccessProblem>> {
  if (viewer.kind !== 'member' || !mayAct(viewer, 'ADMIN')) {
    return forbidden('API tokens are revoked by an owner or an administrator who is signed in');
  }
  const where = [
    { field: 'id', value: id },
    { field: 'referenceId', value: viewer.accountId },
  ];
  if ((await adapter.deleteMany({ model, where })) > 0) return done({ id });
  return refused({ code: 'NOT_FOUND', message: `there is no API token ${id} in this account`, path: 'id' });
}

/**
 * Looks the token up itself: better-auth's `verifyApiKey` writes the row twice for every call, and reads the time
 * from the process.
 */
export async function viewerOfApiToken(
  { adapter }: AuthContext,
  clock: Clock,
  token: string,
): Promise<KnownViewer | undefined> {
  const where = [{ field: 'key', value: await defaultKeyHasher(token) }];
  const row = await adapter.findOne<ApiTokenRow>({ model, where });
  const now = clock.now();
  const viewer = row && viewerIn(row, now);
  if (!row || !viewer) return undefined;
  if (!row.lastRequest || now.getTime() - row.lastRequest.getTime() >= USE_IS_NOTED_EVERY_MS) {
    const update = { lastRequest: now };
    await adapter.updateMany({ model, where: [{ field: 'id', value: row.id }], update });
  }
  return viewer;
}

/** What the token with this id may do, though nobody shows it. */
export async function viewerOfApiTokenId(
  { adapter }: AuthContext,
  clock: Clock,
  id: string,
): Promise<KnownViewer | undefined> {
  const row = await adapter.findOne<ApiTokenRow>({ model, where: [{ field: 'id', value: id }] });
  return row ? viewerIn(row, clock.now()) : undefined;
}

function viewerIn(row: ApiTokenRow, now: Date): KnownViewer | undefined {
  const role = roleOf(row);
  if (!role || row.enabled === false || (row.expiresAt && row.expiresAt <= now)) return undefined;
  const viewer = { kind: 'token', accountId: row.referenceId, tokenId: row.id, role } as const;
  return row.expiresAt ? { ...viewer, expiresAt: row.expiresAt } : viewer;
}

/** The roles of those of these tokens that are there, enabled, and not at their end. */
export async function rolesOfTokens(
  { adapter }: AuthContext,
  clock: Clock,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Role>> {
  const where = [{ field: 'id', value: [...ids], operator: 'in' as const }];
  const rows = await adapter.findMany<ApiTokenRow>({ model, where, limit: ids.length });
  const now = clock.now();
  return new Map(
    rows.flatMap((row) => {
      const role = roleOf(row);
      const isOver = row.enabled === false || (row.expiresAt !== null && row.expiresAt <= now);
      return role && !isOver ? [[row.id, role] as const] : [];
    }),
  );
}

function tokenOf(row: ApiTokenRow, role: Role): ApiToken {
  return {
    id: row.id,
    name: row.name ?? '',
    role,
    start: row.start ?? '',
    createdAt: row.createdAt,
    ...(row.expiresAt && { expiresAt: row.expiresAt }),
    ...(row.lastRequest && { lastUsedAt: row.lastRequest }),
  };
}

/** Undefined where the row was not made by `createApiToken`. */
function roleOf({ permissions }: ApiTokenRow): Role | undefined {
  if (permissions === null) return undefined;
  const { role } = JSON.parse(permissions) as { role?: unknown };
  const [only] = Array.isArray(role) ? role : [];
  return isRole(only) ? only : undefined;
}

function problemOf(name: string, expiresInDays: number): AccessProblem | undefined {
  const length = name.trim().length;
  if (length < 1 || length > MAX_TOKEN_NAME_LENGTH) {
    const message = `a token's name has 1 to ${MAX_TOKEN_NAME_LENGTH} characters, this one has ${length}`;
    return { code: 'INVALID_INPUT', message, path: 'name' };
  }
  if (Number.isInteger(expiresInDays) && expiresInDays >= 1 && expiresInDays <= MAX_TOKEN_DAYS)
    return undefined;
  const message = `a token is valid for 1 to ${MAX_TOKEN_DAYS} days, not for ${expiresInDays}`;
  return { code: 'INVALID_INPUT', message, path: 'expiresInDays' };
}

function forbidden(message: string): Outcome<never, AccessProblem> {
  return refused({ code: 'FORBIDDEN', message });
}

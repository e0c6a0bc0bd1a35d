import type { Clock } from '../kernel/clock.ts';
import { digestOfSecret, newSecret } from './bearer-secret.ts';
import type { AuthContext } from './better-auth.ts';

/**
 * What somebody who is neither a person nor an account signs in with: a partner host, a platform. Tables of their own and
 * not further kinds of better-auth's API key: such a key must belong to a person or to an account.
 */
export interface BearerCredential {
  readonly id: string;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

/** Where credentials of one kind lie, and how their tokens begin. */
export interface BearerKind {
  readonly model: 'partnerCredential' | 'platformCredential';
  readonly prefix: string;
}

/** The token is shown this once. A holder may have several credentials, so that they can be changed without a gap. */
export async function createBearer<Holder extends object>(
  { adapter }: AuthContext,
  clock: Clock,
  { model, prefix }: BearerKind,
  holder: Holder,
): Promise<{ readonly id: string; readonly token: string }> {
  const token = newSecret(prefix);
  const data = { ...holder, tokenHash: digestOfSecret(token), createdAt: clock.now(), revokedAt: null };
  const { id } = await adapter.create<typeof data, BearerCredential>({ model, data });
  return { id, token };
}

/** False where there is no such credential in force. */
export async function revokeBearer(
  { adapter }: AuthContext,
  clock: Clock,
  { model }: BearerKind,
  id: string,
): Promise<boolean> {
  const revoked = await adapter.updateMany({
    model,
    where: [
      { field: 'id', value: id },
      { field: 'revokedAt', value: null },
    ],
    update: { revokedAt: clock.now() },
  });
  return revoked > 0;
}

/** Whose token it is; undefined where it is nobody's, or revoked. */
export async function holderOf<Holder extends object>(
  { adapter }: AuthContext,
  { model }: BearerKind,
  token: string,
): Promise<(BearerCredential & Holder) | undefined> {
  const where = [{ field: 'tokenHash', value: digestOfSecret(token) }];
  const row = await adapter.findOne<BearerCredential & Holder>({ model, where });
  return row && !row.revokedAt ? row : undefined;
}

/** Those of these credentials that are in force. */
export async function bearersInForce(
  { adapter }: AuthContext,
  { model }: Pick<BearerKind, 'model'>,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const where = [{ field: 'id', value: [...ids], operator: 'in' as const }];
  const rows = await adapter.findMany<BearerCredential>({ model, where, limit: ids.length });
  return new Set(rows.flatMap(({ id, revokedAt }) => (revokedAt ? [] : [id])));
}

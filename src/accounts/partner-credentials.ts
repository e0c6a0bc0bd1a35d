import type { Clock } from '../kernel/clock.ts';
import { digestOfSecret, newSecret } from './bearer-secret.ts';
import type { AuthContext } from './better-auth.ts';
import type { KnownViewer } from './known-viewer.ts';

/**
 * What partner hosts sign in with. A table of its own and not a second kind of better-auth's API key: such a key must
 * belong to a person or to an account, and a host is neither.
 */
interface PartnerCredentialRow {
  readonly id: string;
  readonly hostId: string;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

export interface PartnerCredential {
  readonly id: string;
  readonly hostId: string;
  readonly createdAt: Date;
  readonly revokedAt?: Date;
}

const PREFIX = 'pfh_';
export const PARTNER_TOKEN = /^pfh_[A-Za-z0-9_-]{43}$/;

const model = 'partnerCredential';

/** The token is shown this once. A host may have several credentials, so that it can change them without a gap. */
export async function createPartnerCredential(
  { adapter }: AuthContext,
  clock: Clock,
  hostId: string,
): Promise<{ readonly id: string; readonly token: string }> {
  const token = newSecret(PREFIX);
  const data = { hostId, tokenHash: digestOfSecret(token), createdAt: clock.now(), revokedAt: null };
  const { id } = await adapter.create<typeof data, PartnerCredentialRow>({ model, data });
  return { id, token };
}

export async function listPartnerCredentials(
  { adapter }: AuthContext,
  hostId: string,
): Promise<PartnerCredential[]> {
  const rows = await adapter.findMany<PartnerCredentialRow>({
    model,
    where: [{ field: 'hostId', value: hostId }],
  });
  return rows.map(({ id, createdAt, revokedAt }) => ({
    id,
    hostId,
    createdAt,
    ...(revokedAt && { revokedAt }),
  }));
}

/** False where there is no such credential in force. */
export async function revokePartnerCredential(
  { adapter }: AuthContext,
  clock: Clock,
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

export async function viewerOfPartnerToken(
  { adapter }: AuthContext,
  token: string,
): Promise<KnownViewer | undefined> {
  const where = [{ field: 'tokenHash', value: digestOfSecret(token) }];
  const row = await adapter.findOne<PartnerCredentialRow>({ model, where });
  if (!row || row.revokedAt) return undefined;
  return { kind: 'host', hostId: row.hostId, credentialId: row.id };
}

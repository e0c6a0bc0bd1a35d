import type { Clock } from '../kernel/clock.ts';
import {
  type BearerCredential,
  type BearerKind,
  createBearer,
  holderOf,
  revokeBearer,
} from './bearer-credentials.ts';
import type { AuthContext } from './better-auth.ts';
import type { KnownViewer } from './known-viewer.ts';

export interface PartnerCredential {
  readonly id: string;
  readonly hostId: string;
  readonly createdAt: Date;
  readonly revokedAt?: Date;
}

/** What partner hosts sign in with. */
const PARTNER: BearerKind = { model: 'partnerCredential', prefix: 'pfh_' };
export const PARTNER_TOKEN = /^pfh_[A-Za-z0-9_-]{43}$/;

export function createPartnerCredential(auth: AuthContext, clock: Clock, hostId: string) {
  return createBearer(auth, clock, PARTNER, { hostId });
}

export async function listPartnerCredentials(
  { adapter }: AuthContext,
  hostId: string,
): Promise<PartnerCredential[]> {
  const { model } = PARTNER;
  const where = [{ field: 'hostId', value: hostId }];
  const rows = await adapter.findMany<BearerCredential>({ model, where });
  return rows.map(({ id, createdAt, revokedAt }) => ({
    id,
    hostId,
    createdAt,
    ...(revokedAt && { revokedAt }),
  }));
}

export function revokePartnerCredential(auth: AuthContext, clock: Clock, id: string): Promise<boolean> {
  return revokeBearer(auth, clock, PARTNER, id);
}

export async function viewerOfPartnerToken(
  auth: AuthContext,
  token: string,
): Promise<KnownViewer | undefined> {
  const row = await holderOf<{ readonly hostId: string }>(auth, PARTNER, token);
  return row && { kind: 'host', hostId: row.hostId, credentialId: row.id };
}

/** The host whose credential has this id, as long as it is in force. */
export async function viewerOfPartnerCredential(
  { adapter }: AuthContext,
  id: string,
): Promise<KnownViewer | undefined> {
  const where = [{ field: 'id', value: id }];
  const row = await adapter.findOne<BearerCredential & { readonly hostId: string }>({
    model: PARTNER.model,
    where,
  });
  return row && !row.revokedAt ? { kind: 'host', hostId: row.hostId, credentialId: row.id } : undefined;
}

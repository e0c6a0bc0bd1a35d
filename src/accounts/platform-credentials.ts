import type { Clock } from '../kernel/clock.ts';
import { digestOfSecret, newSecret } from './bearer-secret.ts';
import type { AuthContext } from './better-auth.ts';
import type { KnownViewer } from './known-viewer.ts';

/** What a platform signs in with, or the operator of the gateway in its place. It belongs to no account and to no person. */
interface PlatformCredentialRow {
  readonly id: string;
  readonly platform: string;
  readonly revokedAt: Date | null;
}

const PREFIX = 'pfp_';
export const PLATFORM_TOKEN = /^pfp_[A-Za-z0-9_-]{43}$/;

const model = 'platformCredential';

/** The token is shown this once. A platform may have several credentials, so that they can be changed without a gap. */
export async function createPlatformCredential(
  { adapter }: AuthContext,
  clock: Clock,
  platform: string,
): Promise<{ readonly id: string; readonly token: string }> {
  const token = newSecret(PREFIX);
  const data = { platform, tokenHash: digestOfSecret(token), createdAt: clock.now(), revokedAt: null };
  const { id } = await adapter.create<typeof data, PlatformCredentialRow>({ model, data });
  return { id, token };
}

/** False where there is no such credential in force. */
export async function revokePlatformCredential(
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

export async function viewerOfPlatformToken(
  { adapter }: AuthContext,
  token: string,
): Promise<KnownViewer | undefined> {
  const where = [{ field: 'tokenHash', value: digestOfSecret(token) }];
  const row = await adapter.findOne<PlatformCredentialRow>({ model, where });
  if (!row || row.revokedAt) return undefined;
  return { kind: 'platform', platform: row.platform, credentialId: row.id };
}

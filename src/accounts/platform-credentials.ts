import type { Clock } from '../kernel/clock.ts';
import { type BearerKind, createBearer, holderOf, revokeBearer } from './bearer-credentials.ts';
import type { AuthContext } from './better-auth.ts';
import type { KnownViewer } from './known-viewer.ts';

/** What a platform signs in with, or the operator of the gateway in its place. */
const PLATFORM: BearerKind = { model: 'platformCredential', prefix: 'pfp_' };
export const PLATFORM_TOKEN = /^pfp_[A-Za-z0-9_-]{43}$/;

export function createPlatformCredential(auth: AuthContext, clock: Clock, platform: string) {
  return createBearer(auth, clock, PLATFORM, { platform });
}

export function revokePlatformCredential(auth: AuthContext, clock: Clock, id: string): Promise<boolean> {
  return revokeBearer(auth, clock, PLATFORM, id);
}

export async function viewerOfPlatformToken(
  auth: AuthContext,
  token: string,
): Promise<KnownViewer | undefined> {
  const row = await holderOf<{ readonly platform: string }>(auth, PLATFORM, token);
  return row && { kind: 'platform', platform: row.platform, credentialId: row.id };
}

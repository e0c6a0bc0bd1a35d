import type { Clock } from '../kernel/clock.ts';
import { viewerOfApiTokenId } from './api-tokens.ts';
import type { AuthContext } from './better-auth.ts';
import type { KnownViewer } from './known-viewer.ts';
import { viewerOfPartnerCredential } from './partner-credentials.ts';
import { viewerOfMember } from './sessions.ts';
import type { Viewer } from './viewer.ts';

/** Whose rights something has that goes on when they are not there: a member, a token, or a host's credential. */
export interface Principal {
  readonly kind: 'MEMBER' | 'TOKEN' | 'HOST';
  readonly id: string;
}

/** What a viewer is known by when they are not there; undefined for platforms and nobody. */
export function principalOf(viewer: Viewer): Principal | undefined {
  switch (viewer.kind) {
    case 'member':
      return { kind: 'MEMBER', id: viewer.memberId };
    case 'token':
      return { kind: 'TOKEN', id: viewer.tokenId };
    case 'host':
      return { kind: 'HOST', id: viewer.credentialId };
    default:
      return undefined;
  }
}

/** Who that is now, with the rights of now; undefined where the member has gone, or the token or credential is not in force. */
export function viewerStanding(
  context: AuthContext,
  clock: Clock,
  { kind, id }: Principal,
): Promise<KnownViewer | undefined> {
  switch (kind) {
    case 'MEMBER':
      return viewerOfMember(context, id);
    case 'TOKEN':
      return viewerOfApiTokenId(context, clock, id);
    case 'HOST':
      return viewerOfPartnerCredential(context, id);
  }
}

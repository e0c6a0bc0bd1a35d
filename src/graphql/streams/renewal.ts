import type { ViewerUntil } from '../../accounts/known-viewer.ts';
import { ACCOUNT_HEADER, headersOfConnection } from '../../accounts/presented-credential.ts';
import type { GraphqlParts } from '../context.ts';
import { foundViewer } from './found-viewer.ts';
import { rightsOf } from './shared-viewer.ts';

/** What a client is told in the `pong` to a `ping` that showed a credential. */
export type RenewalAnswer =
  | { readonly renewed: true; readonly until: string | null }
  | {
      readonly renewed: false;
      readonly code: 'UNAUTHENTICATED' | 'FORBIDDEN' | 'TOO_MANY' | 'TRY_LATER';
      readonly reason: string;
    };

/** Whether a `ping` shows a credential: `{"authorization": "Bearer …"}`. */
export function showsCredential(payload: Readonly<Record<string, unknown>> | undefined): boolean {
  return Object.keys(payload ?? {}).some((name) => name.toLowerCase() === 'authorization');
}

/**
 * Whom a socket belongs to from now on, by the credential that a `ping` shows, or why it stays as it is. It has to be the
 * same viewer: same account and same role, and of a member the same person; what runs was begun with those rights.
 */
export async function renewed(
  parts: Pick<GraphqlParts, 'signIn' | 'faults'>,
  before: ViewerUntil,
  payload: Readonly<Record<string, unknown>> | undefined,
): Promise<ViewerUntil | (RenewalAnswer & { readonly renewed: false })> {
  const headers = headersOfConnection(payload, undefined);
  if (before.kind === 'member' && !headers.has(ACCOUNT_HEADER)) headers.set(ACCOUNT_HEADER, before.accountId);
  const viewer = await foundViewer(parts, headers);
  if (!viewer) {
    return {
      renewed: false,
      code: 'TRY_LATER',
      reason:
        'whose the credential is cannot be found out now; the socket stays with the one before: try again',
    };
  }
  if (viewer.kind === 'nobody') {
    return {
      renewed: false,
      code: 'UNAUTHENTICATED',
      reason: 'the credential is unknown, expired or revoked; the socket stays with the one before',
    };
  }
  const isSame =
    JSON.stringify(rightsOf(before)) === JSON.stringify(rightsOf(viewer)) &&
    (viewer.kind !== 'member' || before.kind !== 'member' || viewer.memberId === before.memberId);
  if (isSame) return viewer;
  return {
    renewed: false,
    code: 'FORBIDDEN',
    reason: 'the credential is another viewer’s, or has another role: open another socket with it',
  };
}

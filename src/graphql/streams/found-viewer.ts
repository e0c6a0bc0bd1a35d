import type { ViewerUntil } from '../../accounts/known-viewer.ts';
import type { GraphqlParts } from '../context.ts';

/** Who presents these headers; undefined where that cannot be found out now, which is the gateway's fault and is written down. */
export async function foundViewer(
  { signIn, faults }: Pick<GraphqlParts, 'signIn' | 'faults'>,
  headers: Headers,
): Promise<ViewerUntil | undefined> {
  try {
    return await signIn.viewerOf(headers);
  } catch (fault) {
    faults.error({ fault: String(fault) }, 'it could not be found out who a socket belongs to');
    return undefined;
  }
}

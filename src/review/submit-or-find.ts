import type { PackageRequest, PlatformConnector } from '../hosts/connector.ts';
import { HostError } from '../hosts/host-error.ts';
import { isStanding } from './compare-versions.ts';

/** WeChat may still have in its books, for a moment, the review that was just taken back. */
const AFTER_A_WITHDRAWAL_MS = 60_000;

/**
 * Hands a package in. A platform that refuses, since it is at work on a review, is asked which: it may be this very one,
 * taken in after the call had been given up as lost, so that the look before this attempt could not see it: IN_REVIEW. If it
 * has none at all, it is asked to take this one a little later. Rejects with `HostError`.
 */
export async function submitOrFindInReview(
  connector: PlatformConnector,
  request: PackageRequest,
): Promise<{ readonly reference?: string } | 'IN_REVIEW'> {
  try {
    return await connector.submit(request);
  } catch (error) {
    if (!isAtWork(error)) throw error;
    const { state } = await connector.lookUpPackage(request);
    if (state !== 'UPLOADED') return 'IN_REVIEW';
    const there = await connector.versions?.inPlace(request.appId);
    // One that cannot be asked has a review, as it says.
    if (!there || isStanding(there)) throw error;
    const { tooLong: _, ...detail } = error.detail;
    throw new HostError(
      { ...detail, retry: 'RETRY_LATER', retryAfterMs: AFTER_A_WITHDRAWAL_MS },
      { cause: error },
    );
  }
}

/** Whether it says that something which was handed in before has to be decided first. */
function isAtWork(error: unknown): error is HostError {
  return error instanceof HostError && error.detail.retry === 'WAIT_FOR_HOST' && error.endsGoal;
}

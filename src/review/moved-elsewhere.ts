import type { PackageReport } from '../hosts/connector.ts';
import { isUnderReview, type ReviewState } from '../policy/lifecycle.ts';
import { contentOfOurs } from './compare-versions.ts';
import type { ForeignFinding } from './foreign-change-records.ts';
import type { PackageRecord, ReviewRecords } from './records.ts';

/** So long after a review began, a platform's list that does not know of it is not believed. */
const SETTLING_MS = 10_000;

/** A review of ours that somebody began, or took back, in the platform's own console: nobody here had asked for either. */
export function reviewMovedElsewhere(
  { id, goal, versionNumber }: PackageRecord,
  from: ReviewState,
  to: ReviewState,
): ForeignFinding | undefined {
  const about = { content: contentOfOurs(id), packageId: id, hostVersion: versionNumber };
  if (to === 'WITHDRAWN' && goal !== 'WITHDRAWN') return { place: 'TAKEN_BACK', kind: 'WITHDRAWN', ...about };
  if (from === 'NOT_SUBMITTED' && to === 'IN_REVIEW' && goal !== 'IN_REVIEW') {
    return { place: 'REVIEW', kind: 'SUBMITTED', ...about, hostState: to };
  }
  return undefined;
}

/**
 * Whether a version that was in review is none any more, at a platform that has no word for that and keeps it under its
 * own number. A list may lag behind what was just done, so that right after it that says nothing.
 */
export async function wasTakenBack(
  records: Pick<ReviewRecords, 'reviewOpenedAt'>,
  { id, review, reference }: PackageRecord,
  report: Extract<PackageReport, { state: 'UPLOADED' }>,
  now: Date,
): Promise<boolean> {
  if (!isUnderReview(review)) return false;
  if (report.reference === undefined || report.reference !== reference) return false;
  const since = await records.reviewOpenedAt(id);
  return since !== undefined && now.getTime() - since.getTime() >= SETTLING_MS;
}

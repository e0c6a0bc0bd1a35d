import type { ReviewerNotes } from '../review/reviewer-notes.ts';
import type { SubmitInput } from '../review/submit.ts';
import type { SubmissionFields, SubmitFields } from './review.inputs.ts';
import type { ForReviewerInput } from './reviewer.inputs.ts';

/** A submission, as the acts that hand a version in are asked for it. */
export function submissionIn({
  versionId,
  hostIds,
  absentContent,
  ...more
}: SubmissionFields & Partial<Pick<SubmitFields, 'forReviewer'>>): SubmitInput {
  const notes = more.forReviewer ? notesIn(more.forReviewer) : undefined;
  return {
    versionId,
    absentContent,
    ...(hostIds ? { hostIds } : {}),
    ...(notes && Object.keys(notes).length > 0 ? { forReviewer: notes } : {}),
  };
}

/** What was said, without what was left out. */
function notesIn({ pages, feedback, userContent, ...flat }: ForReviewerInput): ReviewerNotes {
  return said({
    ...flat,
    ...(pages ? { pages: pages.map((page) => said(page)) } : {}),
    ...(feedback ? { feedback: said(feedback) } : {}),
    ...(userContent ? { userContent: said(userContent) } : {}),
  }) as ReviewerNotes;
}

function said(input: object): object {
  return Object.fromEntries(
    Object.entries(input).filter(([, value]) => value !== null && value !== undefined),
  );
}

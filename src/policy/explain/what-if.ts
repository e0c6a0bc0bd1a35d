import type { CitedFinding, Verdict, VerdictAnswer } from '../verdict.ts';

/** What would be otherwise: the answer, and the findings that would appear and go. */
export interface VerdictChange {
  /** Undefined where it is not asked about now: the program does not go there. */
  readonly from?: VerdictAnswer;
  /** Undefined where it would not be asked about any more. */
  readonly to?: VerdictAnswer;
  readonly appear: readonly CitedFinding[];
  readonly go: readonly CitedFinding[];
}

/** What is different between the verdicts; undefined where nothing is. */
export function changeBetween(
  before: Verdict | undefined,
  after: Verdict | undefined,
): VerdictChange | undefined {
  const old = new Map((before?.findings ?? []).map((finding) => [nameOf(finding), finding]));
  const now = new Map((after?.findings ?? []).map((finding) => [nameOf(finding), finding]));
  const appear = [...now].filter(([name]) => !old.has(name)).map(([, finding]) => finding);
  const go = [...old].filter(([name]) => !now.has(name)).map(([, finding]) => finding);
  if (before?.answer === after?.answer && appear.length + go.length === 0) return undefined;
  return {
    ...(before ? { from: before.answer } : {}),
    ...(after ? { to: after.answer } : {}),
    appear,
    go,
  };
}

/** The same finding says the same of the same thing. */
function nameOf({ rule, code, path, message }: CitedFinding): string {
  return JSON.stringify([rule, code, path, message.en]);
}

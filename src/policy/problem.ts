import type { LocalizedText } from '../kernel/localized.ts';
import type { HostTrouble } from '../programs/host-trouble.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { Verdict } from './verdict.ts';

/**
 * An expected refusal: what is wrong, where, and what to do. Plain data, because an act that was named
 * with a key gives the same answer again, from storage.
 */
export type Problem =
  | ProblemOf<'NOT_FOUND'>
  | ProblemOf<'INVALID_INPUT'>
  | ProblemOf<'ALREADY_EXISTS'>
  | ProblemOf<'IDEMPOTENCY_KEY_REUSED'>
  /** The state of the thing does not allow it; `currentState` says which it is. */
  | (ProblemOf<'STATE'> & { readonly currentState: string })
  /** Documents that have to be accepted first. Never folded into a lack of permission. */
  | (ProblemOf<'AGREEMENT_REQUIRED'> & { readonly verdict: Verdict; readonly documents: readonly string[] })
  | (ProblemOf<'POLICY'> & { readonly verdict: Verdict })
  /** Somebody changed something in the platform's own console, which this would overwrite: the ids of the changes. */
  | (ProblemOf<'FOREIGN_CHANGE'> & { readonly changes: readonly string[] })
  | (ProblemOf<'RETRY_LATER'> & { readonly retryAt: Date })
  /** A platform was asked, and said no, or nothing. */
  | (ProblemOf<'HOST'> & { readonly trouble: HostTrouble });

export interface ProblemOf<Code extends string> {
  readonly code: Code;
  readonly message: LocalizedText;
  /** The part of the input at fault: `input.hosts[2]`. */
  readonly path?: string;
  /** Whose rules refuse, where several platforms can be asked at once. */
  readonly platform?: PlatformId;
}

export function notFound(what: LocalizedText, path: string): Problem {
  return {
    code: 'NOT_FOUND',
    message: { 'zh-CN': `找不到${what['zh-CN']}`, en: `there is no such ${what.en}` },
    path,
  };
}

export function invalidInput(message: LocalizedText, path: string): Problem {
  return { code: 'INVALID_INPUT', message, path };
}

/** The refusal behind a verdict that is not YES; undefined for one that is. */
export function problemOf(verdict: Verdict, path: string): Problem | undefined {
  if (verdict.answer === 'YES') return undefined;
  const asked = verdict.findings.flatMap(({ remedy }) =>
    remedy?.kind === 'ACCEPT_DOCUMENTS' ? remedy.documents : [],
  );
  const documents = [...new Set(asked)];
  const [first] = verdict.findings.filter(({ effect }) => effect !== 'WARNS');
  const message = first?.message ?? { 'zh-CN': '规则不允许此操作', en: 'the rules do not allow this' };
  const { platform } = verdict;
  if (documents.length > 0) {
    return { code: 'AGREEMENT_REQUIRED', message, path, platform, verdict, documents };
  }
  const retryAt = timeAloneMends(verdict);
  return retryAt
    ? { code: 'RETRY_LATER', message, path, platform, retryAt }
    : { code: 'POLICY', message, path, platform, verdict };
}

/** The instant from which the verdict would be YES by waiting alone; undefined where something has to be done. */
function timeAloneMends({ findings }: Verdict): Date | undefined {
  const waits = findings
    .filter(({ effect }) => effect !== 'WARNS')
    .map(({ remedy }) => (remedy?.kind === 'WAIT_UNTIL' ? remedy.until : undefined));
  const instants = waits.filter((until) => until !== undefined);
  if (instants.length === 0 || instants.length < waits.length) return undefined;
  return new Date(Math.max(...instants.map((until) => until.getTime())));
}

import type { LocalizedText } from '../kernel/localized.ts';
import type { HostProblemCode, Renewal, RetryClass } from './trouble.ts';

/** What a host's code means for the one who called. */
export interface CodeMeaning {
  readonly retry: RetryClass;
  /** Left out: what is usual of the class. */
  readonly problem?: HostProblemCode;
  /** Left out: what is said of the class. */
  readonly explanation?: LocalizedText;
  /** The clause of the platform's agreement that the refusal carries out. */
  readonly clause?: string;
  /** Milliseconds to let pass before the next attempt. */
  readonly retryAfterMs?: number;
  /** When the number that is used up is given anew. Nobody waits for that in a queue. */
  readonly renewal?: Renewal;
  /** The host may have acted although it says this: it is asked before anything is repeated. */
  readonly unsure?: true;
  /** Waiting mends it, but for too long, or for what nobody can foresee: what was under way ends, and somebody asks again. */
  readonly tooLong?: true;
}

export type CodeMeanings = Readonly<Record<string, CodeMeaning>>;

/** A code that is in no document: it may have acted, and nobody knows what it wants. */
export const unknownCode: CodeMeaning = {
  retry: 'RETRY_LATER',
  problem: 'UNKNOWN',
  unsure: true,
  explanation: {
    'zh-CN': '宿主返回了文档中没有的代码；网关会先查询宿主是否已办理，再决定是否重试',
    en: 'the host answers with a code that is in no document: it is asked whether it acted before anything is repeated',
  },
};

/** What a code means; a host may say anything, also what every object has. */
export function meaningIn(meanings: CodeMeanings, code: string): CodeMeaning | undefined {
  return Object.hasOwn(meanings, code) ? meanings[code] : undefined;
}

/** The codes that say: this token is not, or no longer, valid. The host has not acted. */
export function tokenRejectionsIn(meanings: CodeMeanings): ReadonlySet<string> {
  return new Set(Object.keys(meanings).filter((code) => meanings[code]?.retry === 'REFRESH_TOKEN'));
}

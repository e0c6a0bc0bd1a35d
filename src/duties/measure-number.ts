import type { Problem } from '../policy/problem.ts';
import type { Enforcement } from './enforcement-records.ts';
import type { TakeMeasureInput } from './take-measure-input.ts';

/**
 * Whether what is told is the measure on file: the same in kind and ground, and as far as it reaches. Words and instants
 * may be told otherwise the second time, and change nothing.
 */
export function isTheSame(known: Enforcement, told: TakeMeasureInput): boolean {
  return (
    known.kind === told.kind &&
    known.ground === told.ground &&
    known.scope === told.scope &&
    known.programId === told.programId &&
    known.hostId === told.hostId &&
    listed(known.functions) === listed(told.functions ?? [])
  );
}

function listed(functions: readonly string[]): string {
  return JSON.stringify([...functions].sort());
}

/** The number stands for another measure of the same taker. */
export function numberedOtherwise({ id, kind, ground, scope, programId, reference }: Enforcement): Problem {
  const about = programId === undefined ? '' : ` ${programId}`;
  return {
    code: 'ALREADY_EXISTS',
    message: {
      'zh-CN': `编号 ${reference} 已用于另一措施 ${id}（${kind}，${ground}，${scope}${about}）；新的措施请另编号`,
      en: `the reference ${reference} stands for another measure, ${id} (${kind}, ${ground}, ${scope}${about}): number a new one otherwise`,
    },
    path: 'input.reference',
  };
}

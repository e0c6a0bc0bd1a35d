import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { evidenceNotStored } from '../onboarding/stored-files.ts';
import { invalidInput, notFound, type Problem } from '../policy/problem.ts';
import type { DutyDeps } from './deps.ts';
import { endObligation } from './end-obligation.ts';

export interface FulfilObligationInput {
  readonly obligationId: string;
  /** What was done, 1 to 2,000 characters. */
  readonly statement: string;
  readonly evidenceFileIds: readonly string[];
}

const LONGEST_STATEMENT = 2_000;
const MOST_FILES = 20;

/** Somebody says that a duty is done, and what there is to show for it. A duty with an act of its own ends by that act. */
export function fulfilObligation(
  deps: DutyDeps,
  actor: Actor,
  input: FulfilObligationInput,
  key?: string,
): Promise<Outcome<{ obligationId: string }, Problem>> {
  return deps.perform({ actor, name: 'fulfilObligation', key, input }, async (records) => {
    const { obligationId: id, statement, evidenceFileIds } = input;
    const owed = await records.lockObligation(id);
    if (!owed || owed.accountId !== actor.accountId)
      return refused(notFound(obligation, 'input.obligationId'));
    if (owed.state === 'FULFILLED' || owed.state === 'LAPSED') return refused(ended(owed.state));
    if (owed.proof === 'BY_ACT') return refused(byAct);
    const faults = statementFaults(statement, evidenceFileIds, owed.proof === 'EVIDENCE');
    if (faults.length > 0) return refused(...faults);
    const missing = await evidenceNotStored(records, actor.accountId, evidenceFileIds);
    if (missing.length > 0) return refused(...missing);
    const end = { state: 'FULFILLED', by: actor.label, statement, evidenceFileIds } as const;
    await endObligation(records, owed, end, deps.clock.now());
    return done({ obligationId: id });
  });
}

const obligation = { 'zh-CN': '义务', en: 'obligation' };

/** What is wrong with a statement and its evidence, as they were given. */
export function statementFaults(
  statement: string,
  fileIds: readonly string[],
  needsFile: boolean,
): Problem[] {
  const faults: Problem[] = [];
  if (statement.trim() === '' || statement.length > LONGEST_STATEMENT) {
    faults.push(
      invalidInput(
        {
          'zh-CN': `说明须为 1 至 ${LONGEST_STATEMENT} 个字符`,
          en: `a statement has 1 to ${LONGEST_STATEMENT} characters`,
        },
        'input.statement',
      ),
    );
  }
  if (fileIds.length > MOST_FILES || new Set(fileIds).size < fileIds.length) {
    faults.push(
      invalidInput(
        {
          'zh-CN': `证明文件至多 ${MOST_FILES} 份，且不得重复`,
          en: `at most ${MOST_FILES} files, each once`,
        },
        'input.evidenceFileIds',
      ),
    );
  }
  if (needsFile && fileIds.length === 0) {
    faults.push(
      invalidInput(
        {
          'zh-CN': '履行此义务须至少附一份证明文件；请先上传',
          en: 'this needs at least one file as evidence: upload it first',
        },
        'input.evidenceFileIds',
      ),
    );
  }
  return faults;
}

function ended(currentState: string): Problem {
  return {
    code: 'STATE',
    currentState,
    message: { 'zh-CN': '此义务已经终结', en: 'this obligation has ended already' },
    path: 'input.obligationId',
  };
}

const byAct: Problem = {
  code: 'STATE',
  currentState: 'BY_ACT',
  message: {
    'zh-CN': '此义务由相应的操作终结（如更新资料、确认删除、付款），不能仅凭说明',
    en: 'this one ends by the act it asks for (a renewed paper, a confirmation, a payment), not by a statement',
  },
  path: 'input.obligationId',
};

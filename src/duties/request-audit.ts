import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { invalidInput, notFound, type Problem } from '../policy/problem.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { DutyDeps } from './deps.ts';
import { whyLeft } from './left-platform.ts';
import { openObligations } from './open-obligations.ts';
import { type PlatformVoice, spokenBy } from './platform-voice.ts';
import type { DutyRecords } from './records.ts';
import { dueDayFaults, knowsDutyOn, textFaults } from './request-faults.ts';
import type { NewAuditRequest } from './request-records.ts';

export interface RequestAuditInput extends Omit<NewAuditRequest, 'platform'> {
  readonly accountId: string;
}

const LONGEST_SCOPE = 2_000;

/**
 * A platform wants to be shown that personal data are treated as agreed (wechat/4.4(1)), of an account or of one of its
 * programs. Refused where the agreement has no such clause.
 */
export function requestAudit(
  deps: DutyDeps,
  voice: PlatformVoice,
  input: RequestAuditInput,
  key?: string,
): Promise<Outcome<{ auditId: string; obligations: readonly { id: string; dueAt: Date }[] }, Problem>> {
  const { accountId, programId, scope, dueOn } = input;
  const { platform } = voice;
  const act = { ...spokenBy(voice, accountId), name: 'requestAudit', key, input };
  return deps.perform(act, async (records) => {
    const now = deps.clock.now();
    if (!(await knowsDutyOn(records, platform, 'AUDIT_REQUESTED', now))) return refused(noClause);
    const absent = await whatIsNotThere(records, platform, input);
    if (absent.length > 0) return refused(...absent);
    const faults = [
      ...textFaults(scope, LONGEST_SCOPE, 'input.scope'),
      ...dueDayFaults(dueOn, now, 'input.dueOn'),
    ];
    if (faults.length > 0) return refused(...faults);
    const request = { platform, programId, scope, dueOn };
    const auditId = await records.addAuditRequest(accountId, request, voice.label);
    const about = { subjectId: auditId, ...(programId === undefined ? {} : { programId }) };
    records.record({
      type: 'AUDIT_REQUESTED',
      source: 'REPORTED',
      ...about,
      payload: { platform, dueOn: dueOn ?? null },
    });
    const opened = await openObligations(records, accountId, platform, {
      kind: 'AUDIT_REQUESTED',
      at: now,
      ...about,
      ...(dueOn === undefined ? {} : { demandedBy: dueOn }),
    });
    return done({ auditId, obligations: opened.map(({ id, dueAt }) => ({ id, dueAt })) });
  });
}

async function whatIsNotThere(
  records: DutyRecords,
  platform: PlatformId,
  { accountId, programId }: RequestAuditInput,
): Promise<readonly Problem[]> {
  const gone = await whyLeft(records, accountId, platform);
  if (gone.length > 0) return gone;
  // An account that has nothing to do with the platform is not there for it.
  if (!(await records.platformsBinding(accountId)).includes(platform)) {
    return [notFound({ 'zh-CN': '账号', en: 'account' }, 'input.accountId')];
  }
  const isThere = programId === undefined || (await records.program(accountId, programId)) !== undefined;
  return isThere ? [] : [notFound({ 'zh-CN': '程序', en: 'program' }, 'input.programId')];
}

const noClause: Problem = invalidInput(
  {
    'zh-CN': '该平台的协议没有要求开发者配合合规审查的条款',
    en: 'no clause of the platform’s agreement has developers support audits',
  },
  'input',
);

import { createHash } from 'node:crypto';
import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { agreementAt } from '../onboarding/agreement-at.ts';
import { evidenceNotStored } from '../onboarding/stored-files.ts';
import { type DeletionMethod, type DeletionTerms, deletionMethods } from '../policy/deletion.ts';
import { invalidInput, notFound, type Problem } from '../policy/problem.ts';
import { deletionDocument } from './deletion-document.ts';
import type { DemandDeps } from './demand-deletion.ts';
import type { DeletionDemand, DemandingRecords, WrittenConfirmation } from './demand-records.ts';
import { endObligation } from './end-obligation.ts';
import { statementFaults } from './fulfil-obligation.ts';

export interface ConfirmDeletionInput {
  readonly demandId: string;
  readonly method: DeletionMethod;
  /** What was done, 1 to 2,000 characters. */
  readonly statement: string;
  readonly evidenceFileIds: readonly string[];
}

/** As whom a person confirms, where it is a person. */
export type ConfirmingMember = string | undefined;

const SERIES = 'deletion-confirmations';

/**
 * A member confirms that a demand was carried out, by a method that the agreement allows. Where it asks for a
 * confirmation in writing (wechat/4.7), it is written here, once: whoever asks again is given the same document.
 * Refuses a second confirmation, whatever it says, with STATE: what was declared to a platform is not declared over.
 */
export function confirmDeletion(
  deps: DemandDeps,
  actor: Actor,
  memberId: ConfirmingMember,
  input: ConfirmDeletionInput,
  key?: string,
): Promise<Outcome<{ demandId: string }, Problem>> {
  const act = { actor, name: 'confirmDataDeletion', key, input: { ...input, memberId } };
  return deps.perform(act, async (records) => {
    const { demandId, method, statement, evidenceFileIds } = input;
    const { accountId, personId, label } = actor;
    if (memberId === undefined || personId === undefined) return refused(needsAMember);
    const demand = await records.lockDemand(accountId, demandId);
    if (!demand) return refused(notFound({ 'zh-CN': '删除要求', en: 'demand' }, 'input.demandId'));
    if (await records.confirmationOf(demandId)) return refused(confirmedBefore);
    const terms = await termsOf(records, demand);
    const faults = [
      ...(terms.methods.includes(method) ? [] : [notAllowed(method, terms)]),
      ...statementFaults(statement, evidenceFileIds, false),
    ];
    if (faults.length > 0) return refused(...faults);
    const missing = await evidenceNotStored(records, accountId, evidenceFileIds);
    if (missing.length > 0) return refused(...missing);
    const evidence = await records.files(accountId, evidenceFileIds);

    const member = { id: memberId, name: await records.nameOfPerson(personId) };
    const said = { method, statement, member, at: deps.clock.now(), evidence };
    await carryOut(records, label, demand, terms, said);
    return done({ demandId });
  });
}

type Terms = Omit<DeletionTerms, 'clauses' | 'methods'> & {
  readonly clauses: readonly string[];
  readonly methods: readonly DeletionMethod[];
};

/** Of the agreement as it was when the demand came. One that says nothing of it leaves the method open. */
async function termsOf(records: DemandingRecords, { platform, createdAt }: DeletionDemand): Promise<Terms> {
  const { deletion } = await agreementAt(records, platform, createdAt);
  return deletion ?? { clauses: [], methods: deletionMethods, writtenConfirmation: false };
}

type Said = Pick<
  Parameters<typeof deletionDocument>[0],
  'method' | 'statement' | 'member' | 'at' | 'evidence'
>;

/** Notes the confirmation, says so, and ends what was owed. */
async function carryOut(
  records: DemandingRecords,
  by: string,
  demand: DeletionDemand,
  terms: Terms,
  said: Said,
): Promise<void> {
  const { id: demandId, accountId, platform, programId } = demand;
  const { method, statement, at } = said;
  const evidenceFileIds = said.evidence.map(({ id }) => id);
  const written = terms.writtenConfirmation ? await write(records, demand, said) : undefined;
  const confirmationId = await records.addConfirmation({
    demandId,
    accountId,
    platform,
    method,
    statement,
    evidenceFileIds,
    confirmedBy: by,
    confirmedAt: at,
    ...(written ? { written } : {}),
  });
  const { number = null, sha256 = null } = written ?? {};
  records.record({
    type: 'DELETION_CONFIRMED',
    subjectId: demandId,
    ...(programId === undefined ? {} : { programId }),
    payload: { platform, confirmationId, method, number, sha256 },
  });
  const end = { state: 'FULFILLED', by, statement, evidenceFileIds } as const;
  for (const owed of await records.lockOwed(accountId, {
    platform,
    kind: 'DELETE_DATA',
    subjectId: demandId,
  }))
    await endObligation(records, owed, end, at);
}

async function write(
  records: DemandingRecords,
  demand: DeletionDemand,
  said: Said,
): Promise<WrittenConfirmation> {
  const { accountId, programId, platform, createdAt } = demand;
  const variant = await records.variantOf(platform);
  const version = await agreementAt(records, platform, createdAt);
  const { deletion: terms } = version;
  if (!terms) throw new Error(`${platform} asks for a confirmation and does not say by which clause`);
  const subject = await records.subject(accountId);
  const program = programId === undefined ? undefined : await records.program(accountId, programId);
  const number = `PF-DEL-${String(await records.nextNumber(SERIES)).padStart(8, '0')}`;
  const document = deletionDocument({
    ...said,
    number,
    demand,
    variant,
    version,
    terms,
    developer: subject?.legalName,
    programName: program?.manifest.name,
  });
  return { number, document, sha256: createHash('sha256').update(document, 'utf8').digest('hex') };
}

function notAllowed(method: DeletionMethod, { methods, clauses }: Terms): Problem {
  const allowed = methods.join(', ');
  return invalidInput(
    {
      'zh-CN': `${clauses.join('、')} 只允许以 ${allowed} 方式处理，不允许 ${method}`,
      en: `${clauses.join(', ')} allows ${allowed} only, not ${method}`,
    },
    'input.method',
  );
}

const needsAMember: Problem = invalidInput(
  {
    'zh-CN': '删除只能由登录的成员本人确认，不能用接口令牌确认',
    en: 'only a member who is signed in can confirm a deletion; an API token cannot',
  },
  'input',
);

const confirmedBefore: Problem = {
  code: 'STATE',
  currentState: 'CONFIRMED',
  message: {
    'zh-CN': '该删除要求已经确认；确认书只有一份，见所附的原确认',
    en: 'this demand is confirmed already: there is one confirmation of it, which is returned as it was',
  },
  path: 'input.demandId',
};

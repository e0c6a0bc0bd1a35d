import type { Actor } from '../accounts/actor.ts';
import { civilDateAt, isCivilDate } from '../kernel/civil-time.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { notStored } from '../onboarding/stored-files.ts';
import { backwards } from '../policy/paper-faults.ts';
import { notFound, type Problem } from '../policy/problem.ts';
import { categoryOn, rulingOn } from '../policy/ruled-upon.ts';
import type { RulingAnswer } from '../policy/ruling.ts';
import type { CitedFinding } from '../policy/verdict.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { Program } from '../programs/program.ts';
import { questionsAsked } from './questions-asked.ts';
import type { ReviewRecords } from './records.ts';
import {
  badNote,
  LONGEST_NOTE,
  needsAPerson,
  needsTheHostsWord,
  noDay,
  notAsked,
  ruledAlready,
} from './ruling-problems.ts';
import type { ReviewDeps } from './submit.ts';

/** A person's answer, and the question as the finding put it that it answers. */
export interface RulingInput {
  readonly programId: string;
  readonly platform: PlatformId;
  readonly rule: string;
  readonly code: string;
  /** The message of the finding, in English. */
  readonly question: string;
  readonly answer: RulingAnswer;
  /** Why. */
  readonly note: string;
  readonly fileId?: string;
  /** The last day, YYYY-MM-DD, on which it holds. */
  readonly validUntil?: string;
}

/**
 * A person answers what no rule can judge about a program at a platform: whether papers meet what a category asks for
 * (wechat/2.8, baidu/2.6), whether a letter is the consent that a clause speaks of. Only what is asked now can be
 * answered, once; the answer holds until it runs out or is revoked. What a host's own rule asks is the host's to
 * answer (baidu/3.6): that needs its word as evidence, and holds for the category that the program stands in.
 */
export function recordRuling(
  deps: ReviewDeps,
  actor: Actor,
  input: RulingInput,
  key?: string,
): Promise<Outcome<{ rulingId: string }, Problem>> {
  return deps.perform({ actor, name: 'recordRuling', key, input }, async (records) => {
    if (actor.personId === undefined) return refused(needsAPerson);
    const { programId, platform, answer, note, fileId, validUntil } = input;
    const program = await records.lockProgram(actor.accountId, programId);
    if (!program) return refused(notFound({ 'zh-CN': '程序', en: 'program' }, 'input.programId'));
    const now = deps.clock.now();
    const faults = await faultsOf(records, actor.accountId, input, civilDateAt(now));
    if (faults.length > 0) return refused(...faults);

    const found = await questionToAnswer(records, program, input, now);
    if (!found.ok) return found;
    const { rule, code, message, citations, hostRule } = found.value;
    const category = hostRule ? { category: categoryOn(program.manifest, platform) } : {};
    const ruling = { programId, platform, rule, code, question: message, citations, ...category };
    const rulingId = await records.addRuling(
      actor.accountId,
      { ...ruling, answer, note: note.trim(), fileId, validUntil },
      actor.label,
    );
    const clauses = citations.map(({ clause }) => clause);
    records.record({
      type: 'RULING_RECORDED',
      programId,
      subjectId: rulingId,
      payload: { platform, rule, code, clauses, answer, validUntil: validUntil ?? null },
    });
    return done({ rulingId });
  });
}

/** The question that the ruling is to answer, as it is asked now and has no answer yet. */
async function questionToAnswer(
  records: ReviewRecords,
  program: Program,
  input: RulingInput,
  now: Date,
): Promise<Outcome<CitedFinding, Problem>> {
  const { platform, fileId } = input;
  const asked = await questionsAsked(records, program, platform, now);
  const finding = asked.find((one) => isTheQuestion(one, input));
  if (!finding) return refused(notAsked(asked));
  const rulings = await records.rulings(program.id, platform);
  const before = rulingOn(
    finding,
    finding.rule,
    { rulings, manifest: program.manifest },
    { platform, day: civilDateAt(now) },
  );
  if (before) return refused(ruledAlready(before));
  const { hostRule } = finding;
  return hostRule && fileId === undefined ? refused(needsTheHostsWord(hostRule.hostId)) : done(finding);
}

function isTheQuestion(
  { rule, code, message }: CitedFinding,
  input: Pick<RulingInput, 'rule' | 'code' | 'question'>,
): boolean {
  return rule === input.rule && code === input.code && message.en === input.question;
}

async function faultsOf(
  records: ReviewRecords,
  accountId: string,
  { note, fileId, validUntil }: RulingInput,
  today: string,
): Promise<readonly Problem[]> {
  const faults: Problem[] = [];
  if (note.trim() === '' || note.length > LONGEST_NOTE) faults.push(badNote(note.length));
  if (validUntil !== undefined) {
    if (!isCivilDate(validUntil)) faults.push(noDay(validUntil));
    else if (validUntil < today) faults.push(backwards('input.validUntil', validUntil, today));
  }
  faults.push(...(await notStored(records, accountId, { id: fileId, path: 'input.evidenceFileId' })));
  return faults;
}

import { Field, ID, InputType, Int } from 'type-graphql';
import type { LocalizedText } from '../kernel/localized.ts';
import type { CalendarLimit, SubmissionLimit } from '../policy/agreement.ts';
import type { AgreementDraft, DraftedClause } from '../policy/agreement-draft.ts';
import type { Clause } from '../policy/clause.ts';
import type { DueRule, DutyTerms } from '../policy/duty.ts';
import type { Operation } from '../policy/operation.ts';
import { CalendarPeriodEnum, DueRuleEnum, OccurrenceEnum } from './agreement-change.enums.ts';
import { DutyKindEnum, DutyProofEnum, DutyRecipientEnum } from './duty.enums.ts';
import { ClauseKindEnum, LimitOrigin, OperationEnum, PlatformEnum } from './enums.ts';
import { LocalizedTextInput } from './host-rules.inputs.ts';
import { IDEMPOTENCY_KEY } from './idempotency.ts';

@InputType('AgreementDocumentInput', { description: 'One text of the bundle, as it will be.' })
export class AgreementDocumentInput {
  @Field(() => ID, { description: 'Stable: `wechat:terms`.' })
  id!: string;

  @Field(() => String, { description: 'The version; another text is another version.' })
  version!: string;

  @Field(() => LocalizedTextInput, { description: 'The title.' })
  title!: LocalizedTextInput;

  @Field(() => String, { description: 'Where it is published.' })
  url!: string;

  @Field(() => Boolean, { description: 'Whether nothing may be done before it is accepted.' })
  required!: boolean;

  @Field(() => String, { nullable: true, description: 'SHA-256, hex, of the text.' })
  textHash?: string | null;
}

@InputType('ClauseInput', { description: 'A clause as it will read. Title and summary are in our words.' })
export class ClauseInput {
  @Field(() => String, { description: 'The agreement’s own number: `2.6`, `4.4(3)`.' })
  number!: string;

  @Field(() => ClauseKindEnum, { description: 'Where it shows up.' })
  kind!: Clause['kind'];

  @Field(() => Boolean, { description: 'Whether it is printed in bold.' })
  emphasised!: boolean;

  @Field(() => LocalizedTextInput, { description: 'What it is about.' })
  title!: LocalizedTextInput;

  @Field(() => LocalizedTextInput, { description: 'What it says.' })
  summary!: LocalizedTextInput;

  @Field(() => String, { description: 'SHA-256, hex, of its text in Chinese.' })
  sourceHash!: string;

  @Field(() => [OperationEnum], {
    nullable: true,
    description: 'Of a GATE or a LIMIT: the operations that it binds. Left out: all.',
  })
  binds?: Operation[] | null;
}

@InputType('SubmissionLimitInput', { description: 'How often a version may be handed in.' })
export class SubmissionLimitInput implements SubmissionLimit {
  @Field(() => Int, { description: 'Only what lies less than this many days back counts.' })
  windowDays!: number;

  @Field(() => Int, { description: 'From this many in the window on there is a warning.' })
  warnFrom!: number;

  @Field(() => Int, { description: 'With this many in the window the next one is refused.' })
  atMost!: number;

  @Field(() => LimitOrigin, { description: 'Whose number it is.' })
  origin!: SubmissionLimit['origin'];
}

@InputType('WithdrawalLimitInput', { description: 'How often reviews of one program may be taken back.' })
export class WithdrawalLimitInput implements CalendarLimit {
  @Field(() => CalendarPeriodEnum, { description: 'In a day or a month of China.' })
  per!: CalendarLimit['per'];

  @Field(() => Int, { description: 'The most.' })
  atMost!: number;

  @Field(() => LimitOrigin, { description: 'Whose number it is.' })
  origin!: CalendarLimit['origin'];
}

@InputType('DutyDueInput', { description: 'By when a duty is due.' })
export class DutyDueInput {
  @Field(() => DueRuleEnum, { description: 'What it is counted from.' })
  rule!: DueRule['rule'];

  @Field(() => Int, { nullable: true, description: 'The days; of AT_ONCE none.' })
  days?: number | null;

  @Field(() => LimitOrigin, { defaultValue: 'OURS', description: 'Whose number it is.' })
  origin!: SubmissionLimit['origin'];
}

@InputType('DutyTermsInput', { description: 'A duty that the version lays down.' })
export class DutyTermsInput {
  @Field(() => DutyKindEnum, { description: 'What is to be done.' })
  kind!: DutyTerms['kind'];

  @Field(() => [ID], { description: 'The clauses that ask for it.' })
  clauses!: string[];

  @Field(() => OccurrenceEnum, { description: 'What it follows from.' })
  on!: DutyTerms['on'];

  @Field(() => DutyRecipientEnum, { description: 'To whom it is owed.' })
  recipient!: DutyTerms['recipient'];

  @Field(() => DutyDueInput, { description: 'By when.' })
  due!: DutyDueInput;

  @Field(() => [Int], { defaultValue: [], description: 'So many days ahead it is called to mind.' })
  remindDaysAhead!: number[];

  @Field(() => DutyProofEnum, { description: 'How it ends.' })
  proof!: DutyTerms['proof'];

  @Field(() => [OperationEnum], { defaultValue: [], description: 'What an overdue one holds up.' })
  overdueBlocks!: Operation[];

  @Field(() => Int, { nullable: true, description: 'It arises anew so many days after it was due.' })
  everyDays?: number | null;
}

@InputType('DraftAgreementVersionInput', {
  description:
    'The next version of the agreement, as what it changes of the one before. What is left out stays as it was. A draft of the same name is replaced.',
})
export class DraftAgreementVersionInput {
  @Field(() => String, { description: 'Its name, 1 to 40 letters, digits, dots and hyphens: `2027-06-01`.' })
  version!: string;

  @Field(() => String, { description: 'The first day, YYYY-MM-DD, in China; not before today.' })
  effectiveFrom!: string;

  @Field(() => Boolean, { description: 'Whether it is a material change (baidu/7).' })
  material!: boolean;

  @Field(() => [AgreementDocumentInput], {
    nullable: true,
    description: 'The whole bundle as it will be; the text that the clauses belong to comes first.',
  })
  documents?: AgreementDocumentInput[] | null;

  @Field(() => [ClauseInput], { defaultValue: [], description: 'Clauses that were not there.' })
  addClauses!: ClauseInput[];

  @Field(() => [ClauseInput], { defaultValue: [], description: 'Clauses that read otherwise, whole.' })
  changeClauses!: ClauseInput[];

  @Field(() => [ID], { defaultValue: [], description: 'Clauses that are gone: `wechat/2.6`.' })
  removeClauses!: string[];

  @Field(() => SubmissionLimitInput, { nullable: true, description: 'How often versions may be handed in.' })
  submissionLimit?: SubmissionLimitInput | null;

  @Field(() => [WithdrawalLimitInput], {
    nullable: true,
    description: 'How often reviews may be taken back.',
  })
  withdrawalLimits?: WithdrawalLimitInput[] | null;

  @Field(() => [DutyTermsInput], {
    nullable: true,
    description:
      'All duties that it lays down, in place of those before; left out: they stay. An empty list is refused while a clause that one of them follows from is still there.',
  })
  duties?: DutyTermsInput[] | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('PublishAgreementVersionInput', { description: 'Which draft is to become the next version.' })
export class PublishAgreementVersionInput {
  @Field(() => String, { description: 'The name of the draft.' })
  version!: string;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('DeleteAgreementDraftInput', { description: 'Which draft is not to be published after all.' })
export class DeleteAgreementDraftInput {
  @Field(() => String, { description: 'The name of the draft.' })
  version!: string;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('DeclineAgreementInput', { description: 'Terms that the account does not agree to.' })
export class DeclineAgreementInput {
  @Field(() => PlatformEnum, { description: 'The platform.' })
  platform!: string;

  @Field(() => String, { description: 'The version of its agreement: in force, or published to come.' })
  version!: string;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

export function draftOf(input: DraftAgreementVersionInput): AgreementDraft {
  const { version, effectiveFrom, material, removeClauses } = input;
  const { documents, submissionLimit, withdrawalLimits, duties } = input;
  return {
    version,
    effectiveFrom,
    material,
    addClauses: input.addClauses.map(clauseOf),
    changeClauses: input.changeClauses.map(clauseOf),
    removeClauses: [...removeClauses],
    ...(documents
      ? {
          documents: documents.map(({ title, textHash, ...document }) => ({
            ...document,
            title: textOf(title),
            ...(textHash ? { textHash } : {}),
          })),
        }
      : {}),
    ...(submissionLimit ? { submissionLimit: { ...submissionLimit } } : {}),
    ...(withdrawalLimits ? { withdrawalLimits: withdrawalLimits.map((limit) => ({ ...limit })) } : {}),
    ...(duties ? { duties: duties.map(dutyOf) } : {}),
  };
}

function clauseOf({ title, summary, binds, ...clause }: ClauseInput): DraftedClause {
  return {
    ...clause,
    title: textOf(title),
    summary: textOf(summary),
    ...(binds ? { binds: [...binds] } : {}),
  };
}

function textOf({ zh_CN, en }: LocalizedTextInput): LocalizedText {
  return { 'zh-CN': zh_CN, en };
}

function dutyOf({ clauses, due, everyDays, ...duty }: DutyTermsInput): DutyTerms {
  return {
    ...duty,
    // That there is one is checked with the rest of the draft.
    clauses: clauses as unknown as DutyTerms['clauses'],
    due: dueOf(due),
    ...(everyDays === null || everyDays === undefined ? {} : { everyDays }),
  };
}

/** Days that were left out are no count of days: the draft is refused for them, with their place. */
function dueOf({ rule, days, origin }: DutyDueInput): DueRule {
  switch (rule) {
    case 'AT_ONCE':
      return { rule };
    case 'BY_LAST_DAY':
      return { rule, opensDaysAhead: days ?? -1, origin };
    default:
      return { rule, days: days ?? -1, origin };
  }
}

import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { LocalizedText } from '../kernel/localized.ts';
import type { PurgeKind } from '../review/exit-records.ts';
import { PlatformEnum } from './enums.ts';
import { IDEMPOTENCY_KEY } from './idempotency.ts';
import { Localized } from './localized.ts';
import { PayloadFields } from './payload.types.ts';
import { DateTime } from './scalars.ts';
import { vocabulary } from './vocabulary.ts';

export const PurgeKindEnum = vocabulary<PurgeKind>('PurgeKind', 'What the gateway held from a platform.', {
  CREDENTIALS: 'Tokens, codes, and notes under which pushes are told apart.',
  REGISTRATIONS: 'App ids, pages, results of the platform’s checks, and what it said of them.',
  PUSHES: 'What the platform pushed about the account’s programs.',
  PACKAGE_ANSWERS: 'The platform’s names of packages, and why calls about them failed.',
  REVIEW_WORDS: 'Words and reason codes of reviews; that there was a review, and how it ended, stays.',
  HOST_WORDS: 'What hosts said of versions.',
  MEASURE_WORDS: 'What the platform or a host said of measures, appeals and fixes, and its numbers of them.',
  NOTICE_WORDS: 'Subjects and texts of notices; that there was one, and when it was read, stays.',
  DEAD_LETTERS: 'What was given up there, and why it failed.',
  PAPER_CHECKS: 'What the platform said of papers.',
  FOREIGN_CHANGES: 'What the platform had that was done in its own console.',
  LOG_WORDS:
    'The platform’s words, codes, pages and names in the event log; the events stay, in their places.',
});

export const ExitStateEnum = vocabulary<'LEAVING' | 'LEFT' | 'RETURNED'>(
  'PlatformExitState',
  'How far an account has left a platform.',
  {
    LEAVING: 'Nothing more is begun; what was in review is being taken back.',
    LEFT: 'What the gateway held is purged.',
    RETURNED: 'The agreement was accepted anew.',
  },
);

@ObjectType('PurgedRows', {
  description: 'That something was purged, with a digest of what was there.',
  simpleResolvers: true,
})
export class PurgedRowsType {
  @Field(() => PurgeKindEnum, { description: 'What it was.' })
  kind!: string;

  @Field(() => String, { description: 'The table in which it was.' })
  table!: string;

  @Field(() => Int, { description: 'How many rows it was in.' })
  rows!: number;

  @Field(() => String, {
    description: 'SHA-256, hex, of the rows as they were stored (sealed cells as cipher text), in JSON.',
  })
  sha256!: string;
}

@ObjectType('PlatformExit', {
  description: 'An account’s leaving of a platform, and the proof of what went (wechat/4.10).',
  simpleResolvers: true,
})
export class PlatformExitType {
  @Field(() => ID, { description: 'Names it.' })
  id!: string;

  @Field(() => PlatformEnum, { description: 'The platform.' })
  platform!: string;

  @Field(() => ExitStateEnum, { description: 'How far it is.' })
  state!: string;

  @Field(() => String, { description: 'The member who left: `member:…`.' })
  confirmedBy!: string;

  @Field(() => String, { description: 'The version of the agreement under which it was left.' })
  agreementVersion!: string;

  @Field(() => [ID], {
    description:
      'The clauses that make everything go; empty: no clause does (Baidu’s agreement), and only credentials and identities went.',
  })
  clauses!: readonly string[];

  @Field(() => DateTime, { description: 'When it began: from here on nothing is begun at the platform.' })
  startedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When everything was purged.' })
  leftAt?: Date | undefined;

  @Field(() => DateTime, { nullable: true, description: 'When the agreement was accepted anew.' })
  returnedAt?: Date | undefined;

  @Field(() => Int, {
    description:
      'At how many hosts something was public when it began. The gateway takes nothing off a host, and asks no more.',
  })
  stillLive!: number;

  @Field(() => [PurgedRowsType], { nullable: true, description: 'What went; null: not yet.' })
  purged?: readonly object[] | undefined;

  @Field(() => [String], {
    description:
      'The backups of the gateway’s database, as its operator calls them: in these it is still, until they run out. Empty: the operator has named none.',
  })
  backups!: readonly string[];

  @Localized('What had to go by the agreement, what went, and what stays to be done by the developer.')
  says!: LocalizedText;
}

@InputType('LeavePlatformInput', { description: 'Which platform is left.' })
export class LeavePlatformInput {
  @Field(() => PlatformEnum, { description: 'The platform.' })
  platform!: string;

  @Field(() => String, { description: 'The platform once more, in letters: `WECHAT`.' })
  confirm!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'That you know that what is public at its hosts stays so: the gateway takes nothing off a host.',
  })
  knowsStillLive!: boolean;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@ObjectType('LeavePlatformPayload', { description: 'How far it is.', simpleResolvers: true })
export class LeavePlatformPayload extends PayloadFields {
  @Field(() => PlatformExitType, { nullable: true, description: 'The exit, with its proof once it is LEFT.' })
  exit?: object | undefined;
}

import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Cursor } from '../events/cursor.ts';
import type { LogFault } from '../store/log-walk.ts';
import type { LogVerification } from '../store/verify-log.ts';
import { vocabulary } from './vocabulary.ts';

export const LogStatusEnum = vocabulary<LogVerification['status']>(
  'LogStatus',
  'Whether a log is as it was written.',
  {
    VALID: 'Everything that was looked at is as it was written.',
    BROKEN: 'Something was changed, removed, put in or moved.',
    UNCHAINED:
      'What was looked at is from before events were chained: nobody can tell. A log that has chained events elsewhere is told as such there.',
  },
);

export const LogFaultEnum = vocabulary<LogFault>('LogFault', 'What can be wrong with a log.', {
  ALTERED: 'The event in this place is not as it was written.',
  MISSING: 'The event of this place is gone.',
  INSERTED: 'In this place stands an event that was never written.',
  REORDERED: 'In this place stands an event that was written in another.',
  TRUNCATED: 'The log does not begin or end where its sealed head, or the head that was noted down, says.',
  FORKED: 'The log no longer goes through the head that was noted down.',
  REDACTED_WITHOUT_ACT: 'A payload was taken out, and no event of the log tells of that.',
  UNKNOWN_KEY: 'It was chained under a master key that the gateway is not given.',
});

@ObjectType('LogHead', {
  description: 'A place in a log, with the hash of the event there.',
  simpleResolvers: true,
})
export class LogHeadType {
  @Field(() => String, { description: 'The place.' })
  cursor!: Cursor;

  @Field(() => String, {
    nullable: true,
    description: 'A keyed digest over this event and all before it; null where none is chained yet.',
  })
  hash!: string | null;
}

@ObjectType('LogBreak', { description: 'The first place at which a log is broken.', simpleResolvers: true })
export class LogBreakType {
  @Field(() => LogFaultEnum, { description: 'What is wrong.' })
  fault!: LogFault;

  @Field(() => String, { description: 'Where: the first event of the account has the position 1.' })
  position!: string;

  @Field(() => ID, { nullable: true, description: 'The id of what stands there, if anything does.' })
  eventId!: string | null;
}

@ObjectType('LogVerification', {
  description: 'What came of looking at the account’s log, or at a part of it.',
  simpleResolvers: true,
})
export class LogVerificationType {
  @Field(() => LogStatusEnum, { description: 'Whether what was looked at is as it was written.' })
  status!: LogVerification['status'];

  @Field(() => LogBreakType, { nullable: true, description: 'What is wrong; null where nothing is.' })
  broken!: LogBreakType | null;

  @Field(() => Int, { description: 'How many events are as they were written.' })
  verified!: number;

  @Field(() => Int, {
    description: 'How many of them have had a platform’s words taken out by an exit that the log tells of.',
  })
  redacted!: number;

  @Field(() => Int, { description: 'How many are from before events were chained.' })
  unchained!: number;

  @Field(() => String, {
    description: 'The place up to which it was looked: pass it as `after` for the next part.',
  })
  endCursor!: Cursor;

  @Field(() => Boolean, {
    description: 'Whether there is nothing after that place, or no point in going on.',
  })
  isComplete!: boolean;

  @Field(() => LogHeadType, {
    description:
      'The end of the log. Who notes it down can pass it as `known` later: then also a log is found out that was put back to an earlier state as a whole.',
  })
  head!: LogHeadType;
}

@InputType('LogHeadInput', { description: 'The head of the log, as an earlier `verifyLog` gave it.' })
export class LogHeadInput {
  @Field(() => String, { description: 'Its place.' })
  cursor!: string;

  @Field(() => String, { description: 'Its hash.' })
  hash!: string;
}

import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { OutageCause } from '../policy/outage.ts';
import { PlatformEnum } from './enums.ts';
import { IDEMPOTENCY_KEY } from './idempotency.ts';
import { PayloadFields } from './payload.types.ts';
import { DateTime } from './scalars.ts';
import { vocabulary } from './vocabulary.ts';

export const OutageCauseEnum = vocabulary<OutageCause>('OutageCause', 'Why a host was out (baidu/8.2).', {
  MAINTENANCE: 'Systems were down for maintenance or upgrades (baidu/8.2(1)).',
  FORCE_MAJEURE: 'Something beyond control (baidu/8.2(2)).',
  MISUSE: 'A developer’s misuse (baidu/8.2(3)).',
  FAILURE: 'Attack, congestion, failure, third parties, acts of government (baidu/8.2(4)).',
});

@ObjectType('HostOutage', {
  description:
    'A time in which a platform, or one host of it, was out. What is owed to it has as much more time (baidu/8.2).',
  simpleResolvers: true,
})
export class HostOutageType {
  @Field(() => ID, { description: 'As `endOutage` takes it.' })
  id!: string;

  @Field(() => PlatformEnum, { description: 'The platform.' })
  platform!: string;

  @Field(() => ID, { nullable: true, description: 'The one host that was out; null: all of the platform.' })
  hostId!: string | null;

  @Field(() => OutageCauseEnum, { description: 'Why.' })
  cause!: OutageCause;

  @Field(() => DateTime, { description: 'Since when.' })
  from!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was over; null: it lasts.' })
  until!: Date | null;
}

@InputType('RecordOutageInput', { description: 'A platform or host was out, or is.' })
export class RecordOutageInput {
  @Field(() => ID, {
    nullable: true,
    description:
      'The one host that was out. Left out: the host that tells, or all of the platform that does.',
  })
  hostId?: string | null;

  @Field(() => OutageCauseEnum, { description: 'Why.' })
  cause!: OutageCause;

  @Field(() => DateTime, { description: 'Since when; not after now.' })
  from!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was over: after `from`, not after now. Left out: it lasts.',
  })
  until?: Date | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('EndOutageInput', { description: 'Which outage is over.' })
export class EndOutageInput {
  @Field(() => ID, { description: 'The outage.' })
  outageId!: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was over; left out: now.' })
  until?: Date | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@ObjectType('OutagePayload', { description: 'The outage as it is on file now.', simpleResolvers: true })
export class OutagePayload extends PayloadFields {
  @Field(() => HostOutageType, { nullable: true, description: 'The outage.' })
  outage?: object | undefined;
}

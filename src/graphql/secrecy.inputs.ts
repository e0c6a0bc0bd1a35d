import { Field, ID, InputType } from 'type-graphql';
import { PlatformEnum } from './enums.ts';
import { IDEMPOTENCY_KEY } from './idempotency.ts';

@InputType('SignUndertakingInput', {
  description: 'The member who asks binds themself. Give either `fileId` or `declared: true`.',
})
export class SignUndertakingInput {
  @Field(() => PlatformEnum, { description: 'Towards which platform.' })
  platform!: string;

  @Field(() => String, { description: 'The day on which it was signed, YYYY-MM-DD; not after today.' })
  signedOn!: string;

  @Field(() => String, { nullable: true, description: 'The last day, YYYY-MM-DD; left out: it has no end.' })
  validUntil?: string | null;

  @Field(() => ID, { nullable: true, description: 'The file with the signed paper, uploaded before.' })
  fileId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True, in place of a paper: “I keep secret the personal data that the platform provides, also after I have left.”',
  })
  declared?: boolean | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('RevokeUndertakingInput', { description: 'Which undertaking is to end.' })
export class RevokeUndertakingInput {
  @Field(() => ID, { description: 'The undertaking: one’s own, or for an ADMIN anybody’s.' })
  undertakingId!: string;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('RecordBetaInvitationInput', { description: 'A platform’s invitation to a closed test.' })
export class RecordBetaInvitationInput {
  @Field(() => ID, { description: 'The program that is tested.' })
  programId!: string;

  @Field(() => PlatformEnum, { description: 'The platform that invited.' })
  platform!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The one host of the platform at which it is tested; left out: all of them.',
  })
  hostId?: string | null;

  @Field(() => String, { description: 'The day of the invitation, YYYY-MM-DD; not after today.' })
  invitedOn!: string;

  @Field(() => ID, { nullable: true, description: 'The file with the invitation, uploaded before.' })
  fileId?: string | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('RecordBetaConsentInput', { description: 'The platform’s written consent to show a closed test.' })
export class RecordBetaConsentInput {
  @Field(() => ID, { description: 'The invitation.' })
  invitationId!: string;

  @Field(() => ID, { description: 'The consent, put on file before, of the account or of the program.' })
  materialId!: string;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('EndBetaInvitationInput', { description: 'Which closed test is over.' })
export class EndBetaInvitationInput {
  @Field(() => ID, { description: 'The invitation.' })
  invitationId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The day from which it was over, YYYY-MM-DD; not after today. Left out: today.',
  })
  endedOn?: string | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

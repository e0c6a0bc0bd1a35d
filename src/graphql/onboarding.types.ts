import { Field, ObjectType } from 'type-graphql';
import { MaterialType, PlatformAcceptanceType, SubjectType } from './account.types.ts';
import { HostType } from './host.types.ts';
import { PayloadFields } from './payload.types.ts';
import { ProgramType, VersionType } from './program.types.ts';
import { RegistrationType } from './registration.types.ts';
import { DateTime } from './scalars.ts';

@ObjectType('AcceptAgreementPayload', { description: 'What was accepted.', simpleResolvers: true })
export class AcceptAgreementPayload extends PayloadFields {
  @Field(() => PlatformAcceptanceType, { nullable: true, description: 'How the account now stands with it.' })
  acceptance?: object;
}

@ObjectType('DeclareSubjectPayload', { description: 'What was declared.', simpleResolvers: true })
export class DeclareSubjectPayload extends PayloadFields {
  @Field(() => SubjectType, { nullable: true, description: 'The subject, without its personal data.' })
  subject?: object;
}

@ObjectType('AddMaterialPayload', { description: 'What was put on file.', simpleResolvers: true })
export class AddMaterialPayload extends PayloadFields {
  @Field(() => MaterialType, { nullable: true, description: 'The paper on file.' })
  material?: object;
}

@ObjectType('CreateProgramPayload', { description: 'What was created.', simpleResolvers: true })
export class CreateProgramPayload extends PayloadFields {
  @Field(() => ProgramType, { nullable: true, description: 'The program.' })
  program?: object;
}

@ObjectType('UpdateProgramPayload', { description: 'What was declared.', simpleResolvers: true })
export class UpdateProgramPayload extends PayloadFields {
  @Field(() => ProgramType, { nullable: true, description: 'The program.' })
  program?: object;
}

@ObjectType('CreateVersionPayload', { description: 'What was created.', simpleResolvers: true })
export class CreateVersionPayload extends PayloadFields {
  @Field(() => VersionType, { nullable: true, description: 'The version.' })
  version?: object;
}

@ObjectType('RegisterProgramPayload', { description: 'What is under way.', simpleResolvers: true })
export class RegisterProgramPayload extends PayloadFields {
  @Field(() => RegistrationType, {
    nullable: true,
    description: 'The registration; the platform’s answer comes as an event.',
  })
  registration?: object;
}

@ObjectType('AuthorisationLink', {
  description:
    'A link for the owner of a mini program. Whoever has it can bring a program in as the one it was made for: it is sent to them alone.',
  simpleResolvers: true,
})
export class AuthorisationLinkType {
  @Field(() => String, {
    description:
      'The page of the gateway on which they see who asks, and from which they go on to the platform’s own page, with a computer or a phone.',
  })
  url!: string;

  @Field(() => DateTime, { description: 'Until then it serves, and once.' })
  expiresAt!: Date;
}

@ObjectType('AskForAuthorisationPayload', { description: 'What is to be sent.', simpleResolvers: true })
export class AskForAuthorisationPayload extends PayloadFields {
  @Field(() => AuthorisationLinkType, {
    nullable: true,
    description: 'The link. That it has served comes as an event, AUTHORISATION_GRANTED.',
  })
  link?: object;
}

@ObjectType('StartVerificationPayload', { description: 'What is under way.', simpleResolvers: true })
export class StartVerificationPayload extends PayloadFields {
  @Field(() => RegistrationType, {
    nullable: true,
    description: 'The registration; the page on which a person goes on comes as an event.',
  })
  registration?: object;
}

@ObjectType('ChooseHostsPayload', { description: 'What was chosen.', simpleResolvers: true })
export class ChooseHostsPayload extends PayloadFields {
  @Field(() => ProgramType, { nullable: true, description: 'The program.' })
  program?: object;

  @Field(() => [HostType], { nullable: true, description: 'The hosts to which the choice comes down today.' })
  hosts?: readonly object[];
}

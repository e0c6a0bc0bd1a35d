import { Field, ObjectType } from 'type-graphql';
import { MaterialType, PlatformAcceptanceType, SubjectType } from './account.types.ts';
import { HostType } from './host.types.ts';
import { PayloadFields } from './payload.types.ts';
import { ProgramType, VersionType } from './program.types.ts';
import { RegistrationType } from './registration.types.ts';

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

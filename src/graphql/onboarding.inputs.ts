import { Field, ID, InputType } from 'type-graphql';
import type { SubjectType } from '../programs/category.ts';
import { PlatformEnum, SubjectTypeEnum } from './enums.ts';
import { IDEMPOTENCY_KEY } from './idempotency.ts';
import { ManifestInput } from './manifest.inputs.ts';
import { JsonObject } from './scalars.ts';

@InputType('DocumentInput', { description: 'One document in the version that was read.' })
export class DocumentInput {
  @Field(() => String, { description: 'Its id: `wechat:terms`.' })
  id!: string;

  @Field(() => String, { description: 'The version that was read.' })
  version!: string;
}

@InputType('AcceptAgreementInput', { description: 'Give either `documents` or `all: true`.' })
export class AcceptAgreementInput {
  @Field(() => PlatformEnum, { description: 'Whose agreement.' })
  platform!: string;

  @Field(() => [DocumentInput], {
    nullable: true,
    description: 'The documents, in the versions that were read.',
  })
  documents?: DocumentInput[] | null;

  @Field(() => Boolean, { nullable: true, description: 'True: every document of the version in force.' })
  all?: boolean | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('DeclareSubjectInput', {
  description: 'Who the account is before the law. All of it but `type` is kept sealed and never returned.',
})
export class DeclareSubjectInput {
  @Field(() => SubjectTypeEnum, { description: 'What kind of subject.' })
  type!: SubjectType;

  @Field(() => String, { description: 'The name on the identity paper.' })
  legalName!: string;

  @Field(() => String, {
    description: 'Unified social credit code, 18 characters; of a person the number of the identity card.',
  })
  identityNumber!: string;

  @Field(() => String, { description: 'The name of the legal representative; of a person their own.' })
  representativeName!: string;

  @Field(() => String, { description: 'The representative’s own account at the platforms.' })
  representativeAccount!: string;

  @Field(() => String, { description: 'Telephone number.' })
  phone!: string;

  @Field(() => String, { nullable: true, description: 'YYYY-MM-DD; of a person only, and there required.' })
  birthDate?: string | null;

  @Field(() => ID, { nullable: true, description: 'The file with a legal guardian’s consent (wechat/0.3).' })
  guardianFileId?: string | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('MaterialInput', { description: 'A paper.' })
export class MaterialInput {
  @Field(() => String, { description: 'Its published name, without book-title marks: `食品经营许可证`.' })
  paper!: string;

  @Field(() => String, { description: 'The name it is made out to; kept sealed and never returned.' })
  holder!: string;

  @Field(() => ID, { description: 'The file, uploaded before.' })
  fileId!: string;

  @Field(() => String, { description: 'The first day, YYYY-MM-DD, on which it is valid.' })
  validFrom!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The last day, YYYY-MM-DD; left out: it does not expire.',
  })
  validUntil?: string | null;
}

@InputType('AddMaterialInput', { description: 'A paper to put on file.' })
export class AddMaterialInput extends MaterialInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The program it belongs to; left out: the account itself.',
  })
  programId?: string | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('CreateProgramInput', { description: 'A program and the papers that belong to it.' })
export class CreateProgramInput {
  @Field(() => ManifestInput, { description: 'All that is declared of it.' })
  manifest!: ManifestInput;

  @Field(() => [MaterialInput], {
    defaultValue: [],
    description: 'Its papers, its category’s qualifications above all.',
  })
  materials!: MaterialInput[];

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('UpdateProgramInput', { description: 'A program, declared anew.' })
export class UpdateProgramInput {
  @Field(() => ID, { description: 'The program.' })
  programId!: string;

  @Field(() => ManifestInput, {
    description: 'All that is declared of it from now on; what is left out is not declared any more.',
  })
  manifest!: ManifestInput;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('PlatformTemplateInput', { description: 'The template on one platform.' })
export class PlatformTemplateInput {
  @Field(() => PlatformEnum, { description: 'Whose library.' })
  platform!: string;

  @Field(() => String, { description: 'The platform’s id of the template.' })
  templateId!: string;
}

@InputType('CreateVersionInput', { description: 'One state of a program’s code and its settings.' })
export class CreateVersionInput {
  @Field(() => ID, { description: 'The program.' })
  programId!: string;

  @Field(() => String, { description: 'The developer’s own number, unique in the program: `1.4.0`.' })
  number!: string;

  @Field(() => String, { defaultValue: '', description: 'What is new; at most 500 characters.' })
  description!: string;

  @Field(() => JsonObject, {
    nullable: true,
    description: 'The settings that are laid over the template; at most 64 KiB as JSON. Left out: none.',
  })
  settings?: Record<string, unknown> | null;

  @Field(() => [PlatformTemplateInput], { description: 'The template on each platform; at least one.' })
  templates!: PlatformTemplateInput[];

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('RegisterProgramInput', { description: 'Asks a platform for an identity for a program.' })
export class RegisterProgramInput {
  @Field(() => ID, { description: 'The program.' })
  programId!: string;

  @Field(() => PlatformEnum, { description: 'The platform.' })
  platform!: string;

  @Field(() => String, {
    description: 'The e-mail address under which the platform is to know it; never returned.',
  })
  email!: string;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('AskForAuthorisationInput', {
  description: 'Asks the owner of a mini program that exists on a platform to let the gateway act for it.',
})
export class AskForAuthorisationInput {
  @Field(() => ID, { description: 'The program that it is brought in as.' })
  programId!: string;

  @Field(() => PlatformEnum, { description: 'The platform.' })
  platform!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The e-mail address under which the platform knows it; never returned. To be left out only where the program is registered there, and is authorised anew.',
  })
  email?: string | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('StartVerificationInput', { description: 'Begins a platform’s verification of the developer.' })
export class StartVerificationInput {
  @Field(() => ID, { description: 'The program.' })
  programId!: string;

  @Field(() => PlatformEnum, { description: 'The platform.' })
  platform!: string;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

@InputType('ChooseHostsInput', { description: 'Where a program is to run on one platform.' })
export class ChooseHostsInput {
  @Field(() => ID, { description: 'The program.' })
  programId!: string;

  @Field(() => PlatformEnum, { description: 'The platform.' })
  platform!: string;

  @Field(() => [ID], {
    nullable: true,
    description:
      'The hosts. Left out or null: no choice, which is consent to all hosts on offer (baidu/3.6).',
  })
  hostIds?: string[] | null;

  @Field(() => String, IDEMPOTENCY_KEY)
  idempotencyKey?: string | null;
}

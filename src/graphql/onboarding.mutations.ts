import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { refused } from '../kernel/outcome.ts';
import { acceptAgreement } from '../onboarding/accept-agreement.ts';
import { askForAuthorisation } from '../onboarding/ask-for-authorisation.ts';
import { authorisationAddress } from '../onboarding/authorisation-addresses.ts';
import { declareSubject } from '../onboarding/declare-subject.ts';
import { registerProgram } from '../onboarding/register-program.ts';
import { startVerification } from '../onboarding/start-verification.ts';
import { versionAt } from '../policy/agreement.ts';
import type { AcceptanceFact } from '../policy/facts.ts';
import { invalidInput } from '../policy/problem.ts';
import { acceptancesOf } from './acceptances.ts';
import { AccessFor } from './access.ts';
import type { GraphqlContext } from './context.ts';
import { given } from './idempotency.ts';
import {
  AcceptAgreementInput,
  AskForAuthorisationInput,
  DeclareSubjectInput,
  RegisterProgramInput,
  StartVerificationInput,
} from './onboarding.inputs.ts';
import {
  AcceptAgreementPayload,
  AskForAuthorisationPayload,
  DeclareSubjectPayload,
  RegisterProgramPayload,
  StartVerificationPayload,
} from './onboarding.types.ts';
import { payloadOf } from './payload.ts';

const INPUT = { description: 'What is to be done.' };

/** What binds the account: for its administrators. */
@Resolver()
export class OnboardingMutations {
  @Mutation(() => AcceptAgreementPayload, {
    description: 'A person accepts documents of a platform’s agreement (wechat/0.1, wechat/0.2, baidu/0.1).',
  })
  @AccessFor('ADMIN')
  async acceptAgreement(
    @Arg('input', () => AcceptAgreementInput, INPUT) input: AcceptAgreementInput,
    @Ctx() context: GraphqlContext,
  ): Promise<AcceptAgreementPayload> {
    const { parts, account } = context;
    const { platform, idempotencyKey } = input;
    const documents = await documentsMeant(context, input);
    const outcome =
      documents.length === 0
        ? refused(namesNoDocument)
        : await acceptAgreement(parts, account.actor, { platform, documents }, given(idempotencyKey));
    return payloadOf(outcome, async () => {
      const all = await acceptancesOf(context);
      const acceptance = all.find((one) => one.platform === platform);
      return acceptance ? { acceptance } : {};
    });
  }

  @Mutation(() => DeclareSubjectPayload, {
    description: 'The account says who it is before the law (wechat/2.7, baidu/2.5).',
  })
  @AccessFor('ADMIN')
  async declareSubject(
    @Arg('input', () => DeclareSubjectInput, INPUT) input: DeclareSubjectInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<DeclareSubjectPayload> {
    const { idempotencyKey, birthDate, guardianFileId, ...named } = input;
    const subject = {
      ...named,
      ...(birthDate ? { birthDate } : {}),
      ...(guardianFileId ? { guardianFileId } : {}),
    };
    const outcome = await declareSubject(parts, account.actor, subject, given(idempotencyKey));
    return payloadOf(outcome, async () => ({
      subject: { declared: true, ...(await account.reads.subject()) },
    }));
  }

  @Mutation(() => RegisterProgramPayload, {
    description: 'Asks a platform for an identity for a program (wechat/2.1, baidu/2.1).',
  })
  @AccessFor('ADMIN')
  async registerProgram(
    @Arg('input', () => RegisterProgramInput, INPUT) input: RegisterProgramInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<RegisterProgramPayload> {
    const { programId, platform, email, idempotencyKey } = input;
    const outcome = await registerProgram(
      parts,
      account.actor,
      { programId, platform, email },
      given(idempotencyKey),
    );
    return payloadOf(outcome, ({ registrationId }) => registrationIn(account, registrationId));
  }

  @Mutation(() => AskForAuthorisationPayload, {
    description:
      'Makes a link with which the owner of an existing mini program brings it in as this program, or authorises it anew (wechat/2.1, baidu/2.1).',
  })
  @AccessFor('ADMIN')
  async askForAuthorisation(
    @Arg('input', () => AskForAuthorisationInput, INPUT) input: AskForAuthorisationInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<AskForAuthorisationPayload> {
    const { programId, platform, email, idempotencyKey } = input;
    const asked = { programId, platform, ...(email == null ? {} : { email }) };
    const outcome = await askForAuthorisation(parts, account.actor, asked, given(idempotencyKey));
    return payloadOf(outcome, ({ token, expiresAt }) => ({
      link: { url: authorisationAddress(parts.publicUrl, platform, token), expiresAt },
    }));
  }

  @Mutation(() => StartVerificationPayload, {
    description: 'Begins a platform’s verification of the developer (wechat/3.1, baidu/2.2).',
  })
  @AccessFor('ADMIN')
  async startVerification(
    @Arg('input', () => StartVerificationInput, INPUT) input: StartVerificationInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<StartVerificationPayload> {
    const { programId, platform, idempotencyKey } = input;
    const outcome = await startVerification(
      parts,
      account.actor,
      { programId, platform },
      given(idempotencyKey),
    );
    return payloadOf(outcome, ({ registrationId }) => registrationIn(account, registrationId));
  }
}

async function registrationIn({ rows }: GraphqlContext['account'], id: string) {
  const registration = await rows.find('Registration', id);
  return registration ? { registration } : {};
}

async function documentsMeant(
  { agreements, parts }: GraphqlContext,
  { platform, documents, all }: AcceptAgreementInput,
): Promise<readonly AcceptanceFact[]> {
  const { agreement } = await agreements.variantOf(platform);
  const meant = all ? versionAt(agreement, parts.clock.now()).documents : (documents ?? []);
  return meant.map(({ id, version }) => ({ documentId: id, version }));
}

const namesNoDocument = invalidInput(
  {
    'zh-CN': '请列出要接受的文件，或以 all: true 接受现行版本的全部文件',
    en: 'name the documents to accept, or say `all: true` for all of the version in force',
  },
  'input.documents',
);

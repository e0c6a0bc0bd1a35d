import { randomBytes } from 'node:crypto';
import type { Actor } from '../accounts/actor.ts';
import type { PlatformConnector } from '../hosts/connector.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { evaluate } from '../policy/evaluate.ts';
import { invalidInput, notFound, type Problem, problemOf } from '../policy/problem.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { Program } from '../programs/program.ts';
import { acceptByUse } from './accept-by-use.ts';
import type { OnboardingDeps } from './deps.ts';
import { emailAddress } from './email-address.ts';
import { factsAbout } from './facts.ts';
import type { OnboardingRecords } from './records.ts';

/** How long a link leads to the platform's page. */
export const LINK_MS = 86_400_000;

export interface AskForAuthorisationInput {
  readonly programId: string;
  readonly platform: PlatformId;
  /** Under which the platform knows the program. For one that is registered here it is known, and may be left out. */
  readonly email?: string | undefined;
}

export interface AuthorisationAsked {
  /** What the link bears: whoever has it may bring a program in for this one. */
  readonly token: string;
  readonly expiresAt: Date;
}

export interface AskForAuthorisationDeps extends OnboardingDeps {
  readonly connectorOf: (platform: PlatformId) => PlatformConnector;
}

/**
 * Makes a link with which the owner of a mini program that exists on a platform brings it in as this program, or
 * authorises it anew where it is registered already. To bring one in is judged as to register one is: it becomes the program's
 * registration. The link serves once, and for a day.
 */
export function askForAuthorisation(
  deps: AskForAuthorisationDeps,
  actor: Actor,
  input: AskForAuthorisationInput,
  key?: string,
): Promise<Outcome<AuthorisationAsked, Problem>> {
  return deps.perform({ actor, name: 'askForAuthorisation', key, input }, async (records) => {
    const { programId, platform } = input;
    if (!deps.connectorOf(platform).authorisation) return refused(noSuchPage(platform));
    const program = await records.program(actor.accountId, programId);
    if (!program) return refused(notFound({ 'zh-CN': '程序', en: 'program' }, 'input.programId'));
    const registration = await records.registration(programId, platform);
    const email =
      registration?.state === 'REGISTERED'
        ? done(undefined)
        : await mayBringIn(deps, records, actor, { program, platform, email: input.email });
    if (!email.ok) return email;
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(deps.clock.now().getTime() + LINK_MS);
    const { accountId } = actor;
    const link = { accountId, programId, platform, token, expiresAt, askedBy: actor.label };
    const id = await records.addAuthorisationLink({
      ...link,
      ...(email.value ? { email: email.value } : {}),
    });
    records.record({
      type: 'AUTHORISATION_ASKED_FOR',
      programId,
      subjectId: id,
      payload: { platform, expiresAt: expiresAt.toISOString() },
    });
    return done({ token, expiresAt });
  });
}

/** The address under which it will be known, where nothing speaks against a registration. */
async function mayBringIn(
  deps: OnboardingDeps,
  records: OnboardingRecords,
  actor: Actor,
  { program, platform, email }: { program: Program; platform: PlatformId; email: string | undefined },
): Promise<Outcome<string, Problem>> {
  if (email === undefined) return refused(emailNeeded);
  const address = emailAddress(email, 'input.email');
  if (!address.ok) return address;
  const facts = {
    ...(await factsAbout(records, program, platform)),
    emailInUse: await records.emailInUse(platform, address.value, program.id),
  };
  const at = deps.clock.now();
  const problem = problemOf(evaluate(await records.variantOf(platform), facts, 'REGISTER', at), 'input');
  if (problem) return refused(problem);
  await acceptByUse(records, actor, { platform, facts, operation: 'REGISTER', at });
  return done(address.value);
}

const emailNeeded = invalidInput(
  {
    'zh-CN': '程序尚未在此登记；请填写平台上该程序的注册邮箱',
    en: 'the program is not registered here yet: give the e-mail address under which the platform knows it',
  },
  'input.email',
);

function noSuchPage(platform: PlatformId): Problem {
  return {
    code: 'INVALID_INPUT',
    message: {
      'zh-CN': '该平台没有为已有程序授权的页面；请改为注册',
      en: 'the platform has no page on which an existing program is authorised: register one instead',
    },
    path: 'input.platform',
    platform,
  };
}

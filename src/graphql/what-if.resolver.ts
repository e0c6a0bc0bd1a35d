import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { factsAbout } from '../onboarding/facts.ts';
import { contentKindFaults } from '../policy/content-kinds.ts';
import { explain } from '../policy/explain/explain.ts';
import { layOver, variantUnder } from '../policy/explain/lay-over.ts';
import type { Overlay } from '../policy/explain/overlay.ts';
import { overlayFaults } from '../policy/explain/overlay-faults.ts';
import { changeBetween } from '../policy/explain/what-if.ts';
import { notFound, type Problem } from '../policy/problem.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { Host } from '../programs/host.ts';
import { AccessFor } from './access.ts';
import type { GraphqlContext } from './context.ts';
import { emailAsked } from './email-asked.ts';
import { Explanations, placesOf } from './shipping.ts';
import { type HostChangeType, WhatIfAnswerType } from './shipping.types.ts';
import type { ShippingQuestion } from './shipping-question.ts';
import { readerAsked } from './undertakings.ts';
import { overlayOf, WhatIfInput } from './what-if.inputs.ts';

@Resolver()
export class WhatIfResolver {
  @Query(() => WhatIfAnswerType, {
    description: 'What would change if something were otherwise? Nothing is written.',
  })
  @AccessFor('VIEWER')
  async whatIf(
    @Arg('input', () => WhatIfInput, { description: 'The question, and what might be otherwise.' })
    input: WhatIfInput,
    @Ctx() context: GraphqlContext,
  ): Promise<WhatIfAnswerType> {
    const overlay = overlayOf(input.overlay);
    const { operation, absentContent, hostIds, audience } = input;
    const readerId = await readerAsked(context, context.account, input.readerId, 'input.readerId');
    const at = context.parts.clock.now();
    const email = emailAsked(context, input.email, 'input.email');
    const otherEmail = emailAsked(context, overlay.email, 'input.overlay.email');
    const problems = [
      ...(await problemsWith(context, input, overlay, at)),
      ...email.problems,
      ...otherEmail.problems,
    ];
    if (problems.length > 0) return { changes: [], problems };

    const now: ShippingQuestion = {
      operation,
      absentContent,
      at,
      factsAt: at,
      prefix: 'input.',
      readerId,
      audience,
      ...(hostIds ? { hostIds } : {}),
      ...(email.email === undefined ? {} : { email: email.email }),
    };
    const then: ShippingQuestion = {
      ...now,
      at: overlay.at ?? at,
      prefix: overlay.hostIds ? 'input.overlay.' : 'input.',
      ...(overlay.hostIds ? { hostIds: overlay.hostIds } : {}),
      ...(otherEmail.email === undefined ? {} : { email: otherEmail.email }),
    };
    const published = await context.parts.hosts.all();
    const before = await verdictsNow(context, published, input.programId, now);
    const after = await verdictsThen(context, published, input.programId, then, overlay);
    if (!before.ok) return { changes: [], problems: before.problems };
    if (!after.ok) return { changes: [], problems: after.problems };
    const changes = published.flatMap((host): HostChangeType[] => {
      const change = changeBetween(before.value.get(host.id), after.value.get(host.id));
      return change ? [{ host, ...change }] : [];
    });
    return { changes, problems: [] };
  }
}

async function problemsWith(
  context: GraphqlContext,
  { programId, absentContent }: WhatIfInput,
  overlay: Overlay,
  at: Date,
): Promise<readonly Problem[]> {
  const { account } = context;
  const manifest = await account.rows.manifest(programId);
  if (!manifest) return [notFound({ 'zh-CN': '程序', en: 'program' }, 'input.programId')];
  const program = { id: programId, accountId: account.accountId, manifest };
  const variants = await context.agreements.all();
  const [first] = variants;
  const facts = first && (await factsAbout(account.facts, program, first.platform));
  return [
    ...contentKindFaults(variants, absentContent, 'input.absentContent'),
    ...(facts ? overlayFaults(variants, { facts, at }, overlay) : []),
  ];
}

type Verdicts = Outcome<ReadonlyMap<Host['id'], Verdict>, Problem>;

async function verdictsNow(
  context: GraphqlContext,
  published: readonly Host[],
  programId: string,
  question: ShippingQuestion,
): Promise<Verdicts> {
  const explanations = new Explanations(question);
  const { places = [], problems = [] } =
    (await placesOf(context.account, published, programId, question)) ?? {};
  if (problems.length > 0) return refused(...problems);
  return done(new Map(places.map((place) => [place.host.id, explanations.verdict(place)])));
}

async function verdictsThen(
  context: GraphqlContext,
  published: readonly Host[],
  programId: string,
  question: ShippingQuestion,
  overlay: Overlay,
): Promise<Verdicts> {
  const { places = [], problems = [] } =
    (await placesOf(context.account, published, programId, question)) ?? {};
  if (problems.length > 0) return refused(...problems);
  const ofProgram = await context.account.rows.all('Material', 'programId', programId);
  const filedThere = new Set(ofProgram.map(({ id }) => id));
  const { operation, at } = question;
  const verdicts = places.map(({ host, variant, facts, hostRules }) => {
    const under = variantUnder(variant, overlay);
    const supposed = layOver(under, { facts, at }, overlay, filedThere);
    return [host.id, explain(under, supposed.facts, operation, supposed.at, hostRules)] as const;
  });
  return done(new Map(verdicts));
}

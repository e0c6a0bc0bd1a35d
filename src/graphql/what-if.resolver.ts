import { Arg, Ctx, Query, Resolver } from 'type-graphql';
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
import { Explanations, placesOf, type ShippingQuestion } from './shipping.ts';
import { type HostChangeType, WhatIfAnswerType } from './shipping.types.ts';
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
    const { operation, absentContent, hostIds } = input;
    const at = context.parts.clock.now();
    const now: ShippingQuestion = { operation, absentContent, at, ...(hostIds ? { hostIds } : {}) };
    const problems = await problemsWith(context, input, overlay, at);
    if (problems.length > 0) return { changes: [], problems };

    const published = await context.parts.hosts.all();
    const then = { ...now, at: overlay.at ?? at, ...(overlay.hostIds ? { hostIds: overlay.hostIds } : {}) };
    const before = await verdictsNow(context, published, input.programId, now);
    const after = await verdictsThen(context, published, input.programId, then, overlay);
    const changes = published.flatMap((host): HostChangeType[] => {
      const change = changeBetween(before.get(host.id), after.get(host.id));
      return change ? [{ host, ...change }] : [];
    });
    return { changes, problems: [] };
  }
}

async function problemsWith(
  context: GraphqlContext,
  { programId, hostIds, absentContent }: WhatIfInput,
  overlay: Overlay,
  at: Date,
): Promise<readonly Problem[]> {
  const { account, parts } = context;
  const manifest = await account.rows.manifest(programId);
  if (!manifest) return [notFound({ 'zh-CN': '程序', en: 'program' }, 'input.programId')];
  const published = await parts.hosts.all();
  const unknown = (ids: readonly string[], path: string) =>
    ids.flatMap((id, index) =>
      published.some((host) => host.id === id)
        ? []
        : [notFound({ 'zh-CN': `宿主“${id}”`, en: `host \`${id}\`` }, `${path}[${index}]`)],
    );
  const program = { id: programId, accountId: account.accountId, manifest };
  const variants = await context.agreements.all();
  const [first] = variants;
  const facts = first && (await factsAbout(account.facts, program, first.platform));
  return [
    ...unknown(hostIds ?? [], 'input.hostIds'),
    ...unknown(overlay.hostIds ?? [], 'input.overlay.hostIds'),
    ...contentKindFaults(variants, absentContent, 'input.absentContent'),
    ...(facts ? overlayFaults(variants, { facts, at }, overlay) : []),
  ];
}

type Verdicts = ReadonlyMap<Host['id'], Verdict>;

async function verdictsNow(
  context: GraphqlContext,
  published: readonly Host[],
  programId: string,
  question: ShippingQuestion,
): Promise<Verdicts> {
  const explanations = new Explanations(question);
  const places = (await placesOf(context, published, programId, question)) ?? [];
  return new Map(places.map((place) => [place.host.id, explanations.verdict(place)]));
}

async function verdictsThen(
  context: GraphqlContext,
  published: readonly Host[],
  programId: string,
  question: ShippingQuestion,
  overlay: Overlay,
): Promise<Verdicts> {
  const places = (await placesOf(context, published, programId, question)) ?? [];
  const ofProgram = await context.account.rows.all('Material', 'programId', programId);
  const filedThere = new Set(ofProgram.map(({ id }) => id));
  const { operation, at } = question;
  return new Map(
    places.map(({ host, variant, facts, hostRules }) => {
      const under = variantUnder(variant, overlay);
      const supposed = layOver(under, { facts, at }, overlay, filedThere);
      return [host.id, explain(under, supposed.facts, operation, supposed.at, hostRules)];
    }),
  );
}

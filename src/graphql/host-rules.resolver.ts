import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { civilDateAt, isCivilDate, startOfDay } from '../kernel/civil-time.ts';
import { noSuchHost } from '../policy/host-selection.ts';
import type { HostRuleSet } from '../policy/hosts/rule-set.ts';
import type { Problem } from '../policy/problem.ts';
import type { Host } from '../programs/host.ts';
import { publishHostRules, ruleSetProblems } from '../review/publish-host-rules.ts';
import { tryRuleSet } from '../review/try-host-rules.ts';
import { programsAtHost } from '../store/reads/host-program-reads.ts';
import { HostRuleReads } from '../store/reads/host-rule-reads.ts';
import { AccessFor } from './access.ts';
import {
  AFTER,
  boundedFirst,
  connectionType,
  cursorOfId,
  FIRST,
  idOfCursor,
  type Page,
  pageOf,
} from './connection.ts';
import type { GraphqlContext } from './context.ts';
import { badInput } from './errors.ts';
import { HostType } from './host.types.ts';
import { PublishHostRulesInput, ruleSetOf, TryHostRulesInput } from './host-rules.inputs.ts';
import { HostRuleSetType, PublishHostRulesPayload, TryHostRulesPayload } from './host-rules.types.ts';
import { given } from './idempotency.ts';
import { payloadOf } from './payload.ts';

const HostRuleSetConnection = connectionType('HostRuleSet', () => HostRuleSetType);

/** Hosts' own rules: public to read, and each host's to try. */
@Resolver(() => HostType)
export class HostRuleResolver {
  @FieldResolver(() => HostRuleSetType, {
    nullable: true,
    description: 'The host’s own rules that are in force on a day; null: it has published none.',
  })
  ruleSet(
    @Root() { id }: Host,
    @Ctx() context: GraphqlContext,
    @Arg('on', () => String, { nullable: true, description: 'YYYY-MM-DD, in China. Left out: today.' })
    on: string | null,
  ): Promise<HostRuleSet | undefined> {
    const day = on ?? civilDateAt(context.parts.clock.now());
    if (!isCivilDate(day)) throw badInput('`on` is a day: YYYY-MM-DD', 'on');
    return context.hostRules.ruleSetOn(id, day);
  }

  @Query(() => HostRuleSetConnection, {
    description: 'All rule sets of the partner host that asks, the latest first.',
  })
  @AccessFor('HOST')
  hostRuleSets(
    @Ctx() { parts, hostId }: GraphqlContext,
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
  ): Promise<Page<HostRuleSet>> {
    const place = idOfCursor(after);
    const before = place === undefined ? undefined : Number(place);
    if (before !== undefined && !Number.isSafeInteger(before))
      throw badInput('`after` is of another list', 'after');
    const reads = new HostRuleReads(parts.database.pool);
    return pageOf(
      first,
      ({ version }) => cursorOfId({ id: String(version) }),
      (limit) => reads.setsOf(hostId, before, limit),
    );
  }

  @Query(() => TryHostRulesPayload, {
    description:
      'What would change if these were the host’s rules: asked of the programs of all accounts that go to the partner host that asks, or are to go there, page by page.',
  })
  @AccessFor('HOST')
  async tryHostRules(
    @Arg('input', () => TryHostRulesInput, { description: 'The candidate.' }) input: TryHostRulesInput,
    @Ctx() context: GraphqlContext,
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
  ): Promise<TryHostRulesPayload> {
    const { parts, hostId, hostRules } = context;
    const host = await parts.hosts.find(hostId);
    if (!host) return untried([noSuchHost(hostId, await parts.hosts.all(), 'input')]);
    const set = ruleSetOf(input);
    const problems = ruleSetProblems(host, set);
    if (problems.length > 0) return untried(problems);
    const limit = boundedFirst(first);
    const at = laterOf(parts.clock.now(), startOfDay(set.effectiveFrom));
    const inForce = await hostRules.ruleSetOn(hostId, civilDateAt(at));
    const found = await programsAtHost(
      parts.database.pool,
      host,
      idOfCursor(after),
      limit + 1,
      civilDateAt(parts.clock.now()),
    );
    const programs = found.slice(0, limit);
    const last = found.length > limit ? programs.at(-1) : undefined;
    const trial = await tryRuleSet({ inForce, candidate: { ...set, hostId } }, host, programs, at);
    return { ...trial, ...(last ? { endCursor: cursorOfId(last) } : {}), problems: [] };
  }
}

@Resolver()
export class HostRuleMutations {
  @Mutation(() => PublishHostRulesPayload, {
    description:
      'The partner host that asks publishes its own rules: the whole set, or nothing of it (baidu/3.6).',
  })
  @AccessFor('HOST')
  async publishHostRules(
    @Arg('input', () => PublishHostRulesInput, { description: 'What is to be done.' })
    input: PublishHostRulesInput,
    @Ctx() { parts, hostId }: GraphqlContext,
  ): Promise<PublishHostRulesPayload> {
    const outcome = await publishHostRules(parts, hostId, ruleSetOf(input), given(input.idempotencyKey));
    return payloadOf(outcome, (ruleSet) => ({ ruleSet }));
  }
}

function untried(problems: readonly Problem[]): TryHostRulesPayload {
  return { tried: 0, counts: [], changes: [], problems };
}

function laterOf(one: Date, other: Date): Date {
  return one > other ? one : other;
}

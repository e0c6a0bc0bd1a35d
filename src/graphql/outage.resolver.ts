import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { endOutage, type OutageTeller, recordOutage } from '../duties/record-outage.ts';
import { variantOf } from '../policy/variants.ts';
import { type OutageRow, readOutage, readOutages } from '../store/reads/outage-reads.ts';
import { AccessFor } from './access.ts';
import { boundedFirst, FIRST } from './connection.ts';
import type { GraphqlContext } from './context.ts';
import { PlatformEnum } from './enums.ts';
import { unauthenticated } from './errors.ts';
import { given } from './idempotency.ts';
import { EndOutageInput, HostOutageType, OutagePayload, RecordOutageInput } from './outage.types.ts';
import { payloadOf } from './payload.ts';

const NEWEST = { ...FIRST, description: 'How many at most, the newest first: 1 to 100.' };

/** Outages: public to read, and for the platform or the host itself to tell. */
@Resolver(() => HostOutageType)
export class OutageResolver {
  @Query(() => [HostOutageType], { description: 'When platforms and hosts were out (baidu/8.2).' })
  @AccessFor('ANYONE')
  outages(
    @Ctx() { parts }: GraphqlContext,
    @Arg('platform', () => PlatformEnum, { nullable: true, description: 'Only those of this platform.' })
    platform: string | null,
    @Arg('first', () => Int, NEWEST) first: number,
  ): Promise<readonly OutageRow[]> {
    return readOutages(parts.database.pool, given(platform), boundedFirst(first));
  }

  @FieldResolver(() => ID, { nullable: true, description: 'The clause that names the cause: see `node`.' })
  clause(@Root() { platform, cause }: OutageRow): string | undefined {
    return variantOf(platform).outageClauses?.[cause];
  }

  @Mutation(() => OutagePayload, {
    description:
      'A platform or partner host tells that it was out, or is: what is owed to it has as much more time, and its refusals meanwhile do not count (baidu/8.2). Refused for a platform whose agreement has no such clause.',
  })
  @AccessFor('PLATFORM_OR_HOST')
  async recordOutage(
    @Arg('input', () => RecordOutageInput, { description: 'What happened.' }) input: RecordOutageInput,
    @Ctx() context: GraphqlContext,
  ): Promise<OutagePayload> {
    const { idempotencyKey, hostId, cause, from, until } = input;
    const told = { hostId: given(hostId), cause, from, until: given(until) };
    const outcome = await recordOutage(context.parts, await tellerOf(context), told, given(idempotencyKey));
    return payloadOf(outcome, ({ outageId }) => outageIn(context, outageId));
  }

  @Mutation(() => OutagePayload, {
    description: 'A platform or partner host tells that an outage is over. What it gave of time stays given.',
  })
  @AccessFor('PLATFORM_OR_HOST')
  async endOutage(
    @Arg('input', () => EndOutageInput, { description: 'What is over.' }) input: EndOutageInput,
    @Ctx() context: GraphqlContext,
  ): Promise<OutagePayload> {
    const { idempotencyKey, outageId, until } = input;
    const told = { outageId, until: given(until) };
    const outcome = await endOutage(context.parts, await tellerOf(context), told, given(idempotencyKey));
    return payloadOf(outcome, (over) => outageIn(context, over.outageId));
  }
}

async function tellerOf({ viewer, parts }: GraphqlContext): Promise<OutageTeller> {
  if (viewer.kind === 'platform') {
    const { platform, credentialId } = viewer;
    return { platform, label: `platform:${credentialId}`, keySpace: `platform:${platform}` };
  }
  const host = viewer.kind === 'host' ? await parts.hosts.find(viewer.hostId) : undefined;
  if (!host) throw unauthenticated(viewer);
  const name = `host:${host.id}`;
  return { platform: host.platform, hostId: host.id, label: name, keySpace: name };
}

async function outageIn({ parts }: GraphqlContext, id: string): Promise<{ outage?: OutageRow }> {
  const outage = await readOutage(parts.database.pool, id);
  return outage ? { outage } : {};
}

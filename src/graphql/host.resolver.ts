import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { Host, HostForm, HostId } from '../programs/host.ts';
import { AccessFor } from './access.ts';
import type { GraphqlContext } from './context.ts';
import { HostFormEnum, PlatformEnum } from './enums.ts';
import { HostType } from './host.types.ts';

@Resolver()
export class HostResolver {
  @Query(() => [HostType], { description: 'The published hosts.' })
  @AccessFor('ANYONE')
  async hosts(
    @Ctx() { parts }: GraphqlContext,
    @Arg('platform', () => PlatformEnum, { nullable: true, description: 'Only those of this platform.' })
    platform: string | null,
    @Arg('form', () => HostFormEnum, { nullable: true, description: 'Only those of this form.' })
    form: HostForm | null,
  ): Promise<readonly Host[]> {
    const all = await parts.hosts.all();
    return all.filter((host) => (!platform || host.platform === platform) && (!form || host.form === form));
  }

  @Query(() => HostType, { nullable: true, description: 'A host by the id its platform publishes.' })
  @AccessFor('ANYONE')
  host(
    @Arg('id', () => ID, { description: 'As published: `baiduboxapp`.' }) id: string,
    @Ctx() { parts }: GraphqlContext,
  ): Host | undefined | Promise<Host | undefined> {
    return parts.hosts.find(id);
  }
}

/** The hosts with these ids, in that order; an id that is no host any more is left out. */
export async function hostsNamed(
  { parts }: GraphqlContext,
  ids: readonly HostId[],
): Promise<readonly Host[]> {
  const found = await Promise.all(ids.map((id) => parts.hosts.find(id)));
  return found.filter((host) => host !== undefined);
}

import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { DomainDesk, Domains } from '../hosts/desks/settings.ts';
import { askHost } from '../review/ask-host.ts';
import { privacyGuideline } from '../review/privacy-guideline.ts';
import { AccessFor } from './access.ts';
import type { GraphqlContext } from './context.ts';
import { PlatformEnum } from './enums.ts';
import {
  GuidelineOfEnum,
  HostDomainsAnswer,
  type HostDomainsType,
  PrivacyGuidelineAnswer,
} from './host-settings.types.ts';
import { payloadOf } from './payload.ts';

const PROGRAM = { description: 'The program.' };
const PLATFORM = { description: 'The platform that is asked.' };

/** Settings of a program that are kept at a platform, and asked of it when somebody wants to know. */
@Resolver()
export class HostSettingsResolver {
  @Query(() => HostDomainsAnswer, {
    description:
      'What a program may speak to at a platform, by its own word, and what it takes as an address.',
  })
  @AccessFor('VIEWER')
  async hostDomains(
    @Arg('programId', () => ID, PROGRAM) programId: string,
    @Arg('platform', () => PlatformEnum, PLATFORM) platform: string,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<HostDomainsAnswer> {
    const answer = await askHost(parts, account.actor, { programId, platform }, ({ domains }, appId) =>
      domains?.read(appId),
    );
    const desk = parts.connectorOf(platform).domains;
    return payloadOf(answer, (domains) => ({ domains: listed(desk, domains) }));
  }

  @Query(() => PrivacyGuidelineAnswer, {
    description:
      'What users of a program read of their data at a platform, by its own word, beside what the program declares and what its code was found to use.',
  })
  @AccessFor('VIEWER')
  async privacyGuideline(
    @Arg('programId', () => ID, PROGRAM) programId: string,
    @Arg('platform', () => PlatformEnum, PLATFORM) platform: string,
    @Arg('of', () => GuidelineOfEnum, { defaultValue: 'NEXT', description: 'Which.' }) of: 'NEXT' | 'LIVE',
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<PrivacyGuidelineAnswer> {
    const answer = await privacyGuideline(parts, account.actor, { programId, platform }, of);
    return payloadOf(answer, (standing) => standing);
  }
}

export function listed(desk: DomainDesk | undefined, domains: Domains): readonly HostDomainsType[] {
  return (desk?.rules ?? []).map(({ kind, schemes, takesPort, most }) => ({
    kind,
    addresses: domains[kind] ?? [],
    schemes,
    takesPort,
    ...(most === undefined ? {} : { most }),
  }));
}

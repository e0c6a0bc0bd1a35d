import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { setDomains } from '../review/set-domains.ts';
import { setPrivacyGuideline } from '../review/set-privacy-guideline.ts';
import { AccessFor } from './access.ts';
import type { GraphqlContext } from './context.ts';
import { SetHostDomainsInput, SetPrivacyGuidelineInput } from './host-settings.inputs.ts';
import { listed } from './host-settings.resolver.ts';
import { SetHostDomainsPayload, SetPrivacyGuidelinePayload } from './host-settings.types.ts';
import { payloadOf } from './payload.ts';

const INPUT = { description: 'What is to be done.' };

/** Settings that a platform takes at once: it is asked while the caller waits. */
@Resolver()
export class HostSettingsMutations {
  @Mutation(() => SetHostDomainsPayload, {
    description:
      'Sets what a program may speak to at a platform. The platform is asked at once; safe to repeat, and what is so already is not sent.',
  })
  @AccessFor('DEVELOPER')
  async setHostDomains(
    @Arg('input', () => SetHostDomainsInput, INPUT) { programId, platform, domains }: SetHostDomainsInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<SetHostDomainsPayload> {
    const outcome = await setDomains(parts, account.actor, { programId, platform, domains });
    if (!outcome.ok) return { problems: outcome.problems };
    const { domains: now, leftOut } = outcome.value;
    return { domains: listed(parts.connectorOf(platform).domains, now), problems: leftOut };
  }

  @Mutation(() => SetPrivacyGuidelinePayload, {
    description:
      'Sets what users of the next version read of their data at a platform. It takes effect with that version’s release. The platform is asked at once; safe to repeat.',
  })
  @AccessFor('DEVELOPER')
  async setPrivacyGuideline(
    @Arg('input', () => SetPrivacyGuidelineInput, INPUT) input: SetPrivacyGuidelineInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<SetPrivacyGuidelinePayload> {
    const { programId, platform, noticeMethod, contact, items, retentionDays, thirdParties } = input;
    const { email, phone, account: name, qq } = contact;
    const { textReference, storeRegion } = input;
    const outcome = await setPrivacyGuideline(parts, account.actor, {
      programId,
      platform,
      noticeMethod,
      contact: {
        ...(email ? { email } : {}),
        ...(phone ? { phone } : {}),
        ...(name ? { account: name } : {}),
        ...(qq ? { qq } : {}),
      },
      ...(items ? { items: items.map((item) => ({ ...item })) } : {}),
      ...(retentionDays == null ? {} : { retentionDays }),
      ...(textReference ? { textReference } : {}),
      ...(storeRegion == null ? {} : { storeRegion }),
      ...(thirdParties ? { thirdParties: thirdParties.map((party) => ({ ...party })) } : {}),
    });
    return payloadOf(outcome, (standing) => standing);
  }
}

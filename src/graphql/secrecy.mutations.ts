import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { mayAct } from '../accounts/viewer.ts';
import { revokeUndertaking, signUndertaking } from '../onboarding/undertakings.ts';
import { endBetaInvitation, recordBetaConsent, recordBetaInvitation } from '../review/beta-invitations.ts';
import { AccessFor } from './access.ts';
import type { GraphqlContext } from './context.ts';
import { given } from './idempotency.ts';
import { payloadOf } from './payload.ts';
import {
  EndBetaInvitationInput,
  RecordBetaConsentInput,
  RecordBetaInvitationInput,
  RevokeUndertakingInput,
  SignUndertakingInput,
} from './secrecy.inputs.ts';
import {
  EndBetaInvitationPayload,
  RecordBetaConsentPayload,
  RecordBetaInvitationPayload,
  RevokeUndertakingPayload,
  SignUndertakingPayload,
} from './secrecy.types.ts';
import { shownUndertakings } from './undertakings.ts';

const INPUT = { description: 'What is to be done.' };

/** Who is bound to secrecy, and what is secret. */
@Resolver()
export class SecrecyMutations {
  @Mutation(() => SignUndertakingPayload, {
    description:
      'The member who asks undertakes to keep secret the personal data that a platform provides (wechat/4.9). Nobody signs for another; a token cannot.',
  })
  @AccessFor('VIEWER')
  async signUndertaking(
    @Arg('input', () => SignUndertakingInput, INPUT) input: SignUndertakingInput,
    @Ctx() context: GraphqlContext,
  ): Promise<SignUndertakingPayload> {
    const { platform, signedOn, validUntil, fileId, declared, idempotencyKey } = input;
    const signed = {
      platform,
      signedOn,
      ...(validUntil ? { validUntil } : {}),
      ...(fileId ? { fileId } : {}),
      ...(declared ? { declared } : {}),
    };
    const { parts, account, memberId } = context;
    const outcome = await signUndertaking(parts, account.actor, memberId, signed, given(idempotencyKey));
    return payloadOf(outcome, ({ undertakingId }) => undertakingIn(context, undertakingId));
  }

  @Mutation(() => RevokeUndertakingPayload, {
    description:
      'Ends an undertaking: the member’s own, or for an ADMIN anybody’s (wechat/4.9). It ends by itself when the member leaves.',
  })
  @AccessFor('VIEWER')
  async revokeUndertaking(
    @Arg('input', () => RevokeUndertakingInput, INPUT) input: RevokeUndertakingInput,
    @Ctx() context: GraphqlContext,
  ): Promise<RevokeUndertakingPayload> {
    const { parts, account, viewer, memberId } = context;
    const by = { memberId, administers: mayAct(viewer, 'ADMIN') };
    const { undertakingId, idempotencyKey } = input;
    const outcome = await revokeUndertaking(parts, account.actor, by, undertakingId, given(idempotencyKey));
    return payloadOf(outcome, () => undertakingIn(context, undertakingId));
  }

  @Mutation(() => RecordBetaInvitationPayload, {
    description:
      'Notes that a platform has invited a program to a closed test: from now on no partner of a host that is not invited sees anything of the program, whatever its platform (wechat/7.1, baidu/8.1).',
  })
  @AccessFor('DEVELOPER')
  async recordBetaInvitation(
    @Arg('input', () => RecordBetaInvitationInput, INPUT) input: RecordBetaInvitationInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<RecordBetaInvitationPayload> {
    const { programId, platform, hostId, invitedOn, fileId, idempotencyKey } = input;
    const invitation = {
      programId,
      platform,
      invitedOn,
      ...(hostId ? { hostId } : {}),
      ...(fileId ? { fileId } : {}),
    };
    const outcome = await recordBetaInvitation(parts, account.actor, invitation, given(idempotencyKey));
    return payloadOf(outcome, ({ invitationId }) => invitationIn(account, invitationId));
  }

  @Mutation(() => RecordBetaConsentPayload, {
    description:
      'Notes the platform’s written consent: while that paper holds, the test may be shown, and hosts that were kept out are asked for their word (wechat/7.1, baidu/8.1).',
  })
  @AccessFor('ADMIN')
  async recordBetaConsent(
    @Arg('input', () => RecordBetaConsentInput, INPUT) input: RecordBetaConsentInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<RecordBetaConsentPayload> {
    const { invitationId, materialId, idempotencyKey } = input;
    const said = { invitationId, materialId };
    const outcome = await recordBetaConsent(parts, account.actor, said, given(idempotencyKey));
    return payloadOf(outcome, () => invitationIn(account, invitationId));
  }

  @Mutation(() => EndBetaInvitationPayload, {
    description:
      'Notes that a closed test is over: hosts that were kept out see the program again, and are asked for their word (wechat/7.1, baidu/8.1).',
  })
  @AccessFor('ADMIN')
  async endBetaInvitation(
    @Arg('input', () => EndBetaInvitationInput, INPUT) input: EndBetaInvitationInput,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<EndBetaInvitationPayload> {
    const { invitationId, endedOn, idempotencyKey } = input;
    const said = { invitationId, ...(endedOn ? { endedOn } : {}) };
    const outcome = await endBetaInvitation(parts, account.actor, said, given(idempotencyKey));
    return payloadOf(outcome, () => invitationIn(account, invitationId));
  }
}

async function undertakingIn(context: GraphqlContext, id: string) {
  const undertaking = (await shownUndertakings(context)).find((one) => one.id === id);
  return undertaking ? { undertaking } : {};
}

async function invitationIn({ rows }: GraphqlContext['account'], id: string) {
  const betaInvitation = await rows.find('BetaInvitation', id);
  return betaInvitation ? { betaInvitation } : {};
}

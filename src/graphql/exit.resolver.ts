import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { exitSays } from '../review/exit-document.ts';
import type { PlatformExit } from '../review/exit-records.ts';
import { leavePlatform } from '../review/leave-platform.ts';
import { readExits } from '../store/reads/exit-reads.ts';
import { AccessFor } from './access.ts';
import type { GraphqlContext } from './context.ts';
import { PlatformEnum } from './enums.ts';
import { LeavePlatformInput, LeavePlatformPayload, PlatformExitType } from './exit.types.ts';
import { given } from './idempotency.ts';
import { payloadOf } from './payload.ts';

/** Leaving a platform, and what went with it. */
@Resolver()
export class ExitResolver {
  @Query(() => [PlatformExitType], {
    description:
      'The platforms that the account has left, the newest first, with the proof of what the gateway purged (wechat/4.10). `/platform-exits/<id>` is the same as a page that prints well.',
  })
  @AccessFor('VIEWER')
  async platformExits(
    @Ctx() { account, parts }: GraphqlContext,
    @Arg('platform', () => PlatformEnum, { nullable: true, description: 'Only of this platform.' })
    platform: string | null,
  ) {
    const which = { platform: platform ?? undefined };
    return (await readExits(parts.database.prisma, account.accountId, which)).map(shown);
  }

  @Mutation(() => LeavePlatformPayload, {
    description:
      'The owner leaves a platform in person (wechat/4.10). Nothing more is begun there; what is in review is asked back; what the gateway itself holds from the platform is purged, with proof. To come back, accept all of its documents anew.',
  })
  @AccessFor('OWNER')
  async leavePlatform(
    @Arg('input', () => LeavePlatformInput, { description: 'Which one.' }) input: LeavePlatformInput,
    @Ctx() { parts, account, memberId }: GraphqlContext,
  ): Promise<LeavePlatformPayload> {
    const { platform, confirm, knowsStillLive, idempotencyKey } = input;
    const leaver = { memberId, backups: parts.backups ?? [] };
    const said = { platform, confirm, knowsStillLive };
    const outcome = await leavePlatform(parts, account.actor, leaver, said, given(idempotencyKey));
    return payloadOf(outcome, async ({ exitId }) => {
      const [exit] = await readExits(parts.database.prisma, account.accountId, { id: exitId });
      return exit ? { exit: shown(exit) } : {};
    });
  }
}

function shown(exit: PlatformExit) {
  return { ...exit, says: exitSays(exit) };
}

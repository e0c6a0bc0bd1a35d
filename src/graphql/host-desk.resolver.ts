import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { Allowance } from '../hosts/desks/review.ts';
import { askHost, askPlatform } from '../review/ask-host.ts';
import { AccessFor } from './access.ts';
import type { GraphqlContext } from './context.ts';
import { PlatformEnum } from './enums.ts';
import {
  type AllowanceType,
  CodeScanAnswer,
  ReviewQuotaAnswer,
  RollbackCandidatesAnswer,
  StagedReleaseAnswer,
  TemplateLibraryAnswer,
  TestersAnswer,
} from './live.types.ts';
import { payloadOf } from './payload.ts';

const PROGRAM = { description: 'The program.' };
const PLATFORM = { description: 'The platform that is asked.' };

/** What is not kept here but asked of a platform when somebody wants to know. */
@Resolver()
export class HostDeskResolver {
  @Query(() => ReviewQuotaAnswer, {
    description: 'How often versions may still be handed in at a platform, by its own word.',
  })
  @AccessFor('VIEWER')
  async reviewQuota(
    @Arg('programId', () => ID, PROGRAM) programId: string,
    @Arg('platform', () => PlatformEnum, PLATFORM) platform: string,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<ReviewQuotaAnswer> {
    const answer = await askHost(parts, account.actor, { programId, platform }, ({ reviewQuota }, appId) =>
      reviewQuota?.read(appId),
    );
    return payloadOf(answer, ({ scope, period, submissions, expedites }) => ({
      quota: {
        scope,
        period,
        submissions: counted(submissions),
        expedites: expedites ? counted(expedites) : null,
      },
    }));
  }

  @Query(() => RollbackCandidatesAnswer, { description: 'The versions that a platform would go back to.' })
  @AccessFor('VIEWER')
  async rollbackCandidates(
    @Arg('programId', () => ID, PROGRAM) programId: string,
    @Arg('platform', () => PlatformEnum, PLATFORM) platform: string,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<RollbackCandidatesAnswer> {
    const answer = await askHost(parts, account.actor, { programId, platform }, ({ rollback }, appId) =>
      rollback?.candidates(appId),
    );
    return payloadOf(answer, (found) => ({
      candidates: found.map(({ key, ...candidate }) => ({
        ...candidate,
        ...(key ? { packageId: key } : {}),
      })),
    }));
  }

  @Query(() => StagedReleaseAnswer, {
    description: 'How a staged release stands at a platform, by its own word.',
  })
  @AccessFor('VIEWER')
  async stagedRelease(
    @Arg('programId', () => ID, PROGRAM) programId: string,
    @Arg('platform', () => PlatformEnum, PLATFORM) platform: string,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<StagedReleaseAnswer> {
    const answer = await askHost(parts, account.actor, { programId, platform }, ({ staging }, appId) =>
      staging?.plan(appId),
    );
    return payloadOf(answer, (stagedRelease) => ({ stagedRelease }));
  }

  @Query(() => TestersAnswer, { description: 'Who may open what is not public, by the platform’s own word.' })
  @AccessFor('DEVELOPER')
  async testers(
    @Arg('programId', () => ID, PROGRAM) programId: string,
    @Arg('platform', () => PlatformEnum, PLATFORM) platform: string,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<TestersAnswer> {
    const answer = await askHost(parts, account.actor, { programId, platform }, ({ testers }, appId) =>
      testers?.list(appId),
    );
    return payloadOf(answer, (testers) => ({ testers }));
  }

  @Query(() => CodeScanAnswer, {
    description: 'What the platform found of privacy-relevant calls in the code that was uploaded last.',
  })
  @AccessFor('VIEWER')
  async codeScan(
    @Arg('programId', () => ID, PROGRAM) programId: string,
    @Arg('platform', () => PlatformEnum, PLATFORM) platform: string,
    @Ctx() { parts, account }: GraphqlContext,
  ): Promise<CodeScanAnswer> {
    const answer = await askHost(parts, account.actor, { programId, platform }, ({ codeScan }, appId) =>
      codeScan?.read(appId),
    );
    return payloadOf(answer, (found) => ({
      scan:
        found.state === 'DONE'
          ? { isDone: true, notGranted: found.notGranted, notDeclared: found.notDeclared }
          : { isDone: false, notGranted: [], notDeclared: [] },
    }));
  }

  @Query(() => TemplateLibraryAnswer, {
    description:
      'The gateway’s own library of code at the platform whose credential asks; all programs are made of it.',
  })
  @AccessFor('PLATFORM')
  async templateLibrary(@Ctx() { parts, platform }: GraphqlContext): Promise<TemplateLibraryAnswer> {
    const answer = await askPlatform(
      parts,
      platform,
      ({ templates: desk }) =>
        desk &&
        Promise.all([desk.list(), desk.drafts()]).then(([templates, drafts]) => ({ templates, drafts })),
    );
    return payloadOf(answer, (library) => library);
  }
}

function counted({ limit, remaining }: Allowance): AllowanceType {
  return {
    limit: limit === 'UNLIMITED' ? null : limit,
    remaining: remaining === 'UNLIMITED' ? null : remaining,
  };
}

import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import type { Host } from '../programs/host.ts';
import type { Manifest } from '../programs/manifest.ts';
import type { ReadAlong } from '../store/reads/program-page.ts';
import type {
  DistributionRow,
  PackageRow,
  ProgramRow,
  RegistrationRow,
  SelectionRow,
  SubmissionRow,
  VersionRow,
} from '../store/reads/read-rows.ts';
import { openNotesText } from '../store/reviewer-notes.ts';
import { AccessFor } from './access.ts';
import { asksForAnyOf } from './asked-fields.ts';
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
import { DistributionType, PackageType } from './distribution.types.ts';
import { hostsNamed } from './host.resolver.ts';
import { HostType } from './host.types.ts';
import {
  ChosenCategoryType,
  DataItemType,
  HostSelectionType,
  PlatformTemplateType,
  ProgramType,
  SubmissionType,
  VersionType,
} from './program.types.ts';
import { RegistrationType } from './registration.types.ts';
import { ForReviewerType } from './reviewer.types.ts';
import { DateTime, JsonObject } from './scalars.ts';
import { AS_OF, KNOWN_AT, timesAsked } from './times.ts';

const ProgramConnection = connectionType('Program', () => ProgramType);
const NEWEST = { ...FIRST, description: 'How many at most, the newest first: 1 to 100.' };

/** What a page of programs is read along with, and the fields that show it. */
const alongFor: Readonly<Record<ReadAlong, (info: GraphQLResolveInfo) => boolean>> = {
  manifests: asksForAnyOf([
    'Program.manifest',
    'Program.introduction',
    'Program.categories',
    'Program.dataItems',
  ]),
  registrations: asksForAnyOf([
    'Program.registrations',
    'Distribution.headline',
    'Distribution.waitingOn',
    'Distribution.visibility',
  ]),
  distributions: asksForAnyOf(['Program.distributions']),
  latestReviews: asksForAnyOf([
    'Distribution.latestReview',
    'Distribution.words',
    'Distribution.headline',
    'Distribution.waitingOn',
  ]),
};

function askedAlong(info: GraphQLResolveInfo): ReadAlong[] {
  return (Object.keys(alongFor) as ReadAlong[]).filter((along) => alongFor[along](info));
}

@Resolver(() => ProgramType)
export class ProgramResolver {
  @Query(() => ProgramType, {
    nullable: true,
    description: 'One program of the account; null if there is none.',
  })
  @AccessFor('VIEWER')
  program(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Arg('asOf', () => DateTime, AS_OF) asOf: Date | null,
    @Arg('knownAt', () => DateTime, KNOWN_AT) knownAt: Date | null,
    @Ctx() context: GraphqlContext,
  ): Promise<ProgramRow | undefined> {
    return context.accountAt(timesAsked(context, asOf, knownAt)).rows.find('Program', id);
  }

  @Query(() => ProgramConnection, { description: 'The programs of the account, the newest first.' })
  @AccessFor('VIEWER')
  async programs(
    @Ctx() context: GraphqlContext,
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('asOf', () => DateTime, AS_OF) asOf: Date | null,
    @Arg('knownAt', () => DateTime, KNOWN_AT) knownAt: Date | null,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<ProgramRow>> {
    const place = idOfCursor(after);
    const along = askedAlong(info);
    const { rows } = context.accountAt(timesAsked(context, asOf, knownAt));
    return pageOf(first, cursorOfId, (limit) => rows.programs(place, limit, along));
  }

  @FieldResolver(() => JsonObject, { description: 'All that was declared of it.' })
  manifest(@Root() program: ProgramRow, @Ctx() context: GraphqlContext): Promise<Manifest> {
    return manifestOf(program, context);
  }

  @FieldResolver(() => String, { description: 'What it is, for end users.' })
  async introduction(@Root() program: ProgramRow, @Ctx() context: GraphqlContext): Promise<string> {
    return (await manifestOf(program, context)).introduction;
  }

  @FieldResolver(() => [ChosenCategoryType], { description: 'Its category on each platform.' })
  async categories(
    @Root() program: ProgramRow,
    @Ctx() context: GraphqlContext,
  ): Promise<readonly ChosenCategoryType[]> {
    return (await manifestOf(program, context)).categories;
  }

  @FieldResolver(() => [DataItemType], { description: 'The personal data that it collects.' })
  async dataItems(
    @Root() program: ProgramRow,
    @Ctx() context: GraphqlContext,
  ): Promise<readonly DataItemType[]> {
    return (await manifestOf(program, context)).dataItems;
  }

  @FieldResolver(() => [RegistrationType], { description: 'Its identity on each platform.' })
  registrations(
    @Root() program: ProgramRow,
    @Ctx() context: GraphqlContext,
  ): Promise<readonly RegistrationRow[]> {
    return context.rowsOf(program).all('Registration', 'programId', program.id);
  }

  @FieldResolver(() => [HostSelectionType], {
    description: 'Where it is to run; platforms with no choice are left out.',
  })
  hostSelections(
    @Root() program: ProgramRow,
    @Ctx() context: GraphqlContext,
  ): Promise<readonly SelectionRow[]> {
    return context.rowsOf(program).all('HostSelection', 'programId', program.id);
  }

  @FieldResolver(() => [VersionType], { description: 'Its versions, the newest first.' })
  versions(
    @Root() program: ProgramRow,
    @Ctx() context: GraphqlContext,
    @Arg('first', () => Int, NEWEST) first: number,
  ): Promise<readonly VersionRow[]> {
    return context.rowsOf(program).newest('Version', program.id, boundedFirst(first));
  }

  @FieldResolver(() => [SubmissionType], { description: 'Its submissions, the newest first.' })
  submissions(
    @Root() program: ProgramRow,
    @Ctx() context: GraphqlContext,
    @Arg('first', () => Int, NEWEST) first: number,
  ): Promise<readonly SubmissionRow[]> {
    return context.rowsOf(program).newest('Submission', program.id, boundedFirst(first));
  }

  @FieldResolver(() => [DistributionType], { description: 'The program at each of its hosts.' })
  distributions(
    @Root() program: ProgramRow,
    @Ctx() context: GraphqlContext,
  ): Promise<readonly DistributionRow[]> {
    return context.rowsOf(program).all('Distribution', 'programId', program.id);
  }

  @FieldResolver(() => String, {
    description:
      'The place in the account’s stream that goes with this read: follow `reviewStatus` from here.',
  })
  cursor(@Root() _program: ProgramRow, @Ctx() context: GraphqlContext): Promise<string> {
    return context.cursor();
  }
}

@Resolver(() => HostSelectionType)
export class HostSelectionResolver {
  @FieldResolver(() => [HostType], {
    description: 'The hosts that were chosen; empty where no choice was made.',
  })
  hosts(@Root() { hostIds }: SelectionRow, @Ctx() context: GraphqlContext): Promise<readonly Host[]> {
    return hostsNamed(context, hostIds);
  }
}

@Resolver(() => VersionType)
export class VersionResolver {
  @FieldResolver(() => [PlatformTemplateType], { description: 'The template on each platform.' })
  templates(@Root() { templates }: VersionRow): readonly PlatformTemplateType[] {
    return Object.entries(templates).map(([platform, templateId]) => ({ platform, templateId }));
  }

  @FieldResolver(() => ProgramType, { description: 'The program.' })
  program(@Root() version: VersionRow, @Ctx() context: GraphqlContext): Promise<ProgramRow | undefined> {
    return context.rowsOf(version).find('Program', version.programId);
  }

  @FieldResolver(() => [PackageType], { description: 'The version on its way through each platform.' })
  packages(@Root() version: VersionRow, @Ctx() context: GraphqlContext): Promise<readonly PackageRow[]> {
    return context.rowsOf(version).all('Package', 'versionId', version.id);
  }
}

@Resolver(() => SubmissionType)
export class SubmissionResolver {
  @FieldResolver(() => VersionType, { description: 'What was handed in.' })
  version(
    @Root() submission: SubmissionRow,
    @Ctx() context: GraphqlContext,
  ): Promise<VersionRow | undefined> {
    return context.rowsOf(submission).find('Version', submission.versionId);
  }

  @FieldResolver(() => [String], { description: 'The kinds of unlawful content that were declared absent.' })
  absentContent(@Root() { declaration }: SubmissionRow): readonly string[] {
    return declaration.absentContent;
  }

  @FieldResolver(() => ForReviewerType, {
    nullable: true,
    description: 'What the reviewers were told besides; null: nothing.',
  })
  forReviewer(
    @Root() { id, sealedForReviewer }: SubmissionRow,
    @Ctx() { parts }: GraphqlContext,
  ): ForReviewerType | undefined {
    if (sealedForReviewer === null) return undefined;
    const { testAccount, ...notes } = openNotesText(parts.cipher, id, sealedForReviewer);
    return { ...notes, hasTestAccount: testAccount !== undefined };
  }

  @FieldResolver(() => [PackageType], {
    description: 'The packages that came of it and were not handed in again since.',
  })
  packages(
    @Root() submission: SubmissionRow,
    @Ctx() context: GraphqlContext,
  ): Promise<readonly PackageRow[]> {
    return context.rowsOf(submission).all('Package', 'submissionId', submission.id);
  }
}

async function manifestOf(program: ProgramRow, context: GraphqlContext): Promise<Manifest> {
  const manifest = await context.rowsOf(program).manifest(program.id);
  if (!manifest) throw new Error(`the program ${program.id} was there a moment ago, and is not any more`);
  return manifest;
}

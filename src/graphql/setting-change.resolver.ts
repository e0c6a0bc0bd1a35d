import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import type { ProgramRow, SettingChangeRow } from '../store/reads/read-rows.ts';
import type { GraphqlContext } from './context.ts';
import { PlatformEnum } from './enums.ts';
import { ProgramType } from './program.types.ts';
import { SettingChangeType, SettingPaperType } from './setting-change.types.ts';

@Resolver(() => SettingChangeType)
export class SettingChangeResolver {
  @FieldResolver(() => ProgramType, { nullable: true, description: 'The program.' })
  program(@Root() change: SettingChangeRow, @Ctx() context: GraphqlContext): Promise<ProgramRow | undefined> {
    return context.rowsOf(change).find('Program', change.programId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The name, or the introduction, that is asked for.',
  })
  text(@Root() { wish }: SettingChangeRow): string | undefined {
    if (wish.setting === 'NAME') return wish.name;
    return wish.setting === 'INTRODUCTION' ? wish.introduction : undefined;
  }

  @FieldResolver(() => [ID], {
    description: 'The files that go with it: the picture, or what proves the right to the name.',
  })
  fileIds(@Root() { wish }: SettingChangeRow): readonly string[] {
    if (wish.setting === 'ICON') return [wish.fileId];
    return wish.setting === 'NAME' ? wish.proofFileIds : [];
  }

  @FieldResolver(() => [String], {
    nullable: true,
    description: 'The category by its names, from the first level down.',
  })
  category(@Root() { wish }: SettingChangeRow): readonly string[] | undefined {
    return wish.setting === 'CATEGORY' ? wish.path : undefined;
  }

  @FieldResolver(() => [SettingPaperType], {
    nullable: true,
    description: 'The papers that were named for the category; null: those that are on file.',
  })
  papers(@Root() { wish }: SettingChangeRow): readonly SettingPaperType[] | undefined {
    return wish.setting === 'CATEGORY' ? wish.papers : undefined;
  }
}

/** The changes of one program, listed under it. */
@Resolver(() => ProgramType)
export class ProgramSettingsResolver {
  @FieldResolver(() => [SettingChangeType], {
    description:
      'Changes of what platforms show of it or file it under, as they were asked for here, the newest first.',
  })
  async settingChanges(
    @Root() program: ProgramRow,
    @Arg('platform', () => PlatformEnum, { nullable: true, description: 'Only those at this platform.' })
    platform: string | null | undefined,
    @Ctx() context: GraphqlContext,
  ): Promise<readonly SettingChangeRow[]> {
    const all = await context.rowsOf(program).all('SettingChange', 'programId', program.id);
    return platform ? all.filter((change) => change.platform === platform) : all;
  }
}

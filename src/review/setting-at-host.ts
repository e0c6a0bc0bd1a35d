import type { ContestFile, PlatformConnector } from '../hosts/connector.ts';
import type {
  CategoryDesk,
  CategoryPaper,
  HostCategory,
  ProfileDesk,
  ProfileQuestion,
  SettingStanding,
} from '../hosts/desks/settings.ts';
import { HostError } from '../hosts/host-error.ts';
import type { SettingWish } from './setting-records.ts';

/** A change, with what is needed to ask a platform for it. */
export interface SettingErrand {
  readonly connector: PlatformConnector;
  /** The platform's id of the program. */
  readonly appId: string;
  readonly wish: SettingWish;
  /** Files of the account, in the order in which they are named. */
  readonly files: (ids: readonly string[]) => Promise<readonly ContestFile[]>;
  /** The papers that are on file for the program. */
  readonly papersOnFile: () => Promise<readonly CategoryPaper[]>;
}

/** How it stands, and a mark that is another one as soon as the platform has done something about it. */
export interface StandingAtHost {
  readonly mark: string;
  readonly review: SettingStanding;
}

export type Asked = Pick<ProfileQuestion, 'asked' | 'reference'>;

/** Asks after a change. The mark is of how it stands, and of how many changes the platform still allows, where it counts them. */
export async function standingAtHost(errand: SettingErrand, asked: Asked): Promise<StandingAtHost> {
  const { connector, appId, wish } = errand;
  if (wish.setting === 'CATEGORY') {
    const desk = categoriesOf(connector);
    const category = wish.category ?? (await categoryAt(errand));
    const review = await desk.lookUp(appId, wish.act, category);
    return { review, mark: markOf((await desk.chosen(appId)).changesLeft, review) };
  }
  const desk = profileOf(connector);
  const value =
    wish.setting === 'NAME' ? wish.name : wish.setting === 'INTRODUCTION' ? wish.introduction : undefined;
  const review = await desk.lookUp(appId, wish.setting, {
    ...asked,
    ...(value === undefined ? {} : { value }),
  });
  return { review, mark: markOf((await desk.read(appId)).changesLeft[wish.setting], review) };
}

function markOf(changesLeft: number | undefined, review: SettingStanding): string {
  return JSON.stringify([changesLeft ?? null, review.state, 'words' in review ? review.words : null]);
}

/** Asks for it. Not safe to repeat: `standingAtHost` tells whether it has to be. */
export async function askAtHost(
  errand: SettingErrand,
): Promise<{ readonly reference?: string; readonly review: SettingStanding }> {
  const { connector, appId, wish, files } = errand;
  switch (wish.setting) {
    case 'NAME':
      return profileOf(connector).changeName(appId, wish.name, await files(wish.proofFileIds));
    case 'ICON': {
      const [icon] = await files([wish.fileId]);
      if (!icon) throw new Error(`the picture ${wish.fileId} is not stored`);
      return profileOf(connector).changeIcon(appId, icon);
    }
    case 'INTRODUCTION':
      return profileOf(connector).changeIntroduction(appId, wish.introduction);
    case 'CATEGORY':
      return { review: await askForCategory(errand, wish) };
  }
}

type CategoryWish = Extract<SettingWish, { readonly setting: 'CATEGORY' }>;

async function askForCategory(errand: SettingErrand, wish: CategoryWish): Promise<SettingStanding> {
  const { connector, appId } = errand;
  const desk = categoriesOf(connector);
  const category = wish.category ?? (await categoryAt(errand));
  if (wish.act === 'REMOVE') await desk.remove(appId, category);
  else {
    const papers = await papersFor(errand, wish, category);
    if (wish.act === 'ADD') await desk.add(appId, category, papers);
    else await desk.replacePapers(appId, category, papers);
  }
  return desk.lookUp(appId, wish.act, category);
}

/** Those that were named; else, of those on file, the ones that the platform's list asks for. */
async function papersFor(
  { connector, appId, files, papersOnFile }: SettingErrand,
  { papers }: CategoryWish,
  { ids }: HostCategory,
): Promise<readonly CategoryPaper[]> {
  if (papers) {
    const contents = await files(papers.map(({ fileId }) => fileId));
    return contents.map((file, index) => ({ ...file, paper: papers[index]?.paper ?? '' }));
  }
  const offered = await categoriesOf(connector).offered(appId);
  const found = offered.find((one) => one.ids.every((id, level) => id === ids[level]));
  const wanted = new Set(found?.papers.flat());
  return (await papersOnFile()).filter(({ paper }) => wanted.has(paper));
}

/** The category by the platform's own ids, from its names: one that is set, or one that is offered. */
export async function categoryAt({ connector, appId, wish }: SettingErrand): Promise<HostCategory> {
  const desk = categoriesOf(connector);
  const path = wish.setting === 'CATEGORY' ? wish.path : [];
  const isIt = ({ names }: HostCategory) =>
    names.length === path.length && names.every((name, level) => name === path[level]);
  const { categories } = await desk.chosen(appId);
  const found = categories.find(isIt) ?? (await desk.offered(appId)).find(isIt);
  if (found) return { ids: found.ids, names: found.names };
  const { platform } = connector;
  const words = `not called: the platform's list has no category ${path.join(' > ')}`;
  throw new HostError({ platform, retry: 'FIX_INPUT', call: 'categories', words, problem: 'NOT_FOUND' });
}

/** The desk was there when the change was asked for; a connector that has lost it since is for the operator to look at. */
function profileOf({ platform, profile }: PlatformConnector): ProfileDesk {
  if (profile) return profile;
  throw lost(platform, 'profile');
}

function categoriesOf({ platform, categories }: PlatformConnector): CategoryDesk {
  if (categories) return categories;
  throw lost(platform, 'categories');
}

function lost(platform: string, call: string): HostError {
  return new HostError({
    platform,
    retry: 'FINAL',
    call,
    words: `not called: the connector has no calls for ${call}`,
  });
}

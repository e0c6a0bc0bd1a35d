import type { CategoryAct } from '../hosts/desks/settings.ts';
import type { NamedFile } from '../onboarding/stored-files.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';
import type { ProgramAtPlatform } from './ask-host.ts';
import type { SettingAsked } from './ask-setting-change.ts';
import type { WishedPaper } from './setting-records.ts';

export interface CategoryAsked extends ProgramAtPlatform {
  /** Its names on the platform's list, from the first level down. */
  readonly path: readonly string[];
}

export interface CategoryWithPapers extends CategoryAsked {
  /** Left out: those that are on file and the platform asks for. */
  readonly papers?: readonly WishedPaper[];
}

const MOST_LEVELS = 4;
const MOST_PAPERS = 20;

/** What is asked for of a category, with what is wrong about how it is named. The platform's own list is the job's to look into. */
export function categoryWish(name: string, act: CategoryAct, input: CategoryWithPapers): SettingAsked {
  const { programId, platform, path, papers } = input;
  const files = (papers ?? []).map(
    ({ fileId }, index): NamedFile => ({ id: fileId, path: `input.papers[${index}].fileId` }),
  );
  const wish = { setting: 'CATEGORY', act, path, ...(papers ? { papers } : {}) } as const;
  return { act: name, at: { programId, platform }, wish, files, faults: faultsOf(path, papers ?? []) };
}

function faultsOf(path: readonly string[], papers: readonly WishedPaper[]): Problem[] {
  const isNamed = path.length > 0 && path.length <= MOST_LEVELS && path.every((name) => name.trim() !== '');
  const second = papers.findIndex(
    ({ paper }, index) => papers.findIndex((one) => one.paper === paper) < index,
  );
  return [
    ...(isNamed ? [] : [misnamed]),
    ...(papers.length > MOST_PAPERS ? [tooMany] : []),
    ...(second < 0 ? [] : [invalidInput(twice, `input.papers[${second}].paper`)]),
  ];
}

const twice = { 'zh-CN': '同一份材料出现了两次', en: 'the paper is there twice' };
const misnamed = invalidInput(
  {
    'zh-CN': `类目以平台列表中的名称逐级写出，1 至 ${MOST_LEVELS} 级`,
    en: `a category is named level by level as on the platform’s list, 1 to ${MOST_LEVELS} levels`,
  },
  'input.path',
);
const tooMany = invalidInput(
  { 'zh-CN': `材料最多 ${MOST_PAPERS} 份`, en: `at most ${MOST_PAPERS} papers are taken` },
  'input.papers',
);

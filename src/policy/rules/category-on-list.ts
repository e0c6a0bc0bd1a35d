import { civilDateAt } from '../../kernel/civil-time.ts';
import type { LocalizedText } from '../../kernel/localized.ts';
import type { Category, CategoryList, Material, MaterialState } from '../../programs/category.ts';
import type { PlatformId } from '../../programs/platform.ts';
import { findCategory, paperSets, paperSetsBeforeHuman, satisfiedBy } from '../categories.ts';
import type { Rule } from '../rule.ts';
import type { Finding } from '../verdict.ts';
import { bestStanding, type PaperReading, shortfall } from './paper-standing.ts';
import { undeclaredSubject } from './undeclared-subject.ts';

export interface CategoryTerms extends Pick<Rule, 'clauses'> {
  readonly platform: PlatformId;
  readonly lists: readonly CategoryList[];
  readonly goesBy: readonly MaterialState[];
}

/**
 * The program stands in a category that the platform publishes for this kind of developer; to be
 * submitted it also has the papers that the category asks for.
 */
export function categoryOnList({ clauses, platform, lists, goesBy }: CategoryTerms): Rule {
  return {
    id: 'category-on-list',
    clauses,
    operations: ['REGISTER', 'SUBMIT'],
    check({ manifest, subject, materials }, { operation, at }) {
      const chosen = manifest.categories.filter((category) => category.platform === platform);
      if (chosen.length === 0) return [notChosen(platform)];
      if (!subject) return [undeclaredSubject('LACKS')];
      return chosen.flatMap(({ path }) => {
        const category = findCategory(lists, subject.type, path);
        if (!category) return [notOnList(path, platform)];
        if (operation !== 'SUBMIT') return [];
        return checkPapers(category, materials, { goesBy, day: civilDateAt(at) });
      });
    },
  };
}

function checkPapers(
  { path, requirement }: Category,
  materials: readonly Material[],
  reading: PaperReading,
): readonly Finding[] {
  if (!requirement) return [];
  const standing = (paper: string) =>
    bestStanding(
      materials.filter((material) => material.paper === paper),
      reading,
    );
  const isUsable = (paper: string) => standing(paper).kind === 'USABLE';
  const usable = new Set(materials.map(({ paper }) => paper).filter(isUsable));
  const answer = satisfiedBy(requirement, usable);
  if (answer === 'YES') return [];
  if (answer === 'NEEDS_HUMAN') return [askAPerson(path)];

  const named = paperSets(requirement);
  const sets = named.length > 0 ? named : paperSetsBeforeHuman(requirement);
  const lacking = sets.map((set) => set.filter((paper) => !isUsable(paper)));
  const asked = { code: 'QUALIFICATION', name: qualificationOf(path), anyOf: lacking };
  // A set that is on file but not usable today is nearer than one of which papers have yet to be got.
  const [nearest] = lacking
    .filter((set) => set.every((paper) => standing(paper).kind !== 'MISSING'))
    .sort((one, other) => one.length - other.length);
  if (!nearest) return shortfall(asked, { kind: 'MISSING' });
  return nearest.flatMap((paper) => shortfall(asked, standing(paper)));
}

function qualificationOf(path: readonly string[]): LocalizedText {
  return {
    'zh-CN': `类目“${path.join(' > ')}”所需资质`,
    en: `the qualification for category “${path.join(' > ')}”`,
  };
}

function notChosen(platform: PlatformId): Finding {
  return {
    effect: 'BLOCKS',
    code: 'CATEGORY_NOT_CHOSEN',
    message: { 'zh-CN': '尚未为该平台选择服务类目', en: 'no service category is chosen for this platform' },
    path: 'manifest.categories',
    remedy: { kind: 'CHOOSE_CATEGORY', platform },
  };
}

function notOnList(path: readonly string[], platform: PlatformId): Finding {
  return {
    effect: 'BLOCKS',
    code: 'CATEGORY_NOT_ON_LIST',
    message: {
      'zh-CN': `类目“${path.join(' > ')}”不在平台对该主体类型公布的类目范围内`,
      en: `“${path.join(' > ')}” is not on the platform's list of categories for this kind of developer`,
    },
    path: 'manifest.categories',
    remedy: { kind: 'CHOOSE_CATEGORY', platform },
  };
}

function askAPerson(path: readonly string[]): Finding {
  return {
    effect: 'ASKS',
    code: 'QUALIFICATION_NEEDS_HUMAN',
    message: {
      'zh-CN': `类目“${path.join(' > ')}”的资质要求须由人工判断`,
      en: `what category “${path.join(' > ')}” asks for has to be judged by a person`,
    },
    path: 'materials',
    remedy: { kind: 'ASK_A_PERSON' },
  };
}

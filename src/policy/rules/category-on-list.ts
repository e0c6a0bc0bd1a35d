import { civilDateAt } from '../../kernel/civil-time.ts';
import type { LocalizedText } from '../../kernel/localized.ts';
import type {
  Category,
  CategoryList,
  Material,
  MaterialState,
  PaperName,
  Requirement,
} from '../../programs/category.ts';
import type { PlatformId } from '../../programs/platform.ts';
import {
  findCategory,
  listFor,
  nearestCategories,
  paperSets,
  paperSetsBeforeHuman,
  papersIn,
  satisfiedBy,
} from '../categories.ts';
import type { Rule } from '../rule.ts';
import type { Finding } from '../verdict.ts';
import { bestStanding, type PaperReading, type PaperStanding, shortfall } from './paper-standing.ts';
import { isSameName } from './same-name.ts';
import { undeclaredSubject } from './undeclared-subject.ts';
import { suggestionsOf } from './wording.ts';

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
    partial: {
      'zh-CN': '只看类目与资质；实际内容是否超出类目由审核人员判断',
      en: 'the category and its papers; whether the content stays within the category is for the reviewers',
    },
    operations: ['REGISTER', 'SUBMIT'],
    check({ manifest, subject, materials }, { operation, at }) {
      const chosen = manifest.categories.filter((category) => category.platform === platform);
      if (chosen.length === 0) return [notChosen(platform)];
      if (!subject) return [undeclaredSubject('LACKS')];
      return chosen.flatMap(({ path }) => {
        const category = findCategory(lists, subject.type, path);
        if (!category) {
          const list = listFor(lists, subject.type);
          return [notOnList(path, platform, list ? nearestCategories([list], path, MOST_SUGGESTIONS) : [])];
        }
        if (operation !== 'SUBMIT') return [];
        const reading = { goesBy, day: civilDateAt(at) };
        return checkPapers(category, materials, subject.legalName, reading);
      });
    },
  };
}

/**
 * The developer's own papers meet the requirement by themselves. Where it is met only together with papers of
 * somebody else (a partner's licence, say), a person judges whether the developer may rely on them.
 */
function checkPapers(
  { path, requirement }: Category,
  materials: readonly Material[],
  legalName: string,
  reading: PaperReading,
): readonly Finding[] {
  if (!requirement) return [];
  const isOwn = ({ holder }: Material) => isSameName(holder, legalName);
  const named = papersIn(requirement);
  const asked = materials.filter(({ paper }) => named.includes(paper));
  const own = asked.filter(isOwn);
  const byOwn = satisfiedBy(requirement, usableAmong(own, reading));
  if (byOwn === 'YES') return [];
  if (byOwn === 'NEEDS_HUMAN') return [askAPerson(path)];

  // The developer's own first: of two papers that serve equally well it is the one to go by.
  const all = [...own, ...asked.filter((material) => !isOwn(material))];
  const standing: StandingOf = (paper) =>
    bestStanding(
      all.filter((material) => material.paper === paper),
      reading,
    );
  const byAll = satisfiedBy(requirement, usableAmong(all, reading));
  if (byAll === 'NO') return checkLacking(path, requirement, standing);
  const sets = byAll === 'YES' ? paperSets(requirement) : paperSetsBeforeHuman(requirement);
  const ofAnother = fewestOf(sets, standing, (material) => !isOwn(material));
  const questions = ofAnother.map((material) => askAboutHolder(path, material));
  return byAll === 'YES' ? questions : [...questions, askAPerson(path)];
}

type StandingOf = (paper: PaperName) => PaperStanding;

function usableAmong(materials: readonly Material[], reading: PaperReading): ReadonlySet<PaperName> {
  const usable = materials.filter((material) => bestStanding([material], reading).kind === 'USABLE');
  return new Set(usable.map(({ paper }) => paper));
}

/** Of the sets that are usable as a whole, the one that rests on the fewest such papers; those papers. */
function fewestOf(
  sets: readonly (readonly PaperName[])[],
  standing: StandingOf,
  isCounted: (material: Material) => boolean,
): readonly Material[] {
  const usable = sets
    .map((set) => set.flatMap((paper) => usableIn(standing(paper))))
    .filter((materials, place) => materials.length === sets[place]?.length);
  const [fewest = []] = usable
    .map((materials) => materials.filter(isCounted))
    .sort((one, other) => one.length - other.length);
  return fewest;
}

function usableIn(standing: PaperStanding): readonly Material[] {
  return standing.kind === 'USABLE' ? [standing.material] : [];
}

function checkLacking(
  path: readonly string[],
  requirement: Requirement,
  standing: StandingOf,
): readonly Finding[] {
  const named = paperSets(requirement);
  const sets = named.length > 0 ? named : paperSetsBeforeHuman(requirement);
  const lacking = sets.map((set) => set.filter((paper) => standing(paper).kind !== 'USABLE'));
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

const MOST_SUGGESTIONS = 3;

function notOnList(path: readonly string[], platform: PlatformId, nearest: readonly Category[]): Finding {
  const suggestions = suggestionsOf(nearest);
  return {
    effect: 'BLOCKS',
    code: 'CATEGORY_NOT_ON_LIST',
    message: {
      'zh-CN': `类目“${path.join(' > ')}”不在平台对该主体类型公布的类目范围内${suggestions['zh-CN']}`,
      en: `“${path.join(' > ')}” is not on the platform's list of categories for this kind of developer${suggestions.en}`,
    },
    path: 'manifest.categories',
    remedy: { kind: 'CHOOSE_CATEGORY', platform },
  };
}

/** The paper's id is in the question, since a person's answer about one paper is none about the next. */
function askAboutHolder(path: readonly string[], { id, paper }: Material): Finding {
  return {
    effect: 'ASKS',
    code: 'QUALIFICATION_OF_ANOTHER',
    message: {
      'zh-CN': `类目“${path.join(' > ')}”所需的《${paper}》（${id}）的持有人不是开发者；合作协议是否足以使用它，须由人工判断`,
      en: `《${paper}》 (${id}) for category “${path.join(' > ')}” is not made out to the developer: whether an agreement with its holder will do has to be judged by a person`,
    },
    path: `materials[${id}].holder`,
    remedy: { kind: 'ASK_A_PERSON' },
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

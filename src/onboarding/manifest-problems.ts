import { findCategoryOfAnySubject, nearestCategories } from '../policy/categories.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';
import { featurePrefixOf } from '../policy/rules/verified.ts';
import { suggestionsOf } from '../policy/rules/wording.ts';
import { variants } from '../policy/variants.ts';
import type { ChosenCategory } from '../programs/category.ts';
import type { Manifest } from '../programs/manifest.ts';
import { manifestFaults } from '../programs/manifest-faults.ts';

/**
 * What keeps a manifest from being taken on, wherever it comes from: it is not well formed, or it names a
 * category that no list of the platform has, or an advanced feature of no platform (wechat/3.2). Whether the category is open to this developer, and all else
 * that a platform's rules ask, is a verdict, and asked per operation.
 */
export function manifestProblems(manifest: Manifest): Problem[] {
  const faults = manifestFaults(manifest).map(({ path, message }) =>
    invalidInput(message, `input.manifest.${path}`),
  );
  return [
    ...faults,
    ...manifest.categories.flatMap(categoryProblems),
    ...manifest.advancedFeatures.flatMap(featureProblems),
  ];
}

export function nameTaken(name: string): Problem {
  return {
    code: 'ALREADY_EXISTS',
    message: {
      'zh-CN': `账号下已有名为“${name}”的程序`,
      en: `the account already has a program called \`${name}\``,
    },
    path: 'input.manifest.name',
  };
}

const MOST_SUGGESTIONS = 3;

function categoryProblems({ platform, path }: ChosenCategory, index: number): Problem[] {
  const variant = variants.find((known) => known.platform === platform);
  if (!variant) {
    const known = variants.map((other) => other.platform).join(', ');
    return [
      invalidInput(
        {
          'zh-CN': `没有平台“${platform}”；应为其中之一：${known}`,
          en: `there is no platform \`${platform}\`; there are: ${known}`,
        },
        `input.manifest.categories[${index}].platform`,
      ),
    ];
  }
  // An empty path, or an empty level, is told by its own fault.
  const unreadable = path.length === 0 || path.some((level) => level.trim() === '');
  if (unreadable || findCategoryOfAnySubject(variant.categoryLists, path)) return [];
  const elsewhere = variants.find(({ categoryLists }) => findCategoryOfAnySubject(categoryLists, path));
  const near = suggestionsOf(nearestCategories(variant.categoryLists, path, MOST_SUGGESTIONS));
  const name = path.join(' > ');
  return [
    invalidInput(
      {
        'zh-CN': `类目“${name}”不在${variant.name['zh-CN']}公布的类目之中${elsewhere ? `（它在${elsewhere.name['zh-CN']}的类目之中）` : ''}${near['zh-CN']}`,
        en: `“${name}” is on no list of categories of ${variant.name.en}${elsewhere ? ` (it is on one of ${elsewhere.name.en})` : ''}${near.en}`,
      },
      `input.manifest.categories[${index}].path`,
    ),
  ];
}

/** A feature that no platform recognises as its own would slip past the rule that asks for verification. */
function featureProblems(feature: string, index: number): Problem[] {
  const prefixes = variants.map(({ platform }) => featurePrefixOf(platform));
  const isNamed = prefixes.some((prefix) => feature.startsWith(prefix) && feature.length > prefix.length);
  // An empty name is told by its own fault.
  if (isNamed || feature.trim() === '') return [];
  const known = prefixes.join(', ');
  return [
    invalidInput(
      {
        'zh-CN': `高级功能“${feature}”未写明属于哪个平台；名称应以其中之一开头：${known}，例如 wechat:payment`,
        en: `the advanced feature \`${feature}\` does not say whose it is: its name begins with one of ${known} as in \`wechat:payment\``,
      },
      `input.manifest.advancedFeatures[${index}]`,
    ),
  ];
}

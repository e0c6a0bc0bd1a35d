import type { LocalizedText } from '../kernel/localized.ts';
import type { ChosenCategory } from './category.ts';
import type { DataItem, Manifest, PrivacyPolicy } from './manifest.ts';

/** Something in a manifest that cannot be meant. `path` is within the manifest: `dataItems[2].key`. */
export interface ManifestFault {
  readonly path: string;
  readonly message: LocalizedText;
}

/** Ours: bounds on what one manifest may make everyone else read and store. */
const LONGEST_TEXT = 2_000;
const MOST_DATA_ITEMS = 50;
const MOST_DOMAINS = 100;
const MOST_FEATURES = 100;
const SHORTEST_NAME = 3;
const LONGEST_NAME = 30;

/**
 * Whether a manifest is well formed, whatever the platforms think of it: texts that are there and not
 * endless, names that are unique, references that lead somewhere. What is allowed is asked of the policy.
 */
export function manifestFaults(manifest: Manifest): readonly ManifestFault[] {
  return [
    ...nameFaults(manifest.name),
    ...textFaults('introduction', manifest.introduction),
    ...(manifest.ownership.kind === 'AUTHORISED'
      ? textFaults('ownership.paper', manifest.ownership.paper)
      : []),
    ...categoryFaults(manifest.categories),
    ...listFaults('dataItems', manifest.dataItems, MOST_DATA_ITEMS),
    ...dataItemFaults(manifest.dataItems),
    ...(manifest.privacyPolicy ? policyFaults(manifest.privacyPolicy, manifest.dataItems) : []),
    ...listFaults('serverDomains', manifest.serverDomains, MOST_DOMAINS),
    ...manifest.serverDomains.flatMap((domain, index) => textFaults(`serverDomains[${index}]`, domain)),
    ...repeated('serverDomains', manifest.serverDomains),
    ...listFaults('advancedFeatures', manifest.advancedFeatures, MOST_FEATURES),
    ...manifest.advancedFeatures.flatMap((name, index) => textFaults(`advancedFeatures[${index}]`, name)),
    ...repeated('advancedFeatures', manifest.advancedFeatures),
  ];
}

function nameFaults(name: string): ManifestFault[] {
  const length = lengthOf(name.trim());
  if (length >= SHORTEST_NAME && length <= LONGEST_NAME) return [];
  return [
    fault(
      'name',
      `名称须为 ${SHORTEST_NAME} 至 ${LONGEST_NAME} 个字符，现为 ${length} 个`,
      `a name has ${SHORTEST_NAME} to ${LONGEST_NAME} characters; this one has ${length}`,
    ),
  ];
}

function categoryFaults(categories: readonly ChosenCategory[]): ManifestFault[] {
  return categories.flatMap(({ platform, path }, index) => {
    const at = `categories[${index}]`;
    const faults = path.flatMap((level, depth) => textFaults(`${at}.path[${depth}]`, level));
    if (path.length === 0) {
      faults.push(fault(`${at}.path`, '类目路径不能为空', 'the path of a category cannot be empty'));
    }
    if (categories.findIndex((other) => other.platform === platform) < index) {
      faults.push(
        fault(
          `${at}.platform`,
          `平台 ${platform} 已选择了一个类目，每个平台只能选一个`,
          `a category for ${platform} is chosen already; there is one for each platform`,
        ),
      );
    }
    return faults;
  });
}

function dataItemFaults(items: readonly DataItem[]): ManifestFault[] {
  const texts = items.flatMap(({ key, name, purpose, feature, consentMoment }, index) =>
    Object.entries({
      key,
      name,
      purpose,
      feature,
      ...(consentMoment !== undefined && { consentMoment }),
    }).flatMap(([field, text]) => textFaults(`dataItems[${index}].${field}`, text)),
  );
  const keys = items.map(({ key }) => key);
  return [...texts, ...repeated('dataItems', keys, 'key')];
}

function policyFaults({ url, sections }: PrivacyPolicy, items: readonly DataItem[]): ManifestFault[] {
  const known = new Set(items.map(({ key }) => key));
  const unknown = sections.flatMap(({ item }, index) =>
    known.has(item)
      ? []
      : [
          fault(
            `privacyPolicy.sections[${index}].item`,
            `隐私政策提到的“${item}”不在所声明的个人信息之中`,
            `the privacy policy speaks of “${item}”, which is not among the declared data items`,
          ),
        ],
  );
  // What a section leaves out is for the policy to say: not every platform asks for every part.
  const endless = sections.flatMap(({ collection, use, sharing }, index) =>
    Object.entries({ collection, use, sharing }).flatMap(([part, text]) =>
      tooLong(`privacyPolicy.sections[${index}].${part}`, text),
    ),
  );
  const explained = sections.map(({ item }) => item);
  return [
    ...textFaults('privacyPolicy.url', url),
    ...unknown,
    ...endless,
    ...repeated('privacyPolicy.sections', explained, 'item'),
  ];
}

function textFaults(path: string, text: string): ManifestFault[] {
  if (text.trim() === '') return [fault(path, '不能为空', 'this cannot be empty')];
  return tooLong(path, text);
}

function tooLong(path: string, text: string): ManifestFault[] {
  const length = lengthOf(text);
  if (length <= LONGEST_TEXT) return [];
  return [
    fault(
      path,
      `最多 ${LONGEST_TEXT} 个字符，现为 ${length} 个`,
      `this has at most ${LONGEST_TEXT} characters, and has ${length}`,
    ),
  ];
}

function listFaults(path: string, list: readonly unknown[], most: number): ManifestFault[] {
  if (list.length <= most) return [];
  return [
    fault(
      path,
      `最多 ${most} 项，现为 ${list.length} 项`,
      `at most ${most} entries, and there are ${list.length}`,
    ),
  ];
}

/** Every later one of two that are the same. `field` is where it stands within the entry. */
function repeated(path: string, names: readonly string[], field?: string): ManifestFault[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [
          fault(
            `${path}[${index}]${field ? `.${field}` : ''}`,
            `“${name}”重复，首次出现在第 ${names.indexOf(name) + 1} 项`,
            `“${name}” appears twice, first as entry ${names.indexOf(name) + 1}`,
          ),
        ],
  );
}

/** In characters as people count them; a `length` counts some of them twice. */
function lengthOf(text: string): number {
  return [...text].length;
}

function fault(path: string, zh: string, en: string): ManifestFault {
  return { path, message: { 'zh-CN': zh, en } };
}

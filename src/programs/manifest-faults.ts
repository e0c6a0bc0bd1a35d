import type { LocalizedText } from '../kernel/localized.ts';
import type { ChosenCategory } from './category.ts';
import type { DataItem, DataTransfer, Manifest, PrivacyPolicy } from './manifest.ts';

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
const MOST_TRANSFERS = 100;
const MOST_STANDARDS = 20;
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
    ...givenTextFaults('selfService', { ...manifest.selfService }),
    ...givenTextFaults('operatedFor', { ...manifest.operatedFor }),
    ...listFaults('transfers', manifest.transfers ?? [], MOST_TRANSFERS),
    ...transferFaults(manifest.transfers ?? [], manifest.dataItems),
    ...(manifest.analyticsConsentMoment === undefined
      ? []
      : textFaults('analyticsConsentMoment', manifest.analyticsConsentMoment)),
    ...standardFaults(manifest.securityStandards ?? []),
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

/** Paths that are there and readable, and one category for each platform. */
export function categoryFaults(categories: readonly ChosenCategory[]): ManifestFault[] {
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

/** Nobody ships to a country of which the code cannot be read; whether they may is for the policy. */
function transferFaults(transfers: readonly DataTransfer[], items: readonly DataItem[]): ManifestFault[] {
  return transfers.flatMap(({ country, ...texts }, index) => {
    const at = `transfers[${index}]`;
    const faults = givenTextFaults(at, texts);
    if (!items.some(({ key }) => key === texts.item)) {
      faults.push(
        fault(
          `${at}.item`,
          `“${texts.item}”不在所声明的个人信息之中`,
          `“${texts.item}” is not among the declared data items`,
        ),
      );
    }
    if (!/^[A-Z]{2}$/.test(country)) {
      faults.push(
        fault(
          `${at}.country`,
          `“${country}”不是国家或地区代码；应为 ISO 3166-1 的两个大写字母，如 CN`,
          `“${country}” is not the code of a country: two capital letters of ISO 3166-1, such as CN`,
        ),
      );
    }
    return faults;
  });
}

function standardFaults(standards: readonly string[]): ManifestFault[] {
  return [
    ...listFaults('securityStandards', standards, MOST_STANDARDS),
    ...standards.flatMap((standard, index) => textFaults(`securityStandards[${index}]`, standard)),
    ...repeated('securityStandards', standards),
  ];
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

/** Of texts that may be left out, those that were given. */
function givenTextFaults(path: string, texts: Readonly<Record<string, string>>): ManifestFault[] {
  return Object.entries(texts).flatMap(([field, text]) => textFaults(`${path}.${field}`, text));
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

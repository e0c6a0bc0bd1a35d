import { unreachable } from '../../kernel/outcome.ts';
import type { DataItem, Manifest, PolicySection, PrivacyPolicy } from '../../programs/manifest.ts';
import type { ManifestChange, ManifestEdit } from '../manifest-change.ts';
import { isBlank } from '../rules/wording.ts';

/** Stands for words that only the developer can write; the rules ask whether there are any. */
const WORDS = '（由开发者填写）';
const HOST_NAME = 'planned.example';

/** The manifest as it would be once the edit was made, with stand-ins where only the developer knows. */
export function editManifest(manifest: Manifest, { field, change }: ManifestEdit): Manifest {
  return replacedAt(manifest, stepsOf(field), (current) => changed(current, change)) as Manifest;
}

/** `dataItems[0].consentMoment` as `dataItems`, `0`, `consentMoment`. */
function stepsOf(field: string): readonly string[] {
  return field.split(/[.[\]]+/).filter((step) => step !== '');
}

function replacedAt(
  whole: unknown,
  [step, ...rest]: readonly string[],
  replace: (current: unknown) => unknown,
): unknown {
  if (step === undefined) return replace(whole);
  if (Array.isArray(whole)) {
    return whole.map((entry, index) => (String(index) === step ? replacedAt(entry, rest, replace) : entry));
  }
  const record = (whole ?? {}) as Readonly<Record<string, unknown>>;
  return { ...record, [step]: replacedAt(record[step], rest, replace) };
}

function changed(current: unknown, change: ManifestChange): unknown {
  switch (change.to) {
    case 'VALUE':
      return change.value;
    case 'TEXT':
      return WORDS;
    case 'ADDRESS':
      return Array.isArray(current) ? [...current, addressOf(change.schemes)] : addressOf(change.schemes);
    case 'ENTRY':
      return [...((current ?? []) as readonly string[]), change.example];
    case 'POLICY':
      return { sections: [], ...(current as PrivacyPolicy | undefined), url: addressOf(['https']) };
    case 'ITEM':
      return [...(current as readonly DataItem[]), newItem(current as readonly DataItem[])];
    case 'SECTION':
      return withSection((current ?? []) as readonly PolicySection[], change);
    case 'AS_SAID':
      return current;
    case 'CONSENT':
      return (current as readonly DataItem[]).map((item) =>
        change.items.includes(item.key) && isBlank(item.consentMoment)
          ? { ...item, consentMoment: WORDS }
          : item,
      );
    default:
      return unreachable(change);
  }
}

function addressOf([scheme = 'https']: readonly string[]): string {
  return `${scheme}://${HOST_NAME}`;
}

function newItem({ length }: readonly DataItem[]): DataItem {
  return {
    key: `planned${length}`,
    name: WORDS,
    sensitivity: 'NONE',
    purpose: WORDS,
    feature: WORDS,
    consentMoment: WORDS,
    separateConsent: true,
    usedForMarketing: false,
    source: 'USER',
    storedEncrypted: true,
  };
}

function withSection(
  sections: readonly PolicySection[],
  { item, parts }: Extract<ManifestChange, { readonly to: 'SECTION' }>,
): readonly PolicySection[] {
  const filled = Object.fromEntries(parts.map((part) => [part, WORDS]));
  if (sections.some((section) => section.item === item)) {
    return sections.map((section) => (section.item === item ? { ...section, ...filled } : section));
  }
  return [...sections, { item, collection: '', use: '', sharing: '', ...filled }];
}

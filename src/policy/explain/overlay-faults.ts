import { civilDateAt, isCivilDate } from '../../kernel/civil-time.ts';
import type { LocalizedText } from '../../kernel/localized.ts';
import { categoryFaults, manifestFaults } from '../../programs/manifest-faults.ts';
import { findCategory } from '../categories.ts';
import { contentKindFaults } from '../content-kinds.ts';
import { backwards, paperFaults, validityFaults } from '../paper-faults.ts';
import { invalidInput, type Problem } from '../problem.ts';
import type { PolicyVariant } from '../variant.ts';
import { declaredUnder, withDates } from './lay-over.ts';
import type { Overlay } from './overlay.ts';
import { overlayRepeats } from './overlay-repeats.ts';
import type { Situation } from './situation.ts';

/** What cannot be supposed, with place and reason; empty where the overlay can be tried. */
export function overlayFaults(
  variants: readonly PolicyVariant[],
  { facts, at }: Situation,
  overlay: Overlay,
): readonly Problem[] {
  const { manifest, subject, categories = [], absentContent = [] } = overlay;
  const type = subject?.type ?? facts.subject?.type;
  return [
    ...(overlay.at && overlay.at < at
      ? [backwards('input.overlay.at', overlay.at.toISOString(), at.toISOString())]
      : []),
    ...(subject && !facts.subject ? [noSubject] : []),
    ...birthDateFaults(subject?.birthDate, type, overlay.at ?? at),
    ...agreementFaults(variants, overlay),
    ...(overlay.acceptDocuments ?? []).flatMap((id, index) => documentFaults(variants, id, index)),
    ...categoryFaults(categories).map(({ path, message }) => fault(message, path)),
    ...categories.flatMap(({ platform, path }, index) =>
      listFaults(variants, platform, path, type, `categories[${index}].path`),
    ),
    ...(manifest || overlay.clear
      ? manifestFaults(declaredUnder(facts.manifest, overlay)).map(({ path, message }) =>
          fault(message, path),
        )
      : []),
    ...materialFaults(facts, overlay),
    ...overlayRepeats(overlay),
    ...contentKindFaults(variants, absentContent, 'input.overlay.absentContent'),
  ];
}

function agreementFaults(variants: readonly PolicyVariant[], { agreements = [] }: Overlay): Problem[] {
  return agreements.flatMap(({ platform, version }, index) => {
    const known = variants.find((one) => one.platform === platform)?.agreement.versions ?? [];
    if (known.some((one) => one.version === version)) return [];
    const names = known.map((one) => one.version).join(', ');
    return [
      fault(
        {
          'zh-CN': `平台 ${platform} 的协议没有版本“${version}”；已有版本：${names}`,
          en: `the agreement of ${platform} has no version \`${version}\`; it has: ${names}`,
        },
        `agreements[${index}].version`,
      ),
    ];
  });
}

function documentFaults(variants: readonly PolicyVariant[], id: string, index: number): Problem[] {
  const all = variants.flatMap(({ agreement }) => agreement.versions.flatMap(({ documents }) => documents));
  if (all.some((document) => document.id === id)) return [];
  const names = [...new Set(all.map((document) => document.id))].join(', ');
  return [
    fault(
      {
        'zh-CN': `没有协议文件“${id}”；应为其中之一：${names}`,
        en: `there is no document \`${id}\`; there are: ${names}`,
      },
      `acceptDocuments[${index}]`,
    ),
  ];
}

type Type = Parameters<typeof findCategory>[1];

function listFaults(
  variants: readonly PolicyVariant[],
  platform: string,
  path: readonly string[],
  type: Type | undefined,
  place: string,
): Problem[] {
  // An empty path, or an empty level, is told by its own fault.
  if (path.length === 0 || path.some((level) => level.trim() === '')) return [];
  const isOnListOf = ({ categoryLists }: PolicyVariant) =>
    categoryLists
      .flatMap(({ subjects }) => subjects)
      .some(
        (subject) => (type === undefined || subject === type) && findCategory(categoryLists, subject, path),
      );
  const own = variants.find((one) => one.platform === platform);
  if (own && isOnListOf(own)) return [];
  const name = path.join(' > ');
  const other = variants.find((one) => one !== own && isOnListOf(one));
  return [
    fault(
      other
        ? {
            'zh-CN': `类目“${name}”属于平台 ${other.platform}，不在平台 ${platform} 的类目范围内`,
            en: `category “${name}” is on the list of ${other.platform}, not on that of ${platform}`,
          }
        : {
            'zh-CN': `类目“${name}”不在平台 ${platform} 对该主体类型公布的类目范围内`,
            en: `category “${name}” is not on the list of ${platform} for this kind of developer`,
          },
      place,
    ),
  ];
}

function materialFaults(
  { materials }: Situation['facts'],
  { addMaterials = [], changeMaterials = [], removeMaterials = [] }: Overlay,
): Problem[] {
  const unknown = (id: string, place: string): Problem[] =>
    materials.some((material) => material.id === id)
      ? []
      : [
          fault(
            {
              'zh-CN': `账号和该程序的在案材料中没有“${id}”`,
              en: `neither the account nor the program has a paper \`${id}\` on file`,
            },
            place,
          ),
        ];
  return [
    ...addMaterials.flatMap((paper, index) => paperFaults(paper, `input.overlay.addMaterials[${index}]`)),
    ...changeMaterials.flatMap(({ materialId, ...dates }, index) => {
      const onFile = materials.find(({ id }) => id === materialId);
      const place = `changeMaterials[${index}]`;
      return onFile
        ? validityFaults(withDates(onFile, { materialId, ...dates }), `input.overlay.${place}`)
        : unknown(materialId, `${place}.materialId`);
    }),
    ...removeMaterials.flatMap((id, index) => unknown(id, `removeMaterials[${index}]`)),
  ];
}

/** As at the declaration: a day that there is, of a person who has been born by then. */
function birthDateFaults(birthDate: string | undefined, type: Type | undefined, at: Date): Problem[] {
  if (birthDate === undefined) return [];
  const place = 'subject.birthDate';
  if (!isCivilDate(birthDate)) {
    const [zh, en] = [`“${birthDate}”不是日期，应为 YYYY-MM-DD`, `\`${birthDate}\` is not a day: YYYY-MM-DD`];
    return [fault({ 'zh-CN': zh, en }, place)];
  }
  if (birthDate > civilDateAt(at)) {
    return [fault({ 'zh-CN': '出生日期在将来', en: 'the birth date is in the future' }, place)];
  }
  if (type === undefined || type === 'PERSON') return [];
  return [fault({ 'zh-CN': '只有个人主体有出生日期', en: 'only a person has a birth date' }, place)];
}

const noSubject: Problem = fault(
  {
    'zh-CN': '尚未填写开发者主体，无法假设其变更；请先调用 declareSubject',
    en: 'it is not declared who the developer is, so nothing about it can be supposed: call declareSubject first',
  },
  'subject',
);

function fault(message: LocalizedText, place: string): Problem {
  return invalidInput(message, `input.overlay.${place}`);
}

import { invalidInput, type Problem } from '../problem.ts';
import { clearable, type Overlay } from './overlay.ts';

/** One thing cannot be supposed in two ways: what an overlay says about it a second time, with its place. */
export function overlayRepeats({
  agreements = [],
  registrations = [],
  changeMaterials = [],
  removeMaterials = [],
  rulings = [],
  manifest = {},
  clear = [],
}: Overlay): Problem[] {
  return [
    ...repeats(agreements.map(({ platform }, index) => [platform, `agreements[${index}]`])),
    ...repeats(registrations.map(({ platform }, index) => [platform, `registrations[${index}]`])),
    ...repeats(
      rulings.map(({ platform, rule, code, question }, index) => [
        [platform, rule, code, question].join(' '),
        `rulings[${index}]`,
      ]),
    ),
    // What is emptied has no other value. Fields of the manifest stand in the overlay itself.
    ...repeats([
      ...Object.keys(manifest).map((field): Supposed => [field, field]),
      ...clear.map((field, index): Supposed => [clearable[field], `clear[${index}]`]),
    ]),
    ...changeMaterials.flatMap(({ validUntil, withoutEnd }, index) =>
      validUntil !== undefined && withoutEnd
        ? repeats([
            ['validUntil', `changeMaterials[${index}].validUntil`],
            ['validUntil', `changeMaterials[${index}].withoutEnd`],
          ])
        : [],
    ),
    // A paper that is taken off file has no other days: both lists are about the same papers.
    ...repeats([
      ...changeMaterials.map(({ materialId }, index): Supposed => [materialId, `changeMaterials[${index}]`]),
      ...removeMaterials.map((id, index): Supposed => [id, `removeMaterials[${index}]`]),
    ]),
  ];
}

/** What something is supposed about, and where the overlay says so. */
type Supposed = readonly [name: string, place: string];

function repeats(supposed: readonly Supposed[]): Problem[] {
  const first = new Map<string, string>();
  return supposed.flatMap(([name, place]) => {
    const before = first.get(name);
    if (before === undefined) {
      first.set(name, place);
      return [];
    }
    return [
      invalidInput(
        {
          'zh-CN': `${before} 已对“${name}”作出假设，每项只能假设一次`,
          en: `${before} supposes something of \`${name}\` already: suppose it once`,
        },
        `input.overlay.${place}`,
      ),
    ];
  });
}

import type { LocalizedText } from '../../kernel/localized.ts';
import type { DataItem } from '../../programs/manifest.ts';
import type { ManifestChange } from '../manifest-change.ts';
import type { Rule } from '../rule.ts';
import type { Finding } from '../verdict.ts';

/** A rule that looks at one declared data item after the other, and blocks submission for `field` of each at fault. */
export function aboutEachItem(
  id: string,
  clauses: Rule['clauses'],
  isAtFault: (item: DataItem) => boolean,
  describe: (item: DataItem) => Pick<Finding, 'code' | 'message'>,
  {
    field,
    change,
    partial,
  }: {
    readonly field: keyof DataItem;
    readonly change: ManifestChange;
    /** What a declaration cannot show. */
    readonly partial: LocalizedText;
  },
): Rule {
  return {
    id,
    clauses,
    partial,
    operations: ['SUBMIT'],
    check: ({ manifest }) =>
      manifest.dataItems.flatMap((item, index): Finding[] =>
        isAtFault(item)
          ? [
              {
                effect: 'BLOCKS',
                ...describe(item),
                path: `manifest.dataItems[${index}].${field}`,
                remedy: { kind: 'EDIT_MANIFEST', field: `dataItems[${index}].${field}`, change },
              },
            ]
          : [],
      ),
  };
}

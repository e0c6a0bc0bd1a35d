import type { CategoryList, PaperName } from '../../programs/category.ts';
import type { PlatformId } from '../../programs/platform.ts';
import { findCategory, papersIn } from '../categories.ts';
import type { Facts } from '../facts.ts';
import { identityPapers } from './real-name.ts';

/** What a platform looks for among an account's papers. */
export interface PapersLookedFor {
  readonly platform: PlatformId;
  readonly lists: readonly CategoryList[];
  /** Those that its rules ask for by a name of their own. */
  readonly byName: readonly PaperName[];
}

/**
 * The papers that a platform goes by for a program: who the developer is, what its categories ask for, what the manifest
 * names, and what the platform's rules do. Any other paper on file says nothing to the platform, expired or not.
 */
export function papersReliedOn(
  { platform, lists, byName }: PapersLookedFor,
  { manifest, subject }: Pick<Facts, 'manifest' | 'subject'>,
): ReadonlySet<PaperName> {
  const { ownership, categories, transfers = [], operatedFor } = manifest;
  const ofCategories = categories
    .filter((chosen) => chosen.platform === platform && subject !== undefined)
    .flatMap(({ path }) => (subject && findCategory(lists, subject.type, path)?.requirement) ?? [])
    .flatMap(papersIn);
  const named = [
    ownership.kind === 'AUTHORISED' ? ownership.paper : undefined,
    operatedFor?.permission,
    ...transfers.map(({ platformConsent }) => platformConsent),
  ].filter((paper) => paper !== undefined);
  return new Set([...(subject ? identityPapers[subject.type] : []), ...ofCategories, ...named, ...byName]);
}

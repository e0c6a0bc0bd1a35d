import type { PolicySection } from '../programs/manifest.ts';

/**
 * What a field of the manifest has to become for a finding to go away. Precise enough to be tried out; what
 * only the developer can know (a text, an address) is named by its kind.
 */
export type ManifestChange =
  /** Exactly this. */
  | { readonly to: 'VALUE'; readonly value: boolean | string }
  /** A text in the developer's own words. */
  | { readonly to: 'TEXT' }
  /** An address that begins with one of these schemes; of a list, one more entry. */
  | { readonly to: 'ADDRESS'; readonly schemes: readonly string[] }
  /** One more entry in a list of texts, of the form of `example`. */
  | { readonly to: 'ENTRY'; readonly example: string }
  /** A privacy policy at an address; the sections that are there stay. */
  | { readonly to: 'POLICY' }
  /** One more data item, described in full. */
  | { readonly to: 'ITEM' }
  /** A section of the privacy policy about this item, with these parts filled in. */
  | {
      readonly to: 'SECTION';
      readonly item: string;
      readonly parts: readonly Exclude<keyof PolicySection, 'item'>[];
    }
  /** What the message of the finding says: a host may ask for anything, in its own words (baidu/3.6). */
  | { readonly to: 'AS_SAID' }
  /** A moment at which the user is asked, for each of these data items. */
  | { readonly to: 'CONSENT'; readonly items: readonly string[] };

/** A field, and what it has to become. */
export interface ManifestEdit {
  /** Within the manifest: `dataItems[0].consentMoment`. */
  readonly field: string;
  readonly change: ManifestChange;
}

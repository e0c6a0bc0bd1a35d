import type { ChosenCategory } from './category.ts';

/** Classes of personal data that baidu/4.1 calls sensitive; NONE for all others. */
export const sensitivities = [
  'NONE',
  'FINANCE',
  'HEALTH',
  'BIOMETRICS',
  'IDENTITY',
  'PHONE_NUMBER',
  'COMMUNICATIONS',
  'LOCATION',
  'MINORS',
] as const;
export type Sensitivity = (typeof sensitivities)[number];

/** One kind of personal data that a program collects, and all that the agreements ask about it. */
export interface DataItem {
  /** Short and unique in the program: `phone`, `deliveryAddress`. */
  readonly key: string;
  readonly name: string;
  readonly sensitivity: Sensitivity;
  /** What it is needed for, and the feature of the program that needs it (wechat/4.4(4), baidu/4.1). */
  readonly purpose: string;
  readonly feature: string;
  /** The moment at which the user is asked (wechat/4.4(3)); none means that nobody asks. */
  readonly consentMoment?: string;
  /** Whether the user is asked for this item alone, which sensitive items need (baidu/4.1). */
  readonly separateConsent: boolean;
  readonly usedForMarketing: boolean;
}

/** What the privacy policy says of one data item (wechat/4.4(2), baidu/4.1). */
export interface PolicySection {
  readonly item: string;
  readonly collection: string;
  readonly use: string;
  readonly sharing: string;
}

export interface PrivacyPolicy {
  /** Where end users read it. */
  readonly url: string;
  readonly sections: readonly PolicySection[];
}

/** In whose name the program is run (wechat/6.3, baidu/6.3). AUTHORISED names the paper that proves it. */
export type Ownership =
  | { readonly kind: 'OWN_NAME' }
  | { readonly kind: 'AUTHORISED'; readonly paper: string };

/** All that a developer declares of a program. The platforms' rules read nothing else of it. */
export interface Manifest {
  readonly name: string;
  readonly introduction: string;
  readonly ownership: Ownership;
  readonly categories: readonly ChosenCategory[];
  /** Empty only together with `collectsNoData`. */
  readonly dataItems: readonly DataItem[];
  readonly collectsNoData: boolean;
  readonly privacyPolicy?: PrivacyPolicy;
  /** Servers that the program talks to, with scheme: `https://api.example.com` (wechat/4.3). */
  readonly serverDomains: readonly string[];
  /** Whether the platform's analytics is used (baidu/4.2). */
  readonly analytics: 'ENABLED' | 'DISABLED';
  /** Advanced features by the platform's name, for example `wechat:payment` (wechat/3.2). */
  readonly advancedFeatures: readonly string[];
}

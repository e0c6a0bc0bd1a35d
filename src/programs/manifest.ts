import type { ChosenCategory, PaperName } from './category.ts';

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

/**
 * Where a data item comes from. USER: the user gives it in the program. PLATFORM: the platform's interfaces
 * provide it. SCRAPED: it is read off the platform's services by other means than its interfaces.
 */
export const dataSources = ['USER', 'PLATFORM', 'SCRAPED'] as const;
export type DataSource = (typeof dataSources)[number];

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
  /** Not declared: rules about what the platform provides hold for it, too. */
  readonly source?: DataSource;
  /** Whether it is used for anything outside the program (wechat/4.4(4)). Not declared: it is not. */
  readonly usedOutsideProgram?: boolean;
  /** Whether it is stored encrypted (baidu/4.3). Not declared: it is not. */
  readonly storedEncrypted?: boolean;
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

/** Where in the program users help themselves to their data (wechat/4.4(7)). */
export interface SelfService {
  /** Where a user corrects their own data: `我的 > 个人信息`. */
  readonly correction?: string;
  /** Where a user deletes their own data; to declare it is to say that nothing can be recovered afterwards. */
  readonly deletion?: string;
}

/** Data that leave the developer: for somebody else, or for another country (wechat/4.4(9), wechat/4.5, baidu/4.3). */
export interface DataTransfer {
  /** The key of the data item. */
  readonly item: string;
  /** Who receives it; the developer's own name where it only goes abroad. */
  readonly recipient: string;
  /** Where it goes, ISO 3166-1: `CN`, `SG`. */
  readonly country: string;
  /** The paper in which the platform agrees to this transfer; without one the paper that its rules name. */
  readonly platformConsent?: PaperName;
  /** The moment at which the user expressly agrees to this transfer. */
  readonly consentMoment?: string;
}

/** Somebody else for whom the program is run (baidu/3.5). */
export interface OperatedFor {
  readonly party: string;
  /** The paper in which the platform permits it; without one the paper that its rules name. */
  readonly permission?: PaperName;
}

/** In whose name the program is run (wechat/6.3, baidu/6.3). AUTHORISED names the paper that proves it. */
export type Ownership =
  | { readonly kind: 'OWN_NAME' }
  | { readonly kind: 'AUTHORISED'; readonly paper: string };

/**
 * All that a developer declares of a program. The platforms' rules read nothing else of it. What may be left
 * out is then not declared, as in manifests that were stored before it could be.
 */
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
  readonly selfService?: SelfService;
  /** Left out: no data leave the developer. */
  readonly transfers?: readonly DataTransfer[];
  /** Left out: the program is run for nobody but the developer. */
  readonly operatedFor?: OperatedFor;
  /** The moment at which users agree to the platform's analytics, before it is used (baidu/4.2). */
  readonly analyticsConsentMoment?: string;
  /** National standards by which personal data are protected: `GB/T 35273-2020` (baidu/4.3). */
  readonly securityStandards?: readonly string[];
}

import type { Manifest } from '../../programs/manifest.ts';
import type { ContestFile } from '../contest-desk.ts';

/** How a change of a program's settings stands that the platform looks at. */
export type SettingReview =
  | { readonly state: 'IN_REVIEW' }
  | { readonly state: 'IN_FORCE' }
  | { readonly state: 'DECLINED'; readonly words: string };

/** The same where the platform may have no such change, or does not say: UNKNOWN. */
export type SettingStanding = SettingReview | { readonly state: 'UNKNOWN' };

/** What a program may speak to. */
export const domainKinds = ['REQUEST', 'SOCKET', 'UPLOAD', 'DOWNLOAD', 'UDP', 'TCP', 'WEB_VIEW'] as const;
export type DomainKind = (typeof domainKinds)[number];

/** The addresses of each kind; a kind that is left out is not spoken of. */
export type Domains = { readonly [Kind in DomainKind]?: readonly string[] };

/** What a platform takes as an address of one kind. */
export interface DomainRule {
  readonly kind: DomainKind;
  /** What an address begins with: `https`. */
  readonly schemes: readonly string[];
  /** Whether it may name a port. */
  readonly takesPort: boolean;
  /** How many there can be; left out where no page says. */
  readonly most?: number;
  /** Hosts that the platform takes from nobody. */
  readonly neverTaken?: readonly string[];
}

export interface DomainDesk {
  /** One for each kind that the platform has. */
  readonly rules: readonly DomainRule[];
  read(appId: string): Promise<Domains>;
  /** SET replaces all addresses of the kinds that are named. Safe to repeat. */
  change(appId: string, act: 'ADD' | 'REMOVE' | 'SET', domains: Domains): Promise<void>;
}

/** A person who may open a version that is not public. */
export interface Tester {
  /** The platform's own word for them. */
  readonly reference: string;
  /** Their account, where the platform says it: some tell only the reference. */
  readonly account?: string;
}

export interface TesterDesk {
  list(appId: string): Promise<readonly Tester[]>;
  /** `account`: their account on the platform. One who is there already may be refused as ALREADY_EXISTS. */
  add(appId: string, account: string): Promise<Tester>;
  /** By account or by reference. By reference safe to repeat; one who is gone may be refused by their account. */
  remove(appId: string, tester: { readonly account: string } | { readonly reference: string }): Promise<void>;
}

/** One item of a privacy guideline: a kind of data by the platform's key, and what it is for. */
export interface PrivacyItem {
  readonly key: string;
  readonly purpose: string;
}

/** What users read of their data before they agree. */
export interface PrivacyGuideline {
  readonly items: readonly PrivacyItem[];
  /** One way at least to reach its owner. */
  readonly contact: {
    readonly email?: string;
    readonly phone?: string;
    readonly account?: string;
    readonly qq?: string;
  };
  /** How users are told of changes. */
  readonly noticeMethod: string;
  /** How many days data are kept; left out: as short as is needed. */
  readonly retentionDays?: number;
  /** A text of the owner's own beside it, as the platform named it when it was uploaded (`PrivacyTextDesk`). */
  readonly textReference?: string;
  /** Where data are kept, by the platform's own number; of owners abroad. */
  readonly storeRegion?: number;
  /** Other people's code in the program, and what it collects. */
  readonly thirdParties?: readonly {
    readonly name: string;
    readonly provider: string;
    readonly items: readonly PrivacyItem[];
  }[];
}

/** A guideline as the platform has it. */
export interface GuidelineInPlace {
  /** Whether there is one at all. */
  readonly isSet: boolean;
  readonly guideline?: PrivacyGuideline;
  /** The kinds of data that the platform found in the code, by key. */
  readonly detected: readonly string[];
  readonly updatedAt?: Date;
}

/** NEXT: of the version that is released next, with which it takes effect. LIVE: what users read now. */
export interface PrivacyDesk {
  /** What a manifest's declared data come to in the platform's own kinds. Asks nobody. */
  itemsOf(manifest: Pick<Manifest, 'dataItems'>): readonly PrivacyItem[];
  read(appId: string, of: 'NEXT' | 'LIVE'): Promise<GuidelineInPlace>;
  /** Replaces that of the next version. Safe to repeat. */
  put(appId: string, guideline: PrivacyGuideline): Promise<void>;
}

/** A guarded call of the platform, and whether the program may make it. */
export interface GuardedInterface {
  readonly name: string;
  readonly state: 'NOT_ASKED' | 'IN_REVIEW' | 'DECLINED' | 'GRANTED' | 'UNKNOWN';
  readonly words?: string;
}

export interface GuardedInterfaceDesk {
  list(appId: string): Promise<readonly GuardedInterface[]>;
  /** Asks for it; answers with the platform's own id of the application, where it has one. */
  apply(
    appId: string,
    application: {
      readonly name: string;
      readonly reason: string;
      readonly pictures?: readonly ContestFile[];
    },
  ): Promise<{ readonly reference?: string }>;
  /** Gives it up, or takes the application back; left out where a platform has no call for that. */
  withdraw?(appId: string, name: string): Promise<void>;
}

/** A category by the platform's ids, from the first level down. */
export interface HostCategory {
  readonly ids: readonly string[];
  readonly names: readonly string[];
}

/** A category that the platform offers; `papers`: any one set of these is needed. */
export interface OfferedCategory extends HostCategory {
  readonly needsPapers: boolean;
  readonly papers: readonly (readonly string[])[];
}

export type ChosenCategory = HostCategory & { readonly review: SettingReview };

/** A paper for a category, by its published name. */
export interface CategoryPaper extends ContestFile {
  readonly paper: string;
}

export const categoryActs = ['ADD', 'REPLACE_PAPERS', 'REMOVE'] as const;
export type CategoryAct = (typeof categoryActs)[number];

export interface CategoryDesk {
  offered(appId: string): Promise<readonly OfferedCategory[]>;
  /** What is set, and how many changes are left where the platform counts them. */
  chosen(appId: string): Promise<{
    readonly categories: readonly ChosenCategory[];
    readonly changesLeft?: number;
    readonly mostAtOnce?: number;
  }>;
  /** Asks for it; the platform looks at the papers. */
  add(appId: string, category: HostCategory, papers: readonly CategoryPaper[]): Promise<void>;
  /** Hands other papers in for one that was turned down. */
  replacePapers(appId: string, category: HostCategory, papers: readonly CategoryPaper[]): Promise<void>;
  remove(appId: string, category: HostCategory): Promise<void>;
  /** How that stands, whoever asked for it; IN_FORCE of a category that is gone, where it was to be. */
  lookUp(appId: string, act: CategoryAct, category: HostCategory): Promise<SettingStanding>;
}

/** What of a program's face a platform reviews on its own, apart from its versions. */
export const profileParts = ['NAME', 'ICON', 'INTRODUCTION'] as const;
export type ProfilePart = (typeof profileParts)[number];

/** What is asked after of a change. */
export interface ProfileQuestion {
  /** Whether the platform was asked for it: until then it can only be so already. */
  readonly asked: boolean;
  /** The platform's own number of the change, where one was told. */
  readonly reference?: string;
  /** The name or the introduction that is wanted; pictures cannot be told from each other. */
  readonly value?: string;
}

export interface ProfileDesk {
  /** What it is now, and how many changes are left where the platform counts them. */
  read(appId: string): Promise<{
    readonly name?: string;
    readonly introduction?: string;
    readonly iconUrl?: string;
    readonly changesLeft: { readonly [Part in ProfilePart]?: number };
  }>;
  /** Asks for another name; `reference`: by which it is asked after. IN_FORCE where nobody has to look at it. */
  changeName(
    appId: string,
    name: string,
    proof: readonly ContestFile[],
  ): Promise<{ readonly reference?: string; readonly review: SettingReview }>;
  changeIcon(
    appId: string,
    icon: ContestFile,
  ): Promise<{ readonly reference?: string; readonly review: SettingReview }>;
  changeIntroduction(
    appId: string,
    introduction: string,
  ): Promise<{ readonly reference?: string; readonly review: SettingReview }>;
  /** How a change stands. UNKNOWN also where a platform tells of one by its number only, and that is not known. */
  lookUp(appId: string, part: ProfilePart, question: ProfileQuestion): Promise<SettingStanding>;
}

/** The platform's own library under the program. */
export interface BaseLibraryDesk {
  /** What is asked for at least, and how many of a hundred users have which version. */
  read(appId: string): Promise<{
    readonly minimum?: string;
    readonly shares: readonly { readonly version: string; readonly percentage: number }[];
  }>;
  setMinimum(appId: string, version: string): Promise<void>;
}

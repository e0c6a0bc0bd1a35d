import type { VerifiedPush } from '../push-news.ts';
import type { AuthorisationDesk } from './authorisation.ts';
import type { CategoryListDesk, NameCheckDesk, PageDesk, PrivacyTextDesk } from './before-asking.ts';
import type { CallQuotaDesk } from './call-quota.ts';
import type { DeveloperCheckDesk } from './developer-checks.ts';
import type { FilingDesk } from './filing.ts';
import type { RollbackDesk, ServiceDesk, StagedReleaseDesk, VersionsDesk } from './live-version.ts';
import type { MemberHostDesk } from './member-host.ts';
import type { OrderPathDesk } from './order-path.ts';
import type { PersonalRegistrationDesk, TrialDesk } from './other-registrations.ts';
import type { GradeDesk, TrafficDesk, WebPagesDesk } from './reach.ts';
import type { CodeScanDesk, ExpediteDesk, ReviewerDesk, ReviewMediaDesk, ReviewQuotaDesk } from './review.ts';
import type {
  BaseLibraryDesk,
  CategoryDesk,
  DomainDesk,
  GuardedInterfaceDesk,
  PrivacyDesk,
  ProfileDesk,
  TesterDesk,
} from './settings.ts';
import type { TemplateDesk } from './templates.ts';
import type { ViolationDesk } from './violations.ts';

/** A page of what the platform says that it pushed. */
export interface MissedPushPage {
  /** Decrypted and checked as any push; with the address that it counts as having come in at. */
  readonly pushes: readonly (VerifiedPush & { readonly address: string })[];
  /** How many could not be read. */
  readonly unreadable: number;
}

/** Where the platform can be asked for the pushes that did not arrive. Those that did may be among them. */
export interface MissedPushDesk {
  /**
   * Those of the time since it was asked last, as far back as the platform keeps them, in no order: who takes them in
   * knows by their keys which it has.
   */
  between(from: Date, until: Date): AsyncIterable<MissedPushPage>;
}

/**
 * What a platform may have beyond registering, reviewing and releasing. A desk that is absent is one that the platform
 * documents no calls for: nobody asks which platform it is, but whether it has the desk.
 *
 * As everywhere, methods reject with `HostError`. Those that change something ask nobody first, unless they say so;
 * reads may be repeated.
 */
export interface HostDesks {
  readonly authorisation?: AuthorisationDesk;
  readonly callQuota?: CallQuotaDesk;
  readonly nameCheck?: NameCheckDesk;
  readonly categoryLists?: CategoryListDesk;
  readonly privacyTexts?: PrivacyTextDesk;
  readonly pages?: PageDesk;
  readonly orderPath?: OrderPathDesk;
  readonly developerChecks?: DeveloperCheckDesk;
  readonly trials?: TrialDesk;
  readonly personalRegistrations?: PersonalRegistrationDesk;
  readonly traffic?: TrafficDesk;
  readonly webPages?: WebPagesDesk;
  readonly grades?: GradeDesk;
  readonly memberHost?: MemberHostDesk;
  readonly versions?: VersionsDesk;
  readonly rollback?: RollbackDesk;
  readonly staging?: StagedReleaseDesk;
  readonly service?: ServiceDesk;
  readonly reviewQuota?: ReviewQuotaDesk;
  readonly expedite?: ExpediteDesk;
  readonly reviewer?: ReviewerDesk;
  readonly reviewMedia?: ReviewMediaDesk;
  readonly codeScan?: CodeScanDesk;
  readonly templates?: TemplateDesk;
  readonly domains?: DomainDesk;
  readonly testers?: TesterDesk;
  readonly privacy?: PrivacyDesk;
  readonly guardedInterfaces?: GuardedInterfaceDesk;
  readonly categories?: CategoryDesk;
  readonly profile?: ProfileDesk;
  readonly baseLibrary?: BaseLibraryDesk;
  readonly filing?: FilingDesk;
  readonly violations?: ViolationDesk;
  readonly missedPushes?: MissedPushDesk;
}

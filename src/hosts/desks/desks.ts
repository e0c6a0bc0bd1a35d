import type { VerifiedPush } from '../push-news.ts';
import type { RollbackDesk, ServiceDesk, StagedReleaseDesk, VersionsDesk } from './live-version.ts';
import type { CodeScanDesk, ExpediteDesk, ReviewMediaDesk, ReviewQuotaDesk } from './review.ts';
import type {
  BaseLibraryDesk,
  CategoryDesk,
  DomainDesk,
  FilingDesk,
  GuardedInterfaceDesk,
  PrivacyDesk,
  ProfileDesk,
  TesterDesk,
} from './settings.ts';
import type { TemplateDesk } from './templates.ts';

/** What the platform tried to push, and could not; read once more from it. */
export interface MissedPushDesk {
  /** Decrypted and verified as any push; with the address that each would have come in at. */
  between(from: Date, until: Date): Promise<readonly (VerifiedPush & { readonly address: string })[]>;
}

/**
 * What a platform may have beyond registering, reviewing and releasing. A desk that is absent is one that the platform
 * documents no calls for: nobody asks which platform it is, but whether it has the desk.
 *
 * As everywhere, methods reject with `HostError`. Those that change something ask nobody first, unless they say so;
 * reads may be repeated.
 */
export interface HostDesks {
  readonly versions?: VersionsDesk;
  readonly rollback?: RollbackDesk;
  readonly staging?: StagedReleaseDesk;
  readonly service?: ServiceDesk;
  readonly reviewQuota?: ReviewQuotaDesk;
  readonly expedite?: ExpediteDesk;
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
  readonly missedPushes?: MissedPushDesk;
}

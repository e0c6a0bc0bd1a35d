import type { HostDesks } from '../../desks/desks.ts';
import type { BaiduApi } from '../api.ts';
import type { BaiduConfig } from '../config.ts';
import type { ProgramCalls } from '../program-calls.ts';
import { baiduReviewer } from '../reviewer-notes.ts';
import { createBaiduAuthorisation } from './authorisation.ts';
import { createBaiduBaseLibrary } from './base-library.ts';
import { createBaiduNameCheck } from './before-asking.ts';
import { createBaiduCategories } from './categories.ts';
import { createBaiduDeveloperChecks } from './developer-checks.ts';
import { createBaiduDomains } from './domains.ts';
import { createBaiduGuardedInterfaces } from './guarded-interfaces.ts';
import { createBaiduProfile } from './profile.ts';
import { createBaiduGrades, createBaiduTraffic, createBaiduWebPages } from './reach.ts';
import { createBaiduReviewQuota } from './review-quota.ts';
import { createBaiduRollback } from './rollback.ts';
import { createBaiduService } from './service.ts';
import { createBaiduTemplates } from './templates.ts';
import { createBaiduVersions } from './versions.ts';
import { createBaiduViolations } from './violations.ts';

/** What Baidu documents no calls for. */
type Undocumented =
  | 'staging'
  | 'expedite'
  | 'reviewMedia'
  | 'codeScan'
  | 'testers'
  | 'privacy'
  | 'filing'
  | 'callQuota'
  | 'categoryLists'
  | 'privacyTexts'
  | 'pages'
  | 'orderPath'
  | 'trials'
  | 'personalRegistrations';

/** All desks of Baidu, but for the pushes that did not arrive. */
export function createBaiduDesks(
  api: BaiduApi,
  calls: ProgramCalls,
  config: BaiduConfig,
): Required<Omit<HostDesks, Undocumented | 'missedPushes' | 'memberHost'>> {
  return {
    authorisation: createBaiduAuthorisation(api, config),
    nameCheck: createBaiduNameCheck(calls),
    developerChecks: createBaiduDeveloperChecks(calls),
    traffic: createBaiduTraffic(calls),
    webPages: createBaiduWebPages(calls),
    grades: createBaiduGrades(api),
    versions: createBaiduVersions(calls),
    rollback: createBaiduRollback(calls),
    service: createBaiduService(calls),
    reviewQuota: createBaiduReviewQuota(calls),
    reviewer: baiduReviewer,
    templates: createBaiduTemplates(api),
    domains: createBaiduDomains(calls),
    guardedInterfaces: createBaiduGuardedInterfaces(api, calls),
    categories: createBaiduCategories(api, calls),
    profile: createBaiduProfile(api, calls),
    baseLibrary: createBaiduBaseLibrary(calls),
    violations: createBaiduViolations(calls),
  };
}

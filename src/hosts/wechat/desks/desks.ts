import type { Clock } from '../../../kernel/clock.ts';
import type { HostDesks } from '../../desks/desks.ts';
import type { RegistrationLedger } from '../../registration-ledger.ts';
import type { WechatApi } from '../api.ts';
import { latestAtWechat } from '../audits.ts';
import type { WechatConfig } from '../config.ts';
import type { ProgramCalls } from '../program-calls.ts';
import { wechatReviewer } from '../reviewer-notes.ts';
import { createWechatAuthorisation } from './authorisation.ts';
import { createWechatBaseLibrary } from './base-library.ts';
import {
  createWechatCategoryLists,
  createWechatNameCheck,
  createWechatPages,
  createWechatPrivacyTexts,
} from './before-asking.ts';
import { createWechatCallQuota } from './call-quota.ts';
import { createWechatCategories } from './categories.ts';
import { createWechatDeveloperChecks } from './developer-checks.ts';
import { createWechatDomains } from './domains.ts';
import { createWechatFiling } from './filing.ts';
import { createWechatGuardedInterfaces } from './guarded-interfaces.ts';
import { createWechatOrderPath } from './order-path.ts';
import { createWechatPersonalRegistrations, createWechatTrials } from './other-registrations.ts';
import { createWechatPrivacy } from './privacy.ts';
import { createWechatProfile } from './profile.ts';
import {
  createWechatCodeScan,
  createWechatExpedite,
  createWechatReviewMedia,
  createWechatReviewQuota,
} from './review.ts';
import { createWechatRollback } from './rollback.ts';
import { createWechatService } from './service.ts';
import { createWechatStaging } from './staging.ts';
import { createWechatTemplates } from './templates.ts';
import { createWechatTesters } from './testers.ts';
import { createWechatVersions } from './versions.ts';
import { createWechatViolations } from './violations.ts';

/** What WeChat documents no calls for. */
type NotOfWechat = 'missedPushes' | 'traffic' | 'webPages' | 'grades' | 'memberHost';

/** All desks of WeChat. It has no list of pushes that did not arrive: what they said is asked for by polling. */
export function createWechatDesks(
  api: WechatApi,
  calls: ProgramCalls,
  clock: Clock,
  config: WechatConfig,
  ledger: RegistrationLedger,
): Required<Omit<HostDesks, NotOfWechat>> {
  return {
    authorisation: createWechatAuthorisation(api, config),
    callQuota: createWechatCallQuota(api, config.componentAppId),
    nameCheck: createWechatNameCheck(calls),
    categoryLists: createWechatCategoryLists(calls),
    privacyTexts: createWechatPrivacyTexts(calls),
    pages: createWechatPages(calls),
    orderPath: createWechatOrderPath(api, calls),
    developerChecks: createWechatDeveloperChecks(api, calls),
    trials: createWechatTrials(api, ledger),
    personalRegistrations: createWechatPersonalRegistrations(api, ledger),
    versions: createWechatVersions(calls),
    rollback: createWechatRollback(calls),
    staging: createWechatStaging(calls, (request) => latestAtWechat(calls, request)),
    service: createWechatService(calls),
    reviewQuota: createWechatReviewQuota(calls),
    expedite: createWechatExpedite(calls),
    reviewer: wechatReviewer,
    reviewMedia: createWechatReviewMedia(calls, clock),
    codeScan: createWechatCodeScan(calls),
    templates: createWechatTemplates(api),
    domains: createWechatDomains(calls),
    testers: createWechatTesters(calls),
    privacy: createWechatPrivacy(calls),
    guardedInterfaces: createWechatGuardedInterfaces(calls),
    categories: createWechatCategories(calls),
    profile: createWechatProfile(calls),
    baseLibrary: createWechatBaseLibrary(calls),
    filing: createWechatFiling(calls, api),
    violations: createWechatViolations(calls),
  };
}

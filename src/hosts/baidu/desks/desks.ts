import type { HostDesks } from '../../desks/desks.ts';
import type { BaiduApi } from '../api.ts';
import type { ProgramCalls } from '../program-calls.ts';
import { createBaiduBaseLibrary } from './base-library.ts';
import { createBaiduCategories } from './categories.ts';
import { createBaiduDomains } from './domains.ts';
import { createBaiduGuardedInterfaces } from './guarded-interfaces.ts';
import { createBaiduProfile } from './profile.ts';
import { createBaiduReviewQuota } from './review-quota.ts';
import { createBaiduRollback } from './rollback.ts';
import { createBaiduService } from './service.ts';
import { createBaiduTemplates } from './templates.ts';
import { createBaiduVersions } from './versions.ts';
import { createBaiduViolations } from './violations.ts';

/** What Baidu documents no calls for. */
type Undocumented = 'staging' | 'expedite' | 'reviewMedia' | 'codeScan' | 'testers' | 'privacy' | 'filing';

/** All desks of Baidu, but for the pushes that did not arrive. */
export function createBaiduDesks(
  api: BaiduApi,
  calls: ProgramCalls,
): Required<Omit<HostDesks, Undocumented | 'missedPushes'>> {
  return {
    versions: createBaiduVersions(calls),
    rollback: createBaiduRollback(calls),
    service: createBaiduService(calls),
    reviewQuota: createBaiduReviewQuota(calls),
    templates: createBaiduTemplates(api),
    domains: createBaiduDomains(calls),
    guardedInterfaces: createBaiduGuardedInterfaces(api, calls),
    categories: createBaiduCategories(api, calls),
    profile: createBaiduProfile(api, calls),
    baseLibrary: createBaiduBaseLibrary(calls),
    violations: createBaiduViolations(calls),
  };
}

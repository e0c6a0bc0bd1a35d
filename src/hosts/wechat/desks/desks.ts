import type { Clock } from '../../../kernel/clock.ts';
import type { HostDesks } from '../../desks/desks.ts';
import type { WechatApi } from '../api.ts';
import { latestAtWechat } from '../audits.ts';
import type { ProgramCalls } from '../program-calls.ts';
import { createWechatVersions } from '../versions.ts';
import { createWechatBaseLibrary } from './base-library.ts';
import { createWechatCategories } from './categories.ts';
import { createWechatDomains } from './domains.ts';
import { createWechatFiling } from './filing.ts';
import { createWechatGuardedInterfaces } from './guarded-interfaces.ts';
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

/** All desks of WeChat. It has no list of pushes that did not arrive: what they said is asked for by polling; its records of violations are asked for where they are contested. */
export function createWechatDesks(
  api: WechatApi,
  calls: ProgramCalls,
  clock: Clock,
): Required<Omit<HostDesks, 'missedPushes' | 'violations'>> {
  return {
    versions: createWechatVersions(calls),
    rollback: createWechatRollback(calls),
    staging: createWechatStaging(calls, (request) => latestAtWechat(calls, request)),
    service: createWechatService(calls),
    reviewQuota: createWechatReviewQuota(calls),
    expedite: createWechatExpedite(calls),
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
    filing: createWechatFiling(calls),
  };
}

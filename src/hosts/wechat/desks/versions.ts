import type { VersionInReview, VersionsDesk } from '../../desks/live-version.ts';
import { type Audit, readLatestAudit, stateOfAudit } from '../audits.ts';
import type { ProgramCalls } from '../program-calls.ts';
import { placed, readVersions } from '../versions.ts';

/** The trial version, the review that was begun last, and the live version: WeChat keeps one of each. */
export function createWechatVersions(calls: ProgramCalls): VersionsDesk {
  return {
    async inPlace(appId) {
      const { exp_info, release_info } = await readVersions(calls, appId);
      const audit = await readLatestAudit(calls, appId);
      const trial = exp_info && placed(exp_info.exp_version, exp_info.exp_desc, exp_info.exp_time);
      const live =
        release_info &&
        placed(release_info.release_version, release_info.release_desc, release_info.release_time);
      return {
        ...(trial ? { trial } : {}),
        ...(audit ? { review: reviewIn(audit) } : {}),
        ...(live ? { live } : {}),
      };
    },
  };
}

function reviewIn(audit: Audit): VersionInReview {
  const { user_version, user_desc, submit_audit_time, auditid: reference } = audit;
  return { ...placed(user_version, user_desc, submit_audit_time), state: stateOfAudit(audit), reference };
}

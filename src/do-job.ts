import { type AdvanceContestDeps, advanceContest } from './duties/advance-contest.ts';
import { advanceEnforcement } from './duties/advance-enforcement.ts';
import { type AdvanceObligationDeps, advanceObligation } from './duties/advance-obligation.ts';
import { type DeliverNoticeDeps, deliverNotice } from './duties/deliver-notice.ts';
import { fanOutNotice } from './duties/fan-out-notice.ts';
import { tellAgreement } from './duties/tell-agreement.ts';
import { advanceMaterial } from './onboarding/advance-material.ts';
import { advanceRegistration, beginVerification } from './onboarding/advance-registration.ts';
import type { Job } from './onboarding/job.ts';
import { advancePackage } from './review/advance.ts';
import { type AdvanceSettingDeps, advanceSetting } from './review/advance-setting.ts';
import { advanceExit } from './review/leave-platform.ts';
import { lookForChanges } from './review/look-for-changes.ts';
import { applyPushes, type PushDeps } from './review/pushes.ts';
import { type RecoverPushesDeps, recoverPushes } from './review/recover-pushes.ts';

/** What jobs do their work with. */
export type JobEffects = Parameters<typeof advancePackage>[0] &
  Parameters<typeof lookForChanges>[0] &
  Parameters<typeof advanceRegistration>[0] &
  Parameters<typeof advanceMaterial>[0] &
  AdvanceObligationDeps &
  Parameters<typeof advanceExit>[0] &
  DeliverNoticeDeps &
  AdvanceContestDeps &
  AdvanceSettingDeps &
  RecoverPushesDeps &
  Parameters<typeof advanceEnforcement>[0];

/** Does one job; resolves to the milliseconds after which it is to be looked at again, if at all. */
export async function doJob(
  job: Job,
  effects: JobEffects,
  pushDeps: PushDeps,
  stopping: AbortSignal,
): Promise<number | undefined> {
  switch (job.kind) {
    case 'REGISTRATION':
      return (await advanceRegistration(effects, job.id)).lookAgainInMs;
    case 'VERIFICATION':
      return (await beginVerification(effects, job.id)).lookAgainInMs;
    case 'MATERIAL':
      return (await advanceMaterial(effects, job.id)).lookAgainInMs;
    case 'PACKAGE':
      return (await advancePackage(effects, job.id)).lookAgainInMs;
    case 'VERSIONS':
      return (await lookForChanges(effects, job.id)).lookAgainInMs;
    case 'OBLIGATION':
      await advanceObligation(effects, job.id);
      return undefined;
    case 'EXIT':
      await advanceExit(effects, job.id);
      return undefined;
    case 'NOTICE':
      await fanOutNotice(effects, job.id);
      return undefined;
    case 'NOTICE_DELIVERY':
      return (await deliverNotice(effects, job.id)).lookAgainInMs;
    case 'ENFORCEMENT':
      await advanceEnforcement(effects, job.id);
      return undefined;
    case 'AGREEMENT':
      await tellAgreement(effects, job.id);
      return undefined;
    case 'APPEAL':
      return (await advanceContest(effects, 'APPEAL', job.id)).lookAgainInMs;
    case 'RECTIFICATION':
      return (await advanceContest(effects, 'FIX', job.id)).lookAgainInMs;
    case 'SETTING':
      return (await advanceSetting(effects, job.id)).lookAgainInMs;
    case 'PUSH':
      return (await applyPushes(pushDeps, job.id, stopping)).lookAgainInMs;
    case 'MISSED_PUSHES':
      await recoverPushes(effects, job.id);
      return undefined;
  }
}

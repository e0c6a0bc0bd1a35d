import { advanceContest } from '../../src/duties/advance-contest.ts';
import { hearMeasure } from '../../src/duties/hear-measure.ts';
import { hearRecords } from '../../src/duties/hear-records.ts';
import { advanceMaterial } from '../../src/onboarding/advance-material.ts';
import { advanceRegistration, beginVerification } from '../../src/onboarding/advance-registration.ts';
import type { Job } from '../../src/onboarding/job.ts';
import { variants } from '../../src/policy/variants.ts';
import { advancePackage } from '../../src/review/advance.ts';
import { advanceSetting } from '../../src/review/advance-setting.ts';
import { hearAuthorisation } from '../../src/review/hear-authorisation.ts';
import { hearRevocation, hearSetting, hearVerificationDue } from '../../src/review/hear-setting.ts';
import { lookForChanges } from '../../src/review/look-for-changes.ts';
import { applyPushes, type PushDeps } from '../../src/review/pushes.ts';
import { recoverPushes } from '../../src/review/recover-pushes.ts';
import { createAuthorisationLinks } from '../../src/store/authorisation-links.ts';
import { createContestWork } from '../../src/store/contest-work.ts';
import { createPushRecoveryStore } from '../../src/store/push-recovery.ts';
import { createPushStore } from '../../src/store/pushes.ts';
import { ScriptedPlatform } from './scripted-platform.ts';
import { isTimed, type Workshop } from './workshop.ts';

/** What a gateway does with its jobs, done when the test says so, against platforms that say what the test wants. */
export function openJobDesk(shop: Workshop) {
  const { clock, perform, database, cipher, queue } = shop;
  const platforms = new Map(variants.map(({ platform }) => [platform, new ScriptedPlatform(platform)]));
  const connectorOf = (platform: string): ScriptedPlatform => {
    const scripted = platforms.get(platform);
    if (!scripted) throw new Error(platform);
    return scripted;
  };
  const hostSource = 'SIMULATED' as const;
  const now = () => clock.now();
  const contests = createContestWork(database.prisma, cipher, clock);
  const pushStore = createPushStore(database, cipher, clock, queue);
  const links = createAuthorisationLinks(database.prisma, cipher);
  const hearing = { clock, perform, hostSource, ...pushStore };
  const effects = {
    perform,
    clock,
    connectorOf,
    hostSource,
    now,
    ...shop.work,
    ...contests,
    hearRecords: (about: Parameters<typeof hearRecords>[1]) =>
      hearRecords({ ...hearing, connectorOf }, about),
  };
  const pushes: PushDeps = {
    now,
    connectorOf,
    ...pushStore,
    hearMeasure: (platform, appId, told) => hearMeasure(hearing, platform, appId, told),
    hearSetting: (platform, decision, pushId) => hearSetting(hearing, platform, decision, pushId),
    hearVerificationDue: (platform, ends, pushId) => hearVerificationDue(hearing, platform, ends, pushId),
    hearAuthorisation: (platform, appId, page) =>
      hearAuthorisation({ ...hearing, connectorOf, links }, platform, appId, page),
    hearRevocation: (platform, gone, pushId) => hearRevocation(hearing, platform, gone, pushId),
  };
  async function doContest(job: Job): Promise<void> {
    const kind = job.kind === 'APPEAL' ? 'APPEAL' : 'FIX';
    const { lookAgainInMs } = await advanceContest(effects, kind, job.id);
    if (lookAgainInMs !== undefined) await queue.send([{ job }]);
  }
  async function doJob(job: Job): Promise<void> {
    if (job.kind === 'PUSH') {
      await applyPushes(pushes, job.id);
      return;
    }
    if (job.kind === 'MISSED_PUSHES') {
      await recoverPushes({ ...pushes, ...createPushRecoveryStore(database.prisma) }, job.id);
      return;
    }
    if (isTimed(job)) return shop.doTimedJob(job);
    if (job.kind === 'APPEAL' || job.kind === 'RECTIFICATION') return doContest(job);
    const step = {
      REGISTRATION: advanceRegistration,
      VERIFICATION: beginVerification,
      MATERIAL: advanceMaterial,
      PACKAGE: advancePackage,
      SETTING: advanceSetting,
      VERSIONS: lookForChanges,
    }[job.kind];
    const { lookAgainInMs } = await step(effects, job.id);
    if (lookAgainInMs !== undefined) await queue.send([{ job }]);
  }

  return {
    effects,
    pushes,
    waitingLanes: pushStore.waitingLanes,
    connectorOf,
    /** Does what is in the queue until it is empty, and again what asked to be looked at again. */
    async work(rounds = 20): Promise<void> {
      for (let round = 0; round < rounds; round += 1) {
        const job = queue.take();
        if (!job) return;
        await doJob(job);
      }
      throw new Error('the queue does not come to rest');
    },
  };
}

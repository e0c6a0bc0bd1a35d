import type { Actor } from '../../src/accounts/actor.ts';
import { advanceContest } from '../../src/duties/advance-contest.ts';
import { hearMeasure } from '../../src/duties/hear-measure.ts';
import { civilDateAt } from '../../src/kernel/civil-time.ts';
import { done } from '../../src/kernel/outcome.ts';
import { acceptAgreement } from '../../src/onboarding/accept-agreement.ts';
import { addMaterial } from '../../src/onboarding/add-material.ts';
import { advanceMaterial } from '../../src/onboarding/advance-material.ts';
import { advanceRegistration, beginVerification } from '../../src/onboarding/advance-registration.ts';
import { createProgram } from '../../src/onboarding/create-program.ts';
import { createVersion } from '../../src/onboarding/create-version.ts';
import { declareSubject } from '../../src/onboarding/declare-subject.ts';
import type { Job } from '../../src/onboarding/job.ts';
import { versionOn } from '../../src/policy/agreement.ts';
import { variants } from '../../src/policy/variants.ts';
import { advancePackage } from '../../src/review/advance.ts';
import { hearRevocation, hearSetting } from '../../src/review/hear-setting.ts';
import { applyPush, type PushDeps } from '../../src/review/pushes.ts';
import { createContestWork } from '../../src/store/contest-work.ts';
import { createFileStore } from '../../src/store/files.ts';
import { createPushStore } from '../../src/store/pushes.ts';
import { standingAgreements } from '../../src/store/standing-agreements.ts';
import { RESTAURANT, someManifest } from './facts.ts';
import { ScriptedPlatform } from './scripted-platform.ts';
import { isTimed, type Workshop } from './workshop.ts';

export const allContent = variants.flatMap(({ contentKinds }) => contentKinds.map(({ code }) => code));

/** What the outcome must be in this test. Throws with the problems otherwise. */
export function granted<Value>(
  outcome: { ok: true; value: Value } | { ok: false; problems: readonly unknown[] },
): Value {
  if (outcome.ok) return outcome.value;
  throw new Error(JSON.stringify(outcome.problems, null, 1));
}

/** A restaurant that has done everything both platforms ask for, up to its first version. */
export async function openRestaurant(shop: Workshop) {
  const { clock, perform, database, cipher, queue } = shop;
  const deps = { clock, perform };
  const actor: Actor = await shop.newAccount();
  const platforms = new Map(variants.map(({ platform }) => [platform, new ScriptedPlatform(platform)]));
  const connectorOf = (platform: string): ScriptedPlatform => {
    const scripted = platforms.get(platform);
    if (!scripted) throw new Error(platform);
    return scripted;
  };

  for (const { platform, agreement } of await standingAgreements(database.pool).all()) {
    const documents = versionOn(agreement, civilDateAt(clock.now())).documents.map(({ id, version }) => ({
      documentId: id,
      version,
    }));
    granted(await acceptAgreement(deps, actor, { platform, documents }));
  }
  granted(
    await declareSubject(deps, actor, {
      type: 'ORGANISATION',
      legalName: RESTAURANT,
      identityNumber: '91500000MA5U00000X',
      representativeName: '某某',
      representativeAccount: 'someone',
      phone: '13800000000',
    }),
  );
  const file = await createFileStore(database.prisma, cipher, clock).put(actor.accountId, {
    name: 'paper.pdf',
    mediaType: 'application/pdf',
    content: Buffer.from('%PDF-1.4'),
  });
  const paper = { holder: RESTAURANT, fileId: file.id, validFrom: '2020-01-01' };
  granted(await addMaterial(deps, actor, { ...paper, paper: '营业执照' }));
  const { programId } = granted(
    await createProgram(deps, actor, {
      manifest: someManifest(),
      materials: [{ ...paper, paper: '食品经营许可证', validUntil: '2028-12-31' }],
    }),
  );

  const hostSource = 'SIMULATED' as const;
  const now = () => clock.now();
  const contests = createContestWork(database.prisma, cipher, clock);
  const effects = { perform, clock, connectorOf, hostSource, now, ...shop.work, ...contests };
  const pushStore = createPushStore(database.prisma, cipher, clock, queue);
  const hearing = { clock, perform, hostSource, ...pushStore };
  const pushes: PushDeps = {
    now,
    connectorOf,
    ...pushStore,
    hearMeasure: (platform, appId, told) => hearMeasure(hearing, platform, appId, told),
    hearSetting: (platform, decision, pushId) => hearSetting(hearing, platform, decision, pushId),
    hearRevocation: (platform, appId, pushId) => hearRevocation(hearing, platform, appId, pushId),
  };
  async function doContest(job: Job): Promise<void> {
    const kind = job.kind === 'APPEAL' ? 'APPEAL' : 'FIX';
    const { lookAgainInMs } = await advanceContest(effects, kind, job.id);
    if (lookAgainInMs !== undefined) await queue.send([{ job }]);
  }
  async function doJob(job: Job): Promise<void> {
    if (job.kind === 'PUSH') return applyPush(pushes, job.id);
    if (isTimed(job)) return shop.doTimedJob(job);
    if (job.kind === 'APPEAL' || job.kind === 'RECTIFICATION') return doContest(job);
    const step = {
      REGISTRATION: advanceRegistration,
      VERIFICATION: beginVerification,
      MATERIAL: advanceMaterial,
      PACKAGE: advancePackage,
    }[job.kind];
    const { lookAgainInMs } = await step(effects, job.id);
    if (lookAgainInMs !== undefined) await queue.send([{ job }]);
  }

  return {
    deps,
    actor,
    programId,
    effects,
    pushes,
    connectorOf,
    /** Does what is in the queue until it is empty, and again what asked to be looked at again. */
    async work(rounds = 20) {
      for (let round = 0; round < rounds; round += 1) {
        const job = queue.take();
        if (!job) return;
        await doJob(job);
      }
      throw new Error('the queue does not come to rest');
    },
    /** The program as both platforms have it after registration and verification. */
    async registered() {
      for (const { platform } of variants) {
        granted(
          await perform({ actor, name: 'test', input: {} }, async (records) => {
            const program = await records.program(actor.accountId, programId);
            if (!program) throw new Error('no program');
            const { id } = await records.addRegistration(program, platform, `${programId}@example.com`);
            await records.changeRegistration(id, {
              state: 'REGISTERED',
              appId: `${platform}-${programId}`,
              admission: 'PASSED',
              verification: 'PASSED',
            });
            return done(id);
          }),
        );
      }
    },
    async version(number: string) {
      const templates = { WECHAT: '1', BAIDU: '1' };
      const input = { programId, number, description: 'a version', settings: { extEnable: true }, templates };
      return granted(await createVersion(deps, actor, input)).versionId;
    },
  };
}

export type Restaurant = Awaited<ReturnType<typeof openRestaurant>>;

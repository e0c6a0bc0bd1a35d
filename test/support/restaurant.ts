import type { Actor } from '../../src/accounts/actor.ts';
import { done } from '../../src/kernel/outcome.ts';
import { acceptAgreement } from '../../src/onboarding/accept-agreement.ts';
import { addMaterial } from '../../src/onboarding/add-material.ts';
import { createProgram } from '../../src/onboarding/create-program.ts';
import { createVersion } from '../../src/onboarding/create-version.ts';
import { declareSubject } from '../../src/onboarding/declare-subject.ts';
import { versionAt } from '../../src/policy/agreement.ts';
import { variants } from '../../src/policy/variants.ts';
import { createFileStore } from '../../src/store/files.ts';
import { standingAgreements } from '../../src/store/standing-agreements.ts';
import { RESTAURANT, someManifest } from './facts.ts';
import { openJobDesk } from './job-desk.ts';
import type { Workshop } from './workshop.ts';

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
  const { clock, perform, database, cipher } = shop;
  const actor: Actor = await shop.newAccount();
  const { effects, pushes, waitingLanes, connectorOf, work } = openJobDesk(shop);
  const deps = { clock, perform, connectorOf };

  for (const { platform, agreement } of await standingAgreements(database.pool).all()) {
    const documents = versionAt(agreement, clock.now()).documents.map(({ id, version }) => ({
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

  return {
    deps,
    actor,
    programId,
    effects,
    pushes,
    waitingLanes,
    connectorOf,
    work,
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

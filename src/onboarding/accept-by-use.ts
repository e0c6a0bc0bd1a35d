import type { Actor } from '../accounts/actor.ts';
import type { Facts } from '../policy/facts.ts';
import type { Operation } from '../policy/operation.ts';
import { missingDocuments } from '../policy/terms-change.ts';
import type { PlatformId } from '../programs/platform.ts';
import { agreementAt } from './agreement-at.ts';
import type { OnboardingRecords } from './records.ts';

/** An act that uses a platform's service, with the facts that it was allowed on. */
export interface ActOfUse {
  readonly platform: PlatformId;
  readonly facts: Facts;
  readonly operation: Operation;
  readonly at: Date;
}

/**
 * Notes, in the transaction of an act, that it was the acceptance of changed terms, where they say that use is: by whom,
 * and by which operation (wechat/7.2, baidu/0.3, baidu/7). Call it once the act is done and not refused.
 */
export async function acceptByUse(
  records: OnboardingRecords,
  actor: Actor,
  { platform, facts, operation, at }: ActOfUse,
): Promise<void> {
  const { termsChange } = await records.variantOf(platform);
  const inForce = await agreementAt(records, platform, at);
  const { byUse } = missingDocuments(termsChange, facts, inForce, at);
  if (byUse.length === 0) return;
  const documents = byUse.map(({ id, version }) => ({ documentId: id, version }));
  const { accountId, label: by, personId } = actor;
  const manner = { how: 'BY_USE', by, personId, operation } as const;
  for (const document of await records.addAcceptances(accountId, platform, documents, manner)) {
    records.record({
      type: 'AGREEMENT_ACCEPTED',
      payload: { platform, ...document, how: 'BY_USE', operation, agreementVersion: inForce.version },
    });
  }
}

import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import {
  type Agreement,
  type AgreementDocument,
  type AgreementVersion,
  versionAt,
  versionsFrom,
} from '../policy/agreement.ts';
import type { AcceptanceFact } from '../policy/facts.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';
import { isAccepted } from '../policy/terms-change.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { OnboardingDeps } from './deps.ts';
import type { OnboardingRecords } from './records.ts';

export interface AcceptAgreementInput {
  readonly platform: PlatformId;
  /** The documents that were read, in the versions that were read. */
  readonly documents: readonly AcceptanceFact[];
}

/**
 * A person accepts documents of a platform's bundle (wechat/0.1, wechat/0.2, baidu/0.1). What is accepted is
 * named with its version: somebody who read an older text has not accepted the one in force. What is published and
 * still to come can be accepted ahead. Terms that were declined are agreed to once all of their required documents,
 * or those of a later version, are accepted (wechat/7.2, baidu/7).
 */
export function acceptAgreement(
  deps: OnboardingDeps,
  actor: Actor,
  input: AcceptAgreementInput,
  key?: string,
): Promise<Outcome<{ accepted: readonly AcceptanceFact[] }, Problem>> {
  return deps.perform({ actor, name: 'acceptAgreement', key, input }, async (records) => {
    const { platform, documents } = input;
    const { accountId, personId, label: by } = actor;
    if (personId === undefined) return refused(needsAPerson);
    const { agreement } = await records.variantOf(platform);
    const now = deps.clock.now();
    const offered = versionsFrom(agreement, versionAt(agreement, now).version);
    const faults = documents.flatMap((document, index) => faultOf(document, index, offered));
    if (faults.length > 0) return refused(...faults);
    const hasLeft = (await records.leftAt(accountId, platform)) !== undefined;
    if (hasLeft) {
      const inForce = versionAt(agreement, now).documents;
      const problem = await comeBack(records, { ...actor, personId }, input, inForce);
      if (problem) return refused(problem);
    }
    const manner = { how: 'EXPLICIT', by, personId } as const;
    const added = await records.addAcceptances(accountId, platform, documents, manner);
    // Who has come back accepts anew what was accepted before.
    const fresh = hasLeft ? documents : added;
    for (const document of fresh) {
      records.record({ type: 'AGREEMENT_ACCEPTED', payload: { platform, ...document, how: 'EXPLICIT' } });
    }
    await liftDecline(records, accountId, agreement);
    return done({ accepted: documents });
  });
}

/** Who left the platform comes back by accepting all that is required in one act; what they accepted before is over. */
async function comeBack(
  records: OnboardingRecords,
  { accountId, personId }: Actor & { readonly personId: string },
  { platform, documents }: AcceptAgreementInput,
  inForce: readonly AgreementDocument[],
): Promise<Problem | undefined> {
  const missing = inForce
    .filter(({ id, required }) => required && !documents.some(({ documentId }) => documentId === id))
    .map(({ id }) => id);
  if (missing.length > 0) {
    return invalidInput(
      {
        'zh-CN': `账号已退出该平台；须一次接受全部协议文件，尚缺：${missing.join('、')}`,
        en: `the account has left this platform: accept all of its documents in one act; missing: ${missing.join(', ')}`,
      },
      'input.documents',
    );
  }
  if (!(await records.returnTo(accountId, platform, documents, personId))) return stillLeaving;
  records.record({ type: 'PLATFORM_RETURNED', payload: { platform } });
  return undefined;
}

const stillLeaving: Problem = {
  code: 'STATE',
  currentState: 'LEAVING',
  message: {
    'zh-CN': '账号正在退出该平台，清除完成之后才能重新接受',
    en: 'the account is leaving this platform: its agreement can be accepted anew once everything is purged',
  },
  path: 'input.platform',
};

/** Ends what the account declined, where it has now accepted it, or what has come after it. */
async function liftDecline(
  records: OnboardingRecords,
  accountId: string,
  agreement: Agreement,
): Promise<void> {
  const { platform } = agreement;
  const decline = await records.standingDecline(accountId, platform);
  if (!decline) return;
  const accepted = await records.acceptances(accountId, platform);
  const isAgreedTo = ({ documents }: AgreementVersion) =>
    documents.every((document) => !document.required || isAccepted(document, accepted));
  const agreed = versionsFrom(agreement, decline.version).find(isAgreedTo);
  if (!agreed) return;
  await records.liftDecline(decline.id);
  const payload = { platform, declined: decline.version, agreementVersion: agreed.version };
  records.record({ type: 'AGREEMENT_AGREED_AFTER_ALL', subjectId: decline.id, payload });
}

const needsAPerson: Problem = invalidInput(
  {
    'zh-CN': '协议只能由登录的成员本人接受，不能用接口令牌接受',
    en: 'only a member who is signed in can accept an agreement; an API token cannot',
  },
  'input',
);

function faultOf(
  { documentId, version }: AcceptanceFact,
  index: number,
  offered: readonly AgreementVersion[],
): Problem[] {
  const path = `input.documents[${index}]`;
  const all = offered.flatMap(({ documents }) => documents);
  const document = all.find(({ id }) => id === documentId);
  if (!document) {
    const ids = [...new Set(all.map(({ id }) => id))].join(', ');
    return [
      invalidInput(
        {
          'zh-CN': `协议中没有文件“${documentId}”；应为其中之一：${ids}`,
          en: `the agreement has no document \`${documentId}\`; it has: ${ids}`,
        },
        path,
      ),
    ];
  }
  if (all.some((one) => one.id === documentId && one.version === version)) return [];
  return [
    invalidInput(
      {
        'zh-CN': `“${documentId}”的现行版本是 ${document.version}，不是 ${version}；请阅读现行版本后再接受`,
        en: `version ${document.version} of \`${documentId}\` is in force, not ${version}: read that one and accept it`,
      },
      path,
    ),
  ];
}

import type { Actor } from '../accounts/actor.ts';
import { civilDateAt } from '../kernel/civil-time.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { versionOn } from '../policy/agreement.ts';
import type { AcceptanceFact } from '../policy/facts.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';
import { variantOf } from '../policy/variants.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { OnboardingDeps } from './deps.ts';

export interface AcceptAgreementInput {
  readonly platform: PlatformId;
  /** The documents that were read, in the versions that were read. */
  readonly documents: readonly AcceptanceFact[];
}

/**
 * A person accepts documents of a platform's bundle (wechat/0.1, wechat/0.2, baidu/0.1). What is accepted is
 * named with its version: somebody who read an older text has not accepted the one in force.
 */
export function acceptAgreement(
  deps: OnboardingDeps,
  actor: Actor,
  input: AcceptAgreementInput,
  key?: string,
): Promise<Outcome<{ accepted: readonly AcceptanceFact[] }, Problem>> {
  return deps.perform({ actor, name: 'acceptAgreement', key, input }, async (records) => {
    const { platform, documents } = input;
    if (actor.personId === undefined) return refused(needsAPerson);
    const inForce = versionOn(variantOf(platform).agreement, civilDateAt(deps.clock.now())).documents;
    const faults = documents.flatMap((document, index) => faultOf(document, index, inForce));
    if (faults.length > 0) return refused(...faults);
    const before = await records.acceptances(actor.accountId, platform);
    const fresh = documents.filter(
      ({ documentId, version }) =>
        !before.some((known) => known.documentId === documentId && known.version === version),
    );
    await records.addAcceptances(actor.accountId, platform, fresh, actor.personId);
    for (const document of fresh) {
      records.record({
        type: 'AGREEMENT_ACCEPTED',
        payload: { platform, ...document, how: 'EXPLICIT' },
      });
    }
    return done({ accepted: documents });
  });
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
  inForce: readonly { readonly id: string; readonly version: string }[],
): Problem[] {
  const path = `input.documents[${index}]`;
  const document = inForce.find(({ id }) => id === documentId);
  if (!document) {
    const ids = inForce.map(({ id }) => id).join(', ');
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
  if (document.version === version) return [];
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

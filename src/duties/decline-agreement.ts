import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { type AgreementVersion, inForceFrom, versionAt } from '../policy/agreement.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';
import { isAccepted } from '../policy/terms-change.ts';
import type { PolicyVariant } from '../policy/variant.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { DutyDeps } from './deps.ts';

export interface DeclineAgreementInput {
  readonly platform: PlatformId;
  /** Of the agreement: the one in force, or one that is published to come. */
  readonly version: string;
}

/**
 * A person says that the account does not agree to changed terms. Nothing but leaving is left then: at once, or from the
 * day on which the terms take effect, as the platform's own say (wechat/7.2, baidu/0.3, baidu/7). Accepting them
 * explicitly takes it back.
 */
export function declineAgreement(
  deps: DutyDeps,
  actor: Actor,
  input: DeclineAgreementInput,
  key?: string,
): Promise<Outcome<{ declineId: string }, Problem>> {
  return deps.perform({ actor, name: 'declineAgreement', key, input }, async (records) => {
    const { platform } = input;
    const { accountId, label: by } = actor;
    if (actor.personId === undefined) return refused(needsAPerson);
    const now = deps.clock.now();
    const variant = await records.variantOf(platform);
    const named = versionMeant(variant, input.version, now);
    if ('code' in named) return refused(named);
    const standing = await records.standingDecline(accountId, platform);
    if (standing) return refused(already(standing.version));
    const accepted = await records.acceptances(accountId, platform);
    if (accepted.length === 0) return refused(notBound);
    const isAgreed = named.documents.every(
      (document) => !document.required || isAccepted(document, accepted),
    );
    if (isAgreed) return refused(isAcceptedAlready);
    const stopsFrom = stopsFromOf(variant, named, now);
    const { version } = named;
    const declineId = await records.addDecline({ accountId, platform, version, stopsFrom, by });
    records.record({
      type: 'AGREEMENT_DECLINED',
      subjectId: declineId,
      payload: { platform, agreementVersion: version, stopsFrom: stopsFrom.toISOString() },
    });
    return done({ declineId });
  });
}

function stopsFromOf({ termsChange }: PolicyVariant, version: AgreementVersion, now: Date): Date {
  const effective = inForceFrom(version);
  return termsChange?.declineStops === 'ONCE_EFFECTIVE' && effective > now ? effective : now;
}

/** The version, or why it cannot be declined. */
function versionMeant({ agreement }: PolicyVariant, version: string, now: Date): AgreementVersion | Problem {
  const found = agreement.versions.find((known) => known.version === version);
  const inForce = versionAt(agreement, now);
  const open = agreement.versions.filter(({ effectiveFrom }) => effectiveFrom >= inForce.effectiveFrom);
  if (found && open.includes(found)) return found;
  const names = open.map((known) => known.version).join(', ');
  if (found) {
    return {
      code: 'STATE',
      currentState: 'SUPERSEDED',
      message: {
        'zh-CN': `${version} 版已被取代；可表示不同意的是：${names}`,
        en: `version ${version} has been replaced; what can be declined is: ${names}`,
      },
      path: 'input.version',
    };
  }
  return invalidInput(
    {
      'zh-CN': `没有已发布的“${version}”版；可表示不同意的是：${names}`,
      en: `no version \`${version}\` is published; what can be declined is: ${names}`,
    },
    'input.version',
  );
}

const needsAPerson: Problem = invalidInput(
  {
    'zh-CN': '只有登录的成员本人可以表示不同意协议，接口令牌不可以',
    en: 'only a member who is signed in can decline an agreement; an API token cannot',
  },
  'input',
);

function already(version: string): Problem {
  return {
    code: 'STATE',
    currentState: 'DECLINED',
    message: {
      'zh-CN': `账号已表示不同意 ${version} 版，无须再次表示`,
      en: `the account has declined version ${version} already`,
    },
    path: 'input.platform',
  };
}

const notBound: Problem = {
  code: 'STATE',
  currentState: 'NOT_BOUND',
  message: {
    'zh-CN': '账号从未接受该平台的任何文件，没有可停止的使用',
    en: 'the account has never accepted anything of this platform: there is no use to stop',
  },
  path: 'input.platform',
};

const isAcceptedAlready: Problem = {
  code: 'STATE',
  currentState: 'ACCEPTED',
  message: {
    'zh-CN': '该版本已被接受，不能再表示不同意；若要停止使用，请退出该平台',
    en: 'this version is accepted and cannot be declined any more: to stop using the platform, leave it',
  },
  path: 'input.version',
};

import type { Actor } from '../accounts/actor.ts';
import { type CivilDate, civilDateAt, isCivilDate } from '../kernel/civil-time.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { backwards } from '../policy/paper-faults.ts';
import { invalidInput, notFound, type Problem } from '../policy/problem.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { OnboardingDeps } from './deps.ts';
import { notStored } from './stored-files.ts';

export interface SignUndertakingInput {
  readonly platform: PlatformId;
  readonly signedOn: CivilDate;
  readonly validUntil?: CivilDate;
  /** The signed paper. */
  readonly fileId?: string;
  /** True in place of a paper: the member says here that they keep such data secret. */
  readonly declared?: boolean;
}

/** The member who acts, where it is one; a token or a host is nobody who could be bound. */
export type ActingMember = string | undefined;

/**
 * A member binds themself to keep secret the personal data that a platform provides (wechat/4.9): by a signed paper
 * on file, or by saying so here. Nobody signs for somebody else.
 */
export function signUndertaking(
  deps: OnboardingDeps,
  actor: Actor,
  memberId: ActingMember,
  input: SignUndertakingInput,
  key?: string,
): Promise<Outcome<{ undertakingId: string }, Problem>> {
  // The member is part of what was asked: a key of one member's answers for no other.
  return deps.perform(
    { actor, name: 'signUndertaking', key, input: { ...input, memberId } },
    async (records) => {
      const { personId, accountId } = actor;
      if (memberId === undefined || personId === undefined) return refused(needsAMember);
      const { platform, signedOn, validUntil, fileId, declared } = input;
      const faults = dayFaults(input, civilDateAt(deps.clock.now()));
      if ((fileId === undefined) === (declared !== true)) faults.push(eitherOr);
      faults.push(...(await notStored(records, accountId, { id: fileId, path: 'input.fileId' })));
      if (faults.length > 0) return refused(...faults);
      const undertakingId = await records.addUndertaking(accountId, {
        memberId,
        personId,
        platform,
        signedOn,
        validUntil,
        fileId,
      });
      records.record({
        type: 'UNDERTAKING_SIGNED',
        subjectId: undertakingId,
        payload: {
          platform,
          memberId,
          signedOn,
          validUntil: validUntil ?? null,
          how: fileId ? 'PAPER' : 'DECLARED',
        },
      });
      return done({ undertakingId });
    },
  );
}

/** Ends an undertaking: the member's own, or, for who administers the account, anybody's. Twice is once. */
export function revokeUndertaking(
  deps: OnboardingDeps,
  actor: Actor,
  by: { readonly memberId: ActingMember; readonly administers: boolean },
  undertakingId: string,
  key?: string,
): Promise<Outcome<{ undertakingId: string }, Problem>> {
  return deps.perform(
    { actor, name: 'revokeUndertaking', key, input: { undertakingId } },
    async (records) => {
      const found = await records.lockUndertaking(actor.accountId, undertakingId);
      // What is not theirs to see is not there.
      if (!found || !(by.administers || found.memberId === by.memberId)) {
        return refused(notFound({ 'zh-CN': '保密承诺', en: 'undertaking' }, 'input.undertakingId'));
      }
      if (found.revoked) return done({ undertakingId });
      await records.revokeUndertaking(undertakingId);
      const { platform, memberId } = found;
      records.record({
        type: 'UNDERTAKING_REVOKED',
        subjectId: undertakingId,
        payload: { platform, memberId },
      });
      return done({ undertakingId });
    },
  );
}

function dayFaults({ signedOn, validUntil }: SignUndertakingInput, today: CivilDate): Problem[] {
  const days = { signedOn, ...(validUntil === undefined ? {} : { validUntil }) };
  const malformed = Object.entries(days).flatMap(([field, day]) =>
    isCivilDate(day)
      ? []
      : [
          invalidInput(
            { 'zh-CN': `“${day}”不是日期（YYYY-MM-DD）`, en: `\`${day}\` is not a day, YYYY-MM-DD` },
            `input.${field}`,
          ),
        ],
  );
  if (malformed.length > 0) return malformed;
  return [
    ...(signedOn > today ? [notYet(signedOn, today)] : []),
    ...(validUntil !== undefined && validUntil < signedOn
      ? [backwards('input.validUntil', validUntil, signedOn)]
      : []),
  ];
}

function notYet(day: CivilDate, today: CivilDate): Problem {
  return invalidInput(
    {
      'zh-CN': `签署日 ${day} 尚未到来（今天是 ${today}）`,
      en: `nobody has signed on ${day} yet: today is ${today}`,
    },
    'input.signedOn',
  );
}

const needsAMember: Problem = invalidInput(
  {
    'zh-CN': '保密承诺只能由登录的成员本人签署，不能用接口令牌签署',
    en: 'only a member who is signed in can sign an undertaking, for themself; an API token cannot',
  },
  'input',
);

const eitherOr: Problem = invalidInput(
  {
    'zh-CN': '请提供已签署文件的 fileId，或以 declared: true 明确声明；二者择一',
    en: 'give the signed paper as `fileId`, or say `declared: true`: one of the two',
  },
  'input.fileId',
);

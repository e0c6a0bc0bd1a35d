import type { Actor } from '../accounts/actor.ts';
import type { EventType } from '../events/event.ts';
import type { Clock } from '../kernel/clock.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { agreementAt } from '../onboarding/agreement-at.ts';
import type { Perform } from '../onboarding/perform.ts';
import { isUnderReview } from '../policy/lifecycle.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';
import { variantOf } from '../policy/variants.ts';
import type { PlatformId } from '../programs/platform.ts';
import { giveUp } from './advance.ts';
import type { ExitActRecords, PlatformExit } from './exit-records.ts';
import { aboutPackage, packagePayload } from './package-payload.ts';
import type { PackageRecord } from './records.ts';
import { takeBackHostReview } from './take-back.ts';

export interface ExitDeps {
  readonly clock: Clock;
  readonly perform: Perform<ExitActRecords>;
}

export interface LeavePlatformInput {
  readonly platform: PlatformId;
  /** The platform once more, so that nobody leaves one by a slip of the hand. */
  readonly confirm: string;
  /** That the member knows that what is public stays so: the gateway takes nothing off a host. */
  readonly knowsStillLive: boolean;
}

/** What the gateway is configured with of its backups, and the member who leaves. */
export interface Leaver {
  readonly memberId: string | undefined;
  readonly backups: readonly string[];
}

const LOOK_AGAIN_MS = 60_000;
/** A platform that has not given a review back by then is not waited for. */
const LONGEST_WAIT_MS = 86_400_000;

/**
 * The account leaves a platform (wechat/4.10). Nothing more is begun there from now on; what is in review is asked back;
 * then all that the gateway itself holds from the platform is purged, and what went is proven. Where no clause asks for
 * it (Baidu's agreement has none), credentials and identities go all the same, and nothing else.
 */
export function leavePlatform(
  deps: ExitDeps,
  actor: Actor,
  { memberId, backups }: Leaver,
  input: LeavePlatformInput,
  key?: string,
): Promise<Outcome<{ exitId: string }, Problem>> {
  const act = { actor, name: 'leavePlatform', key, input: { ...input, memberId } };
  return deps.perform(act, async (records) => {
    if (memberId === undefined) return refused(needsAMember);
    const { accountId } = actor;
    const { platform } = input;
    const before = await records.lockExit(accountId, platform);
    const stillLive = await records.liveAt(accountId, platform);
    const isBound = await records.isBoundTo(accountId, platform);
    const problem = whyNot(input, before, isBound, stillLive);
    if (problem) return refused(problem);
    const now = deps.clock.now();
    const { version, duties = [] } = await agreementAt(records, platform, now);
    const clauses = duties.filter(({ on }) => on === 'PLATFORM_LEFT').flatMap((terms) => terms.clauses);
    const exitId = await records.addExit({
      accountId,
      platform,
      confirmedBy: actor.label,
      agreementVersion: version,
      clauses,
      startedAt: now,
      stillLive,
      backups,
    });
    records.record({
      type: 'PLATFORM_LEAVING',
      subjectId: exitId,
      payload: { platform, clauses, stillLive },
    });
    for (const pack of await records.lockUnderWay(accountId, platform)) await stop(records, pack);
    await takeBackFromHosts(records, accountId, platform);
    await goOn(records, accountId, platform, now);
    return done({ exitId });
  });
}

/** Takes leaving one step further, once what was under way has come back. Does nothing where it is done. */
export async function advanceExit(
  deps: ExitDeps & {
    readonly exitAt: (id: string) => Promise<Pick<PlatformExit, 'accountId' | 'platform'> | undefined>;
  },
  id: string,
): Promise<void> {
  const exit = await deps.exitAt(id);
  if (!exit) return;
  const actor = { accountId: exit.accountId, label: 'gateway' };
  await deps.perform({ actor, name: 'advanceExit', input: { id } }, async (records) => {
    await goOn(records, exit.accountId, exit.platform, deps.clock.now());
    return done(undefined);
  });
}

/** Nothing is handed in or published any more; what the platform has in review it is asked to give back. */
async function stop(records: ExitActRecords, pack: PackageRecord): Promise<void> {
  const note = noteOf(records, pack);
  if (inReview(pack)) {
    note('WITHDRAWAL_REQUESTED', {});
    await records.changePackage(pack.id, { goal: 'WITHDRAWN', trouble: null });
    records.enqueue({ kind: 'PACKAGE', id: pack.id });
    return;
  }
  await records.changePackage(pack.id, { goal: null, trouble: null });
  await giveUp(records, pack, undefined, note);
}

async function goOn(
  records: ExitActRecords,
  accountId: string,
  platform: PlatformId,
  now: Date,
): Promise<void> {
  const exit = await records.lockExit(accountId, platform);
  if (exit?.state !== 'LEAVING') return;
  const underWay = await records.lockUnderWay(accountId, platform);
  const awaited = underWay.some(({ goal }) => goal === 'WITHDRAWN');
  const isBusy = await records.isBusyAt(accountId, platform);
  if ((awaited || isBusy) && now.getTime() - exit.startedAt.getTime() < LONGEST_WAIT_MS) {
    await records.delayExit(exit.id, new Date(now.getTime() + LOOK_AGAIN_MS));
    return;
  }
  for (const pack of underWay.filter(inReview)) await giveReviewUp(records, pack);
  // The platform may have approved in the meantime, and hosts have been asked.
  await takeBackFromHosts(records, accountId, platform);
  for (const { id, programId, state } of await records.registrationsAt(accountId, platform)) {
    const payload = { platform, axis: 'registration', from: state, to: 'LEFT' };
    records.record({ type: 'REGISTRATION_ENDED', programId, subjectId: id, payload });
  }
  const purged = await records.purge(exit, exit.clauses.length > 0);
  const { clauses, backups } = exit;
  const stillLive = await records.liveAt(accountId, platform);
  records.record({
    type: 'PLATFORM_LEFT',
    subjectId: exit.id,
    payload: { platform, clauses, purged, backups, stillLive },
  });
}

/** Hosts that were asked for their own word need not say it any more (baidu/3.6): what they said would be about nothing. */
async function takeBackFromHosts(
  records: ExitActRecords,
  accountId: string,
  platform: PlatformId,
): Promise<void> {
  for (const asked of await records.pendingAtHosts(accountId, platform)) {
    await takeBackHostReview(records, asked);
  }
}

/** The platform did not give it back in time. It may still decide; the gateway asks no more. */
async function giveReviewUp(records: ExitActRecords, pack: PackageRecord): Promise<void> {
  await records.changePackage(pack.id, { review: 'WITHDRAWN', goal: null });
  await records.decideReview(pack.id, undefined, { state: 'WITHDRAWN', source: 'GATEWAY' });
  const payload = { axis: 'review', from: pack.review, to: 'WITHDRAWN', confirmed: false };
  noteOf(records, pack)('REVIEW_WITHDRAWN', payload);
}

function inReview({ review }: PackageRecord): boolean {
  return isUnderReview(review);
}

function noteOf(records: ExitActRecords, pack: PackageRecord) {
  return (type: EventType, payload: Readonly<Record<string, unknown>>, hostId?: string) =>
    records.record({
      type,
      ...aboutPackage(pack),
      subjectId: pack.id,
      ...(hostId ? { hostId } : {}),
      payload: { ...packagePayload(pack), ...payload },
    });
}

function whyNot(
  { platform, confirm, knowsStillLive }: LeavePlatformInput,
  before: PlatformExit | undefined,
  isBound: boolean,
  stillLive: number,
): Problem | undefined {
  const { name } = variantOf(platform);
  if (before) {
    return state(before.state, {
      'zh-CN': `账号已经退出${name['zh-CN']}，或正在退出`,
      en: `the account has left ${name.en} already, or is leaving it`,
    });
  }
  if (!isBound) {
    return state('NOT_BOUND', {
      'zh-CN': `账号未接受过${name['zh-CN']}的协议，也未在其上注册程序，无可退出`,
      en: `the account has accepted nothing of ${name.en}’s agreement and registered nothing there: there is nothing to leave`,
    });
  }
  if (confirm !== platform) {
    return invalidInput(
      {
        'zh-CN': `请再次写明要退出的平台：“${platform}”`,
        en: `write the platform that is to be left once more: \`${platform}\``,
      },
      'input.confirm',
    );
  }
  if (stillLive > 0 && !knowsStillLive) {
    return state('LIVE', {
      'zh-CN': `仍有 ${stillLive} 个宿主上的版本对公众可见；退出不会使其下线，请先在平台上下线，或以 knowsStillLive: true 表明知悉`,
      en: `something is public at ${stillLive} hosts, and leaving takes nothing off a host: take it off at the platform first, or say \`knowsStillLive: true\``,
    });
  }
  return undefined;
}

function state(currentState: string, message: Problem['message']): Problem {
  return { code: 'STATE', currentState, message, path: 'input.platform' };
}

const needsAMember: Problem = invalidInput(
  {
    'zh-CN': '退出平台须由登录的所有者本人进行，不能用接口令牌',
    en: 'only an owner who is signed in can leave a platform; an API token cannot',
  },
  'input',
);

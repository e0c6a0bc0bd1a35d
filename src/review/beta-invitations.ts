import type { Actor } from '../accounts/actor.ts';
import { type CivilDate, civilDateAt, isCivilDate } from '../kernel/civil-time.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { factsAbout } from '../onboarding/facts.ts';
import { notStored } from '../onboarding/stored-files.ts';
import { evaluate } from '../policy/evaluate.ts';
import { backwards } from '../policy/paper-faults.ts';
import { invalidInput, notFound, type Problem, problemOf } from '../policy/problem.ts';
import { variants } from '../policy/variants.ts';
import type { HostId } from '../programs/host.ts';
import type { PlatformId } from '../programs/platform.ts';
import { openHostReviews } from './at-hosts.ts';
import type { BetaInvitation, ReviewRecords } from './records.ts';
import type { ReviewDeps } from './submit.ts';

export interface RecordBetaInvitationInput {
  readonly programId: string;
  readonly platform: PlatformId;
  /** Left out: the test is at every host of the platform. */
  readonly hostId?: HostId;
  readonly invitedOn: CivilDate;
  /** The invitation itself, where it is a paper. */
  readonly fileId?: string;
}

type Written = Promise<Outcome<{ invitationId: string }, Problem>>;

/**
 * Notes that a platform has invited a program to a closed test. From now on no partner of a host that is not invited
 * sees anything of the program, until the test is over or the platform has agreed (wechat/7.1, baidu/8.1).
 */
export function recordBetaInvitation(
  deps: ReviewDeps,
  actor: Actor,
  input: RecordBetaInvitationInput,
  key?: string,
): Written {
  return deps.perform({ actor, name: 'recordBetaInvitation', key, input }, async (records) => {
    const { programId, platform, hostId } = input;
    const program = await records.lockProgram(actor.accountId, programId);
    if (!program) return refused(notFound({ 'zh-CN': '程序', en: 'program' }, 'input.programId'));
    const faults = await invitationFaults(records, actor, input, civilDateAt(deps.clock.now()));
    if (faults.length > 0) return refused(...faults);
    const known = await records.betaInvitations(actor.accountId, programId);
    const same = known.find(
      (one) => one.platform === platform && one.hostId === hostId && one.endedOn === undefined,
    );
    if (same) return refused(alreadyInvited(same.id));
    const invitationId = await records.addBetaInvitation(actor.accountId, input);
    records.record({
      type: 'BETA_INVITED',
      programId,
      subjectId: invitationId,
      payload: { platform, hostIds: hostId === undefined ? [] : [hostId], invitedOn: input.invitedOn },
    });
    return done({ invitationId });
  });
}

/**
 * Notes the platform's written consent, a paper on file: the test goes on, and may be shown for as long as the paper
 * holds. The rules say whether it is that consent; the partners who may look from now on are asked for their word.
 */
export function recordBetaConsent(
  deps: ReviewDeps,
  actor: Actor,
  input: { readonly invitationId: string; readonly materialId: string },
  key?: string,
): Written {
  return deps.perform({ actor, name: 'recordBetaConsent', key, input }, async (records) => {
    const found = await going(records, actor, input.invitationId);
    if (!found.ok) return found;
    const { invitation, program } = found.value;
    const now = deps.clock.now();
    const facts = await factsAbout(records, program, invitation.platform);
    const material = facts.materials.find(({ id }) => id === input.materialId);
    if (!material) return refused(notFound({ 'zh-CN': '材料', en: 'paper on file' }, 'input.materialId'));
    const disclosure = { audience: 'PUBLIC', underBeta: true, writtenConsent: material.paper } as const;
    // This paper alone: another one that would do is not the one that was named.
    const asked = { ...facts, materials: [material], disclosure };
    const variant = await records.variantOf(invitation.platform);
    const verdict = evaluate(variant, asked, 'DISCLOSE', now);
    const problem = problemOf(verdict, 'input.materialId');
    if (problem) return refused(problem);
    await records.changeBetaInvitation(invitation.id, { consentMaterialId: material.id });
    records.record({
      type: 'BETA_CONSENT_RECORDED',
      programId: program.id,
      subjectId: invitation.id,
      payload: {
        platform: invitation.platform,
        materialId: material.id,
        validUntil: material.validUntil ?? null,
      },
    });
    await askWhoWasKeptOut(records, program.id, now);
    return done({ invitationId: invitation.id });
  });
}

/** Notes that a closed test is over: from that day on it is no secret, and whoever was kept out is asked now. */
export function endBetaInvitation(
  deps: ReviewDeps,
  actor: Actor,
  input: { readonly invitationId: string; readonly endedOn?: CivilDate },
  key?: string,
): Written {
  return deps.perform({ actor, name: 'endBetaInvitation', key, input }, async (records) => {
    const found = await going(records, actor, input.invitationId);
    if (!found.ok) return found;
    const { invitation, program } = found.value;
    const now = deps.clock.now();
    const endedOn = input.endedOn ?? civilDateAt(now);
    const faults = pastDayFaults(endedOn, civilDateAt(now), 'input.endedOn');
    if (faults.length === 0 && endedOn < invitation.invitedOn) {
      faults.push(backwards('input.endedOn', endedOn, invitation.invitedOn));
    }
    if (faults.length > 0) return refused(...faults);
    await records.changeBetaInvitation(invitation.id, { endedOn });
    const { platform } = invitation;
    records.record({
      type: 'BETA_ENDED',
      programId: program.id,
      subjectId: invitation.id,
      payload: { platform, endedOn },
    });
    await askWhoWasKeptOut(records, program.id, now);
    return done({ invitationId: invitation.id });
  });
}

/** The invitation and its program, locked; refused where there is none, or it is over. */
async function going(records: ReviewRecords, actor: Actor, invitationId: string) {
  const path = 'input.invitationId';
  const missing = notFound({ 'zh-CN': '内测邀请', en: 'invitation to a closed test' }, path);
  const known = await records.betaInvitation(actor.accountId, invitationId);
  const program = known && (await records.lockProgram(actor.accountId, known.programId));
  // Once more: it may have ended while the program was somebody else's.
  const invitation = program && (await records.betaInvitation(actor.accountId, invitationId));
  if (!invitation) return refused<Problem>(missing);
  if (invitation.endedOn !== undefined) return refused<Problem>(isOver(invitation.endedOn, path));
  return done({ invitation, program } satisfies { invitation: BetaInvitation; program: object });
}

/** Versions that were approved meanwhile wait at hosts that could not be asked; those that may look now are asked. */
async function askWhoWasKeptOut(records: ReviewRecords, programId: string, now: Date): Promise<void> {
  for (const { platform } of variants) {
    for (const pack of await records.packagesOf(programId, platform)) {
      if (pack.review === 'APPROVED') await openHostReviews(records, pack, now, 'GATEWAY');
    }
  }
}

async function invitationFaults(
  records: ReviewRecords,
  { accountId }: Actor,
  { platform, hostId, invitedOn, fileId }: RecordBetaInvitationInput,
  today: CivilDate,
): Promise<Problem[]> {
  const faults = pastDayFaults(invitedOn, today, 'input.invitedOn');
  if (hostId !== undefined && !(await records.hosts(platform)).some(({ id }) => id === hostId)) {
    const message = {
      'zh-CN': `该平台没有宿主“${hostId}”`,
      en: `the platform has no host \`${hostId}\`; \`hosts\` lists those that it has`,
    };
    faults.push(invalidInput(message, 'input.hostId'));
  }
  faults.push(...(await notStored(records, accountId, { id: fileId, path: 'input.fileId' })));
  return faults;
}

function pastDayFaults(day: CivilDate, today: CivilDate, path: string): Problem[] {
  if (!isCivilDate(day)) {
    return [
      invalidInput(
        { 'zh-CN': `“${day}”不是日期（YYYY-MM-DD）`, en: `\`${day}\` is not a day, YYYY-MM-DD` },
        path,
      ),
    ];
  }
  if (day <= today) return [];
  return [
    invalidInput(
      { 'zh-CN': `${day} 尚未到来（今天是 ${today}）`, en: `${day} is still to come: today is ${today}` },
      path,
    ),
  ];
}

function alreadyInvited(id: string): Problem {
  return {
    code: 'ALREADY_EXISTS',
    message: {
      'zh-CN': `该内测邀请已登记（${id}）；若为新的邀请，请先结束前一个`,
      en: `this invitation is noted already (${id}): end that one before another is noted`,
    },
    path: 'input.programId',
  };
}

function isOver(endedOn: CivilDate, path: string): Problem {
  return {
    code: 'STATE',
    currentState: 'ENDED',
    message: {
      'zh-CN': `该内测已于 ${endedOn} 结束`,
      en: `this closed test is over since ${endedOn}: there is nothing to keep secret any more`,
    },
    path,
  };
}

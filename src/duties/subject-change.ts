import { goesByOlder } from '../policy/renewal.ts';
import { isIdentityPaper } from '../policy/rules/real-name.ts';
import { isSameName } from '../policy/rules/same-name.ts';
import type { PlatformId } from '../programs/platform.ts';
import { endObligation } from './end-obligation.ts';
import { openObligations } from './open-obligations.ts';
import type { DutyRecords } from './records.ts';

const KIND = 'REPORT_CHANGE';

/**
 * What platforms were told of the account has changed: each that was told of it is to be told anew (wechat/4.2,
 * baidu/2.5). Changed again before that is done, it is still one thing to do, by the first day.
 */
export async function openChange(records: DutyRecords, accountId: string, now: Date): Promise<void> {
  const binding = await records.platformsBinding(accountId);
  for (const { platform } of await records.platformsTold(accountId)) {
    if (!binding.includes(platform)) continue;
    const about = { platform, kind: KIND, subjectId: accountId } as const;
    if ((await records.lockOwed(accountId, about)).length > 0) continue;
    const round = (await records.lastRound(accountId, about)) + 1;
    const occurrence = { kind: 'SUBJECT_CHANGED', at: now, subjectId: accountId } as const;
    await openObligations(records, accountId, platform, occurrence, { round });
  }
}

/** The platform has verified the developer as declared now: it goes by that, and has been told (baidu/2.5, wechat/4.2). */
export async function changeVerified(
  records: DutyRecords,
  accountId: string,
  platform: PlatformId,
  now: Date,
): Promise<void> {
  const subject = await records.subject(accountId);
  if (!subject) return;
  const { relied = {}, ...declared } = subject;
  const { [platform]: held, ...others } = relied;
  if (held) {
    const still = Object.keys(others).length > 0 ? { relied: others } : {};
    await records.putSubject(accountId, { ...declared, ...still });
  }
  const owed = await records.lockOwed(accountId, { platform, kind: KIND, subjectId: accountId });
  for (const one of owed) await endObligation(records, one, { state: 'FULFILLED', by: 'gateway' }, now);
}

/** A paper was verified: where it proves who the account says it is, so is that, at every platform that waited for it. */
export async function identityVerified(
  records: DutyRecords,
  accountId: string,
  materialId: string,
  now: Date,
): Promise<void> {
  const material = (await records.materials(accountId)).find(({ id }) => id === materialId);
  if (!material || !isIdentityPaper(material.paper)) return;
  const subject = await records.subject(accountId);
  if (!subject || !isSameName(material.holder, subject.legalName)) return;
  for (const { platform, verified } of await records.platformsTold(accountId)) {
    if (verified && goesByOlder(platform)) await changeVerified(records, accountId, platform, now);
  }
}

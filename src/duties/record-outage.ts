import { done, type Outcome, refused } from '../kernel/outcome.ts';
import type { OutageCause } from '../policy/outage.ts';
import { invalidInput, notFound, type Problem } from '../policy/problem.ts';
import { variantOf } from '../policy/variants.ts';
import type { HostId } from '../programs/host.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { DutyDeps } from './deps.ts';
import type { DutyRecords } from './records.ts';

/** Who tells of outages: a platform of all of it or of one host, a partner host of itself. */
export interface OutageTeller {
  readonly platform: PlatformId;
  /** Of a partner host: its own. */
  readonly hostId?: HostId;
  /** `platform:<credential>` or `host:<host>`. */
  readonly label: string;
  readonly keySpace: string;
}

export interface RecordOutageInput {
  /** Left out: the host that tells, or all of the platform that does. */
  readonly hostId?: HostId | undefined;
  readonly cause: OutageCause;
  readonly from: Date;
  /** Left out: it lasts. */
  readonly until?: Date | undefined;
}

/**
 * A platform or host was out, or is (baidu/8.2). What is owed to it has as much more time; time sees to it in the
 * transactions of the accounts. Refused where the agreement has no such clause, as WeChat's: it would have no effect.
 */
export function recordOutage(
  deps: DutyDeps,
  teller: OutageTeller,
  input: RecordOutageInput,
  key?: string,
): Promise<Outcome<{ outageId: string }, Problem>> {
  return deps.perform({ ...actOf(teller), name: 'recordOutage', key, input }, async (records) => {
    const { cause, from, until } = input;
    const { platform, label } = teller;
    const hostId = input.hostId ?? teller.hostId;
    if (!variantOf(platform).outageClauses) return refused(noClause);
    if (hostId !== undefined && !(await mayName(records, teller, hostId))) {
      return refused(notFound({ 'zh-CN': '宿主', en: 'host' }, 'input.hostId'));
    }
    const faults = spanFaults(from, until, deps.clock.now());
    if (faults.length > 0) return refused(...faults);
    const outage = {
      platform,
      cause,
      from,
      ...(hostId === undefined ? {} : { hostId }),
      ...(until === undefined ? {} : { until }),
    };
    // Told again because the answer was lost: it is the one that is on file.
    const known = await records.sameOutage(outage);
    if (known !== undefined) return done({ outageId: known });
    const outageId = await records.addOutage({ ...outage, recordedBy: label });
    await records.reconsiderObligations(platform, hostId);
    return done({ outageId });
  });
}

export interface EndOutageInput {
  readonly outageId: string;
  /** Left out: now. */
  readonly until?: Date | undefined;
}

/** An outage is over. What it gave of time stays given. */
export function endOutage(
  deps: DutyDeps,
  teller: OutageTeller,
  input: EndOutageInput,
  key?: string,
): Promise<Outcome<{ outageId: string }, Problem>> {
  return deps.perform({ ...actOf(teller), name: 'endOutage', key, input }, async (records) => {
    const { outageId } = input;
    const now = deps.clock.now();
    const until = input.until ?? now;
    const outage = await records.lockOutage(outageId);
    const own = outage?.platform === teller.platform && (!teller.hostId || outage.hostId === teller.hostId);
    if (!outage || !own) return refused(notFound({ 'zh-CN': '中断记录', en: 'outage' }, 'input.outageId'));
    if (outage.until !== undefined) return refused(overAlready);
    const faults = spanFaults(outage.from, until, now);
    if (faults.length > 0) return refused(...faults);
    await records.endOutage(outageId, until, teller.label);
    await records.reconsiderObligations(outage.platform, outage.hostId);
    return done({ outageId });
  });
}

/** The act of somebody who has no account here. */
function actOf({ label, keySpace }: OutageTeller) {
  return { actor: { accountId: keySpace, label }, keySpace };
}

async function mayName(records: DutyRecords, { platform, hostId: own }: OutageTeller, hostId: HostId) {
  if (own !== undefined) return hostId === own;
  return (await records.hosts(platform)).some(({ id }) => id === hostId);
}

function spanFaults(from: Date, until: Date | undefined, now: Date): Problem[] {
  const faults: Problem[] = [];
  if (from > now) {
    const message = {
      'zh-CN': '中断的开始时间不得晚于现在；中断发生后再登记',
      en: 'an outage begins at a time that has been: record it once it has begun',
    };
    faults.push(invalidInput(message, 'input.from'));
  }
  if (until !== undefined && until <= from) {
    const message = {
      'zh-CN': '结束时间须晚于开始时间',
      en: 'an outage ends after it has begun',
    };
    faults.push(invalidInput(message, 'input.until'));
  }
  if (until !== undefined && until > now) {
    const message = {
      'zh-CN': '结束时间不得晚于现在；仍在持续的中断请不填结束时间',
      en: 'the end is a time that has been: leave it out while the outage lasts',
    };
    faults.push(invalidInput(message, 'input.until'));
  }
  return faults;
}

const noClause: Problem = invalidInput(
  {
    'zh-CN': '该平台的协议没有关于服务中断的条款，登记中断不会延长任何期限，因此不予登记',
    en: 'the platform’s agreement has no clause on outages: to record one would extend nothing, so it is not recorded',
  },
  'input',
);

const overAlready: Problem = {
  code: 'STATE',
  currentState: 'OVER',
  message: { 'zh-CN': '该中断已经结束', en: 'this outage is over already' },
  path: 'input.outageId',
};

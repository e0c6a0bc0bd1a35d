import type { PlatformConnector } from '../hosts/connector.ts';
import type { OnRecord } from '../hosts/desks/violations.ts';
import { HostError } from '../hosts/host-error.ts';
import type { MeasureTaken } from '../hosts/push-news.ts';
import { done } from '../kernel/outcome.ts';
import type { PlatformId } from '../programs/platform.ts';
import { closeMeasure } from './close-measure.ts';
import { type HearMeasureDeps, hearing, hearMeasure } from './hear-measure.ts';
import { actBy, type MeasureTaker } from './measure-taker.ts';
import type { DutyRecords } from './records.ts';
import { isToldOtherwise, wasFound } from './told-otherwise.ts';

export interface HearRecordsDeps extends HearMeasureDeps {
  readonly connectorOf: (platform: PlatformId) => Pick<PlatformConnector, 'violations'>;
  /** Has the pushes of a lane wait; undefined while another applies them. */
  readonly claimLane: (lane: string) => Promise<{ free(): Promise<void> } | undefined>;
}

export interface ProgramOnRecord {
  readonly accountId: string;
  readonly programId: string;
  readonly platform: PlatformId;
  readonly appId: string;
}

/**
 * Asks a platform what it has on record against a program, and hears what no push has said as if one had. What was found in
 * force, and is not any more, ends. Nothing where the platform has no call for it, or refuses: it is asked again with the
 * next look. BUSY: pushes of the program are being applied, which may say the same.
 */
export async function hearRecords(deps: HearRecordsDeps, about: ProgramOnRecord): Promise<'HEARD' | 'BUSY'> {
  const onRecord = await ask(deps, about);
  if (!onRecord) return 'HEARD';
  const { platform, appId } = about;
  const taker = hearing(platform, deps.hostSource);
  const isNews = await within(deps, taker, about, async (records) => {
    const found = await foundInForce(records, about, onRecord);
    return found.length > 0 || (await unheardOf(records, taker, about, onRecord.told)).length > 0;
  });
  if (!isNews) return 'HEARD';
  const claimed = await deps.claimLane(`${platform}/${appId}`);
  if (!claimed) return 'BUSY';
  try {
    const news = await within(deps, taker, about, async (records) => {
      for (const measure of await foundInForce(records, about, onRecord)) {
        const end = { at: deps.clock.now(), how: 'PLATFORM', by: taker.label } as const;
        await closeMeasure(records, measure, end, taker);
      }
      return unheardOf(records, taker, about, onRecord.told);
    });
    for (const told of news) await hearMeasure(deps, platform, appId, told);
  } finally {
    await claimed.free();
  }
  return 'HEARD';
}

/** A program whose owner did not grant this call is looked at all the same: what is pushed is heard. */
async function ask(
  { connectorOf }: HearRecordsDeps,
  { platform, appId }: ProgramOnRecord,
): Promise<OnRecord | undefined> {
  try {
    return await connectorOf(platform).violations?.onRecord(appId);
  } catch (error) {
    if (error instanceof HostError) return undefined;
    throw error;
  }
}

/** Those that were found in force, of a program that is free by now. */
async function foundInForce(records: DutyRecords, about: ProgramOnRecord, { isFree }: OnRecord) {
  if (!isFree) return [];
  return (await records.lockMeasuresAgainst(about.platform, about.programId)).filter(wasFound);
}

async function unheardOf(
  records: DutyRecords,
  taker: MeasureTaker,
  { accountId, programId }: ProgramOnRecord,
  told: readonly MeasureTaken[],
): Promise<readonly MeasureTaken[]> {
  const unheard: MeasureTaken[] = [];
  for (const one of told) {
    if (await records.enforcementReferred(taker, accountId, one.reference)) continue;
    if (!(await isToldOtherwise(records, taker, programId, one))) unheard.push(one);
  }
  return unheard;
}

async function within<Value>(
  { perform }: HearRecordsDeps,
  taker: MeasureTaker,
  { accountId, programId }: ProgramOnRecord,
  work: (records: DutyRecords) => Promise<Value>,
): Promise<Value> {
  const { actor } = actBy(taker, accountId);
  const outcome = await perform({ actor, name: 'hearRecords', input: { programId } }, async (records) =>
    done(await work(records)),
  );
  if (!outcome.ok) throw new Error('hearing of records refused what it asked for itself');
  return outcome.value;
}

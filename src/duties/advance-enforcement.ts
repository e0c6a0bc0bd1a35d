import { done } from '../kernel/outcome.ts';
import { nextTurnAt } from '../policy/measure.ts';
import { closeMeasure } from './close-measure.ts';
import type { MeasureDeps } from './end-measure.ts';
import { enforcementEvent } from './enforcement-event.ts';

/**
 * Says of a measure that it has begun, or that its date has come: once, however many nodes ask. What it holds up follows
 * from its dates alone, so nothing waits for this.
 */
export async function advanceEnforcement(deps: MeasureDeps, id: string): Promise<void> {
  const accountId = await deps.accountOfEnforcement(id);
  if (accountId === undefined) return;
  const actor = { accountId, label: 'gateway' };
  await deps.perform({ actor, name: 'advanceEnforcement', input: { id } }, async (records) => {
    const measure = await records.lockEnforcement(id);
    const now = deps.clock.now();
    const isDue = measure?.nextStepAt !== undefined && measure.nextStepAt <= now && !measure.endedAt;
    if (!measure || !isDue) return done(undefined);
    const { until, platform } = measure;
    if (until !== undefined && now >= until) {
      const gateway = { platform, source: 'GATEWAY', label: 'gateway' } as const;
      await closeMeasure(records, measure, { at: until, how: 'DATE', by: 'gateway' }, gateway);
    } else {
      records.record(enforcementEvent('MEASURE_BEGUN', measure, {}, { occurredAt: measure.from }));
      await records.changeEnforcement(id, { nextStepAt: nextTurnAt(measure, now) ?? null });
    }
    return done(undefined);
  });
}

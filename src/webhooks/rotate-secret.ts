import { done, type Outcome } from '../kernel/outcome.ts';
import type { Problem } from '../policy/problem.ts';
import { placeInLog, type WebhookDeps, type WebhookKeeper } from './deps.ts';
import { act } from './keep-webhook.ts';
import { newWebhookSecret } from './signature.ts';

/** How long the secret before signs as well, in hours, where nothing else is said; and at most. */
export const OVERLAP_HOURS = { usual: 24, most: 168 } as const;

/**
 * A new secret, shown this once. The one before it signs, too, for some hours, so that the receiver can change over without
 * refusing anything; 0, where it has become known to somebody: from now on it signs nothing.
 */
export function rotateWebhookSecret(
  deps: WebhookDeps,
  keeper: WebhookKeeper,
  { id, overlapHours }: { readonly id: string; readonly overlapHours: number },
  key?: string,
): Promise<Outcome<{ id: string; secret: string; previousUntil: Date }, Problem>> {
  return act(deps, keeper, 'rotateWebhookSecret', { id, overlapHours }, key, async (records, { stream }) => {
    const secret = newWebhookSecret();
    const previousUntil = new Date(deps.clock.now().getTime() + overlapHours * 3_600_000);
    await records.changeWebhook(id, { secret, previousUntil });
    const payload = { previousUntil: previousUntil.toISOString() };
    records.record({ type: 'WEBHOOK_SECRET_ROTATED', ...placeInLog(stream, id), payload });
    return done({ id, secret, previousUntil });
  });
}

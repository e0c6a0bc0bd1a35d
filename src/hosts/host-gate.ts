import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { BreakerState } from './host-watch.ts';
import { LostAnswer } from './http-wire.ts';

/** How much one node asks of one host. Neither platform publishes the numbers that it allows; these are ours. */
export interface HostLimits {
  /** From the first byte sent to the last byte read. */
  readonly timeoutMs: number;
  /** Calls under way at once. */
  readonly atOnce: number;
  /** Calls that wait for one of those to end; any more are turned away. */
  readonly waiting: number;
  /** Calls begun within one second. */
  readonly perSecond: number;
}

export const usualLimits: HostLimits = { timeoutMs: 10_000, atOnce: 4, waiting: 2, perSecond: 50 };

/** Calls in a row without an answer after which the host is left to recover. */
export const FAILURES_UNTIL_BREAK = 5;

/** How long a host that does not answer is left alone; then one call, and no second, finds out whether it is back. */
export const BREAK_MS = 30_000;

/** How long to wait where there are too many calls under way: about as long as one of them takes. */
const CROWDED_MS = 1_000;

/** A host is not left alone for longer than this, whatever it asks for: a date in error must not cut it off for ever. */
const LONGEST_HOLD_MS = 86_400_000;

/** The call was not made: nothing of it has left this machine. */
export class GateShut extends Error {
  override readonly name = 'GateShut';
  readonly waitMs: number;

  constructor(words: string, waitMs: number) {
    super(words);
    this.waitMs = waitMs;
  }
}

/** All calls of this node to one host pass here. */
export interface HostGate {
  /** Makes the call if it may be made now. Rejects with `GateShut`, or with what the call rejects with. */
  pass<Reply>(call: (signal: AbortSignal) => Promise<Reply>): Promise<Reply>;
  /** The host has asked for no calls for so long (`Retry-After`). */
  hold(milliseconds: number): void;
}

/**
 * Bounds how often and how many at once, gives up after a time, and stops calling a host that does not answer.
 * A host that hangs so holds up its own jobs and nobody else's: what finds no room is turned away, to come again.
 */
export function createHostGate(
  limits: HostLimits,
  onBreak: (state: BreakerState) => void = () => {},
): HostGate {
  const rate = new RateLimiterMemory({ points: limits.perSecond, duration: 1 });
  const breaker = circuitBreaker(
    handleWhen((error) => error instanceof LostAnswer || error instanceof TaskCancelledError),
    { halfOpenAfter: BREAK_MS, breaker: new ConsecutiveBreaker(FAILURES_UNTIL_BREAK) },
  );
  breaker.onStateChange((state) => onBreak(breakerStateOf[state]));
  const policy = wrap(
    // Outside of the breaker, which would take a call that was turned away for an answer.
    bulkhead(limits.atOnce, limits.waiting),
    breaker,
    timeout(limits.timeoutMs, TimeoutStrategy.Aggressive),
  );
  let heldUntil = 0;

  return {
    async pass(call) {
      const held = heldUntil - Date.now();
      if (held > 0) throw new GateShut('the host has asked not to be called before that', held);
      try {
        await rate.consume('host');
        return await policy.execute(({ signal }) => call(signal));
      } catch (refusal) {
        throw shutBy(refusal, limits) ?? refusal;
      }
    },
    hold(milliseconds) {
      heldUntil = Math.max(heldUntil, Date.now() + Math.min(milliseconds, LONGEST_HOLD_MS));
    },
  };
}

/** Isolated is what somebody has broken by hand; nobody does. */
const breakerStateOf: Readonly<Record<CircuitState, BreakerState>> = {
  [CircuitState.Closed]: 'CLOSED',
  [CircuitState.HalfOpen]: 'HALF_OPEN',
  [CircuitState.Open]: 'OPEN',
  [CircuitState.Isolated]: 'OPEN',
};

function shutBy(refusal: unknown, { atOnce, perSecond }: HostLimits): GateShut | undefined {
  if (refusal instanceof RateLimiterRes)
    return new GateShut(`${perSecond} calls to this host were begun within a second`, refusal.msBeforeNext);
  if (refusal instanceof BulkheadRejectedError)
    return new GateShut(`${atOnce} calls to this host are under way, and others wait`, CROWDED_MS);
  if (refusal instanceof BrokenCircuitError)
    return new GateShut(`the last ${FAILURES_UNTIL_BREAK} calls to this host had no answer`, BREAK_MS);
  return undefined;
}

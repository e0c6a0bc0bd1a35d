import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { BREAK_MS, createHostGate, FAILURES_UNTIL_BREAK, GateShut } from '../../src/hosts/host-gate.ts';
import { LostAnswer } from '../../src/hosts/http-wire.ts';

const limits = { timeoutMs: 60_000, atOnce: 100, waiting: 0, perSecond: 100_000 };
const noon = new Date('2026-11-21T12:00:00Z').getTime();

/** Only the clock is ours; what waits for the network waits as ever. */
beforeEach(() => {
  jest.useFakeTimers({
    doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'setTimeout', 'clearTimeout'],
  });
  jest.setSystemTime(noon);
});
afterEach(() => {
  jest.useRealTimers();
});

const letPass = (milliseconds: number) => jest.setSystemTime(Date.now() + milliseconds);
const lost = async (): Promise<never> => {
  throw new LostAnswer('no answer', 'REACHED', 'NO_ANSWER');
};

/** A host whose answers the test gives, and how often it was called. */
class Host {
  calls = 0;
  answer: () => Promise<string> = async () => 'fine';
  readonly call = () => {
    this.calls += 1;
    return this.answer();
  };
}

/** For how long the gate turns the call away; 0 where it lets it pass, whatever comes of it. */
async function shutFor(passing: Promise<unknown>): Promise<number> {
  try {
    await passing;
  } catch (error) {
    if (error instanceof GateShut) return error.waitMs;
  }
  return 0;
}

/** An answer that is given when the test says so. */
function pending(): { readonly answer: () => Promise<string>; give(): void } {
  let give = () => {};
  const answered = new Promise<string>((resolve) => {
    give = () => resolve('fine');
  });
  return { answer: () => answered, give: () => give() };
}

describe('a host that does not answer', () => {
  async function broken() {
    const host = new Host();
    const gate = createHostGate(limits);
    host.answer = lost;
    for (let n = 0; n < FAILURES_UNTIL_BREAK; n += 1) await shutFor(gate.pass(host.call));
    return { host, gate };
  }

  it('is not called any more after five times in a row', async () => {
    const { host, gate } = await broken();
    expect(await shutFor(gate.pass(host.call))).toBe(BREAK_MS);
    expect(host.calls).toBe(FAILURES_UNTIL_BREAK);
  });

  it('is asked once, and no more, in every thirty seconds that it stays away', async () => {
    const { host, gate } = await broken();
    host.calls = 0;
    // A hundred jobs knock every second for five minutes.
    for (let second = 0; second < 300; second += 1) {
      letPass(1_000);
      await Promise.all(Array.from({ length: 100 }, () => shutFor(gate.pass(host.call))));
    }
    expect(host.calls).toBe(300_000 / BREAK_MS);
  });

  it('is called again as soon as that one call was answered', async () => {
    const { host, gate } = await broken();
    letPass(BREAK_MS);
    host.answer = async () => 'back';
    expect(await gate.pass(host.call)).toBe('back');
    expect(await gate.pass(host.call)).toBe('back');
  });

  it('is not taken to be away where it refuses: a refusal is an answer', async () => {
    const host = new Host();
    const gate = createHostGate(limits);
    host.answer = async () => {
      throw new Error('85012');
    };
    for (let n = 0; n < 20; n += 1) await shutFor(gate.pass(host.call));
    expect(host.calls).toBe(20);
  });
});

describe('a host that is called a lot', () => {
  it('has so many calls at once, so many that wait, and turns the next away until there is room', async () => {
    const host = new Host();
    const gate = createHostGate({ ...limits, atOnce: 2, waiting: 1 });
    const slow = pending();
    host.answer = slow.answer;
    const taken = [1, 2, 3].map(() => gate.pass(host.call));
    expect(await shutFor(gate.pass(host.call))).toBeGreaterThan(0);
    expect(host.calls).toBe(2);
    slow.give();
    expect(await Promise.all(taken)).toEqual(['fine', 'fine', 'fine']);
    expect(await gate.pass(host.call)).toBe('fine');
  });

  it('is called so often a second, and told how long the rest is', async () => {
    const host = new Host();
    const gate = createHostGate({ ...limits, perSecond: 3 });
    for (let n = 0; n < 3; n += 1) await gate.pass(host.call);
    letPass(400);
    expect(await shutFor(gate.pass(host.call))).toBe(600);
    expect(host.calls).toBe(3);
    letPass(601);
    expect(await gate.pass(host.call)).toBe('fine');
  });

  it('does not have one that is turned away taken for a sign that it is back', async () => {
    const host = new Host();
    const gate = createHostGate({ ...limits, atOnce: 1, waiting: 0 });
    host.answer = lost;
    for (let n = 0; n < FAILURES_UNTIL_BREAK; n += 1) await shutFor(gate.pass(host.call));
    letPass(BREAK_MS);
    const slow = pending();
    host.answer = slow.answer;
    const probe = gate.pass(host.call);
    expect(await shutFor(gate.pass(host.call))).toBeGreaterThan(0);
    expect(host.calls).toBe(FAILURES_UNTIL_BREAK + 1);
    slow.give();
    await probe;
  });
});

describe('a host that says when it may be called again', () => {
  it('is not called before, by anybody', async () => {
    const host = new Host();
    const gate = createHostGate(limits);
    gate.hold(45_000);
    letPass(44_000);
    expect(await shutFor(gate.pass(host.call))).toBe(1_000);
    letPass(1_000);
    expect(await gate.pass(host.call)).toBe('fine');
    expect(host.calls).toBe(1);
  });

  it('does not shorten what it said before', async () => {
    const gate = createHostGate(limits);
    gate.hold(45_000);
    gate.hold(1_000);
    expect(await shutFor(gate.pass(new Host().call))).toBe(45_000);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { civilDateAt, startOfDay } from '../../src/kernel/civil-time.ts';
import { baidu } from '../../src/policy/baidu/variant.ts';
import { extendedBy, isDuring, outageCauses, stops } from '../../src/policy/outage.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const OPENS = startOfDay('2027-03-10');
const DUE = startOfDay('2027-03-20');
const NOW = new Date(DUE.getTime() + 30 * DAY);
const owed = { opensAt: OPENS, dueAt: DUE };
const fromOpening = (ms: number) => new Date(OPENS.getTime() + ms);

const outage = fc
  .tuple(fc.integer({ min: -5 * 24, max: 30 * 24 }), fc.integer({ min: 1, max: 10 * 24 }), fc.boolean())
  .map(([from, hours, lasts]) => ({
    from: fromOpening(from * HOUR),
    ...(lasts ? {} : { until: fromOpening((from + hours) * HOUR) }),
  }));
const outages = fc.array(outage, { maxLength: 6 });

describe('a due date with outages (baidu/8.2)', () => {
  it('moves by the time that was lost, to the end of the day that comes out', () => {
    const lost = { from: fromOpening(2 * DAY), until: fromOpening(2 * DAY + 5 * HOUR) };
    expect(extendedBy(owed, [lost], NOW)).toEqual(startOfDay('2027-03-21'));
    const twoDays = { from: fromOpening(2 * DAY), until: fromOpening(4 * DAY) };
    expect(extendedBy(owed, [twoDays], NOW)).toEqual(startOfDay('2027-03-22'));
  });

  it('is not moved by what was over before it began, or came after it was due', () => {
    expect(extendedBy(owed, [{ from: fromOpening(-DAY), until: OPENS }], NOW)).toEqual(DUE);
    expect(extendedBy(owed, [{ from: DUE, until: NOW }], NOW)).toEqual(DUE);
  });

  it('is moved, too, by an outage in the time that an outage gave', () => {
    const first = { from: fromOpening(9 * DAY), until: fromOpening(11 * DAY) };
    const second = { from: fromOpening(11 * DAY + HOUR), until: fromOpening(13 * DAY) };
    expect(extendedBy(owed, [first], NOW)).toEqual(startOfDay('2027-03-22'));
    // Twenty-three hours were left after the first, and the clock stood for 1 day and 23 hours of them.
    expect(extendedBy(owed, [first, second], NOW)).toEqual(startOfDay('2027-03-24'));
  });

  it('has not passed while an outage lasts that began before it', () => {
    const lasting = { from: fromOpening(9 * DAY) };
    for (let day = 0; day < 20; day += 1) {
      const now = new Date(DUE.getTime() + day * DAY);
      expect(extendedBy(owed, [lasting], now).getTime()).toBeGreaterThan(now.getTime());
    }
  });

  it('never comes earlier, whatever is recorded, and never by recording more', () => {
    fc.assert(
      fc.property(outages, outage, (some, one) => {
        const due = extendedBy(owed, some, NOW);
        expect(due.getTime()).toBeGreaterThanOrEqual(DUE.getTime());
        expect(extendedBy(owed, [...some, one], NOW).getTime()).toBeGreaterThanOrEqual(due.getTime());
        expect(startOfDay(civilDateAt(due))).toEqual(due);
      }),
    );
  });

  it('does not depend on the order in which outages were recorded, and counts what overlaps once', () => {
    fc.assert(
      fc.property(outages, fc.array(fc.nat()), (some, keys) => {
        const due = extendedBy(owed, some, NOW);
        const shuffled = some
          .map((one, index) => ({ one, key: keys[index] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(extendedBy(owed, shuffled, NOW)).toEqual(due);
        expect(extendedBy(owed, [...some, ...shuffled], NOW)).toEqual(due);
      }),
    );
  });

  it('has not passed while an outage lasts that began on the day that it was moved to', () => {
    const before = { from: fromOpening(2 * DAY), until: fromOpening(2 * DAY + HOUR) };
    const told = extendedBy(owed, [before], NOW);
    expect(told).toEqual(startOfDay('2027-03-21'));
    const lasting = { from: new Date(told.getTime() - 6 * HOUR) };
    for (let hour = 0; hour < 100; hour += 1) {
      const now = new Date(lasting.from.getTime() + hour * HOUR);
      expect(extendedBy(owed, [before, lasting], now).getTime()).toBeGreaterThan(now.getTime());
    }
    const over = { ...lasting, until: new Date(told.getTime() + 50 * HOUR) };
    expect(extendedBy(owed, [before, over], NOW)).toEqual(startOfDay('2027-03-24'));
    // Over before the day ends, it has taken nothing of the days that were given.
    const short = { ...lasting, until: new Date(told.getTime() - HOUR) };
    expect(extendedBy(owed, [before, short], NOW)).toEqual(told);
    const after = { from: told, until: NOW };
    expect(extendedBy(owed, [before, after], NOW)).toEqual(told);
  });

  it('never passes during an outage that began before it', () => {
    fc.assert(
      fc.property(outages, fc.integer({ min: 0, max: 60 * 24 }), (some, hours) => {
        const now = fromOpening(hours * HOUR);
        const recorded = some
          .filter(({ from }) => from <= now)
          .map(({ from, until }) => (until && until <= now ? { from, until } : { from }));
        const due = extendedBy(owed, recorded, now);
        const on = recorded.filter(({ from }) => from < due);
        if (due <= now) expect(isDuring(on, due)).toBe(false);
      }),
    );
  });

  it('is not moved by more than the outages lasted, but for the rest of a day', () => {
    const lostIn = (some: readonly { from: Date; until?: Date }[]) =>
      some.reduce((sum, { from, until = NOW }) => sum + Math.max(0, +until - +from), 0);
    const moved = (some: readonly { from: Date; until?: Date }[]) =>
      extendedBy(owed, some, NOW).getTime() - DUE.getTime();
    fc.assert(
      fc.property(outages, (some) => {
        const inTime = some.filter(({ from }) => from < DUE);
        expect(moved(inTime)).toBeLessThan(lostIn(inTime) + DAY);
        // Each that is on at the end of a day that was given moves it to the end of another.
        expect(moved(some)).toBeLessThan(lostIn(some) + DAY * (1 + some.length));
      }),
    );
  });
});

describe('an outage', () => {
  const all = { platform: 'BAIDU', from: OPENS };
  it('stops what is owed to its platform, and nothing that is owed to others (baidu/8.2)', () => {
    expect(stops(all, { platform: 'BAIDU', recipient: 'PLATFORM' })).toBe(true);
    expect(stops(all, { platform: 'BAIDU', recipient: 'HOST', hostId: 'tieba' })).toBe(true);
    expect(stops(all, { platform: 'BAIDU', recipient: 'END_USERS' })).toBe(false);
    expect(stops(all, { platform: 'BAIDU', recipient: 'AUTHORITY' })).toBe(false);
    expect(stops(all, { platform: 'WECHAT', recipient: 'PLATFORM' })).toBe(false);
  });

  it('of one host stops what is owed about that host alone (baidu/8.2, baidu/3.6)', () => {
    const one = { ...all, hostId: 'tieba' };
    expect(stops(one, { platform: 'BAIDU', recipient: 'HOST', hostId: 'tieba' })).toBe(true);
    expect(stops(one, { platform: 'BAIDU', recipient: 'HOST', hostId: 'kugou' })).toBe(false);
    expect(stops(one, { platform: 'BAIDU', recipient: 'PLATFORM' })).toBe(false);
  });

  it('has one of four causes, each of a clause of its own (baidu/8.2(1), baidu/8.2(2), baidu/8.2(3), baidu/8.2(4))', () => {
    expect(outageCauses.map((cause) => baidu.outageClauses?.[cause])).toEqual([
      'baidu/8.2(1)',
      'baidu/8.2(2)',
      'baidu/8.2(3)',
      'baidu/8.2(4)',
    ]);
    expect(wechat.outageClauses).toBeUndefined();
  });

  it('is from its first instant to before its last', () => {
    const span = { from: OPENS, until: DUE };
    expect([isDuring([span], OPENS), isDuring([span], DUE), isDuring([{ from: OPENS }], NOW)]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

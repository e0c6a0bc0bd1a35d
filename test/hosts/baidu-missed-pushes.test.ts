import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { MissedPushPage } from '../../src/hosts/desks/desks.ts';
import { signatureOf } from '../../src/kernel/message-crypto.ts';
import { type BaiduWire, no, ok, openBaiduWire, sealed, smartapp } from './baidu-desk.ts';
import { failureOf } from './subjects.ts';

const PATH = smartapp('pushmsg/getmsg');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let wire: BaiduWire;
beforeEach(async () => {
  wire = await openBaiduWire();
});
afterEach(() => wire.close());

const passed = {
  appId: 1452365,
  tpAppId: 17328232,
  eventTime: '2026-03-03 11:00:00',
  event: 'PACKAGE_AUDIT_PASS',
};
const page = (count: number, ...list: object[]) => ok({ page: 0, pageSize: 100, count, list });
const entry = (id: number, message: object | string, status = 2) => ({
  id,
  content: sealed(message),
  status,
});

/** Asks for what was missed in the time up to now. */
async function missedIn(pauseMs: number): Promise<readonly MissedPushPage[]> {
  const until = wire.clock.now();
  const { missedPushes } = wire.connector;
  if (!missedPushes) throw new Error('Baidu can be asked for pushes');
  const pages: MissedPushPage[] = [];
  for await (const one of missedPushes.between(new Date(until.getTime() - pauseMs), until)) pages.push(one);
  return pages;
}
const asked = () =>
  wire.host.requestsTo(PATH).map(({ query }) => {
    const { access_token, ...rest } = query;
    expect(access_token).toBe('42.tp-token');
    return rest;
  });

describe('the pushes of Baidu that did not arrive', () => {
  it('are asked for with the token of the gateway, the failed ones of the last day', async () => {
    wire.host.on(PATH, page(1, entry(99081, passed)));
    const [only, ...more] = await missedIn(HOUR_MS / 2);
    expect(more).toEqual([]);
    expect(only).toMatchObject({
      unreadable: 0,
      pushes: [{ event: 'PACKAGE_AUDIT_PASS', message: JSON.stringify(passed), address: 'missed' }],
    });
    expect(wire.lastTo(PATH)).toMatchObject({ method: 'GET', contentType: '' });
    expect(asked()).toEqual([{ push_type: '2', offset: '0', count: '100' }]);
  });

  it('have the key of the very push, should it arrive after all, however it is written down', async () => {
    const { tpAppId, appId, ...rest } = passed;
    wire.host.on(PATH, page(1, entry(1, JSON.stringify({ ...rest, appId, tpAppId }, null, 2))));
    const [only] = await missedIn(0);
    const encrypted = sealed(passed);
    const timestamp = String(wire.clock.now().getTime() / 1000);
    const body = {
      Nonce: '1',
      TimeStamp: timestamp,
      Encrypt: encrypted,
      MsgSignature: signatureOf('token', timestamp, '1', encrypted),
    };
    const incoming = { address: 'messages', query: {}, body: JSON.stringify(body) };
    const { key } = await wire.connector.readPush(incoming, wire.clock.now());
    expect(only?.pushes[0]?.key).toBe(key);
  });

  it('come page by page until there are no more', async () => {
    const many = Array.from({ length: 100 }, (_, n) => entry(n, { ...passed, packageId: n }));
    wire.host.on(PATH, page(101, ...many), page(101, entry(100, passed)));
    const pages = await missedIn(0);
    expect(pages.map(({ pushes }) => pushes.length)).toEqual([100, 1]);
    expect(new Set(pages.flatMap(({ pushes }) => pushes.map(({ key }) => key))).size).toBe(101);
    expect(asked().map(({ offset }) => offset)).toEqual(['0', '100']);
  });

  it('end where the host says there are more and has none', async () => {
    wire.host.on(PATH, page(500, entry(1, passed)), page(500));
    expect(await missedIn(0)).toHaveLength(1);
    expect(asked()).toHaveLength(2);
  });

  it('are asked for whatever became of them after a pause of hours', async () => {
    wire.host.on(PATH, page(0));
    await missedIn(3 * HOUR_MS);
    expect(asked()).toEqual([{ push_type: '1', offset: '0', count: '100' }]);
  });

  it('are asked for in windows of less than a week after a longer one, a month back at most', async () => {
    wire.host.on(PATH, page(0));
    await missedIn(60 * DAY_MS);
    const windows = asked().filter(({ start }) => start !== undefined);
    const now = wire.clock.now().getTime() / 1000;
    expect(Number(windows[0]?.start)).toBe(now - 28 * 86_400);
    expect(windows.at(-1)?.end).toBe(String(now));
    for (const [n, { start, end }] of windows.entries()) {
      expect(Number(end) - Number(start)).toBeLessThanOrEqual(6 * 86_400);
      if (n > 0) expect(start).toBe(windows[n - 1]?.end);
    }
    expect(asked().at(-1)).toEqual({ push_type: '1', offset: '0', count: '100' });
  });

  it('of the last day are had though Baidu does not understand the times, whose form is not published', async () => {
    wire.host.on(PATH, no(40001), page(1, entry(1, passed)));
    expect(await missedIn(3 * DAY_MS)).toHaveLength(1);
  });

  it('that no key opens, or that are for another platform, are counted and hold nothing back', async () => {
    const foreign = { ...passed, tpAppId: 1 };
    const broken = [{ id: 1, content: 'AAAA' }, { id: 2, content: null }, { id: 3 }];
    wire.host.on(PATH, page(6, ...broken, entry(4, foreign), entry(5, 'no JSON'), entry(6, passed)));
    const [only] = await missedIn(0);
    expect(only).toMatchObject({ unreadable: 5, pushes: [{ event: 'PACKAGE_AUDIT_PASS' }] });
  });

  it('are for another time where the host is busy', async () => {
    wire.host.on(PATH, no(5000));
    expect(await failureOf(missedIn(0))).toMatchObject({ retry: 'RETRY_LATER', code: '5000' });
  });
});

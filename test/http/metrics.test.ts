import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { pushFaults } from '../../src/hosts/host-error.ts';
import { answerFaults } from '../../src/hosts/host-watch.ts';
import { type Backlog, createMetrics, type Metrics } from '../../src/http/metrics.ts';
import { serveMetrics } from '../../src/http/metrics-server.ts';

const platforms = ['WECHAT', 'BAIDU'] as const;
const empty: Backlog = { jobs: [], oldestJobSeconds: 0, pushes: [], deadLetters: [], webhooks: [] };
let backlog: () => Promise<Backlog>;
let metrics: Metrics;

beforeEach(() => {
  backlog = async () => empty;
  metrics = createMetrics({ platforms, jobKinds: ['PACKAGE', 'PUSH'], backlog: () => backlog() });
});

/** Each series of a metric, by its labels as they are written. */
async function seriesOf(name: string): Promise<Record<string, number>> {
  const lines = (await metrics.text()).split('\n').filter((line) => line.match(`^${name}(\\{| )`));
  return Object.fromEntries(
    lines.map((line) => [line.slice(name.length, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
  );
}

describe('what is counted', () => {
  it('is there from the start, with nothing in it, for each platform and each reason', async () => {
    const refused = await seriesOf('paifang_pushes_refused_total');
    expect(Object.keys(refused)).toHaveLength(platforms.length * pushFaults.length);
    expect(new Set(Object.values(refused))).toEqual(new Set([0]));
    expect(Object.keys(await seriesOf('paifang_host_bad_answers_total'))).toHaveLength(
      platforms.length * answerFaults.length,
    );
  });

  it('counts pushes that are refused, taken, and could not be stored', async () => {
    metrics.pushes.refused('WECHAT', 'STALE');
    metrics.pushes.refused('WECHAT', 'STALE');
    metrics.pushes.acknowledged('BAIDU', 'STORED', 0.07);
    metrics.pushes.notStored('BAIDU');
    expect((await seriesOf('paifang_pushes_refused_total'))['{platform="WECHAT",reason="STALE"}']).toBe(2);
    expect((await seriesOf('paifang_pushes_total'))['{platform="BAIDU",outcome="STORED"}']).toBe(1);
    expect((await seriesOf('paifang_pushes_not_stored_total'))['{platform="BAIDU"}']).toBe(1);
    const buckets = await seriesOf('paifang_push_acknowledgement_seconds_bucket');
    expect(buckets['{le="0.05",platform="BAIDU"}']).toBe(0);
    expect(buckets['{le="0.1",platform="BAIDU"}']).toBe(1);
  });

  it('says which state a breaker is in, and that it is in no other', async () => {
    metrics.hosts.breakerMoved('BAIDU', 'OPEN');
    expect(await seriesOf('paifang_host_breaker_state')).toEqual({
      '{platform="WECHAT",state="CLOSED"}': 1,
      '{platform="WECHAT",state="HALF_OPEN"}': 0,
      '{platform="WECHAT",state="OPEN"}': 0,
      '{platform="BAIDU",state="CLOSED"}': 0,
      '{platform="BAIDU",state="HALF_OPEN"}': 0,
      '{platform="BAIDU",state="OPEN"}': 1,
    });
  });
});

describe('what wakes this node', () => {
  it('is told with its carrier, as it is when somebody reads, and not at all where there is no other node', async () => {
    expect(await seriesOf('paifang_wake_ups_up')).toEqual({});
    let isUp = false;
    const wakeUps = { carrier: 'REDIS', isUp: () => isUp };
    metrics = createMetrics({ platforms, jobKinds: [], backlog: () => backlog(), wakeUps });
    expect(await seriesOf('paifang_wake_ups_up')).toEqual({ '{carrier="REDIS"}': 0 });
    isUp = true;
    expect(await seriesOf('paifang_wake_ups_up')).toEqual({ '{carrier="REDIS"}': 1 });
  });
});

describe('who follows what happens', () => {
  it('is told as it is when somebody reads, and is nobody before anybody is served', async () => {
    expect(await seriesOf('paifang_subscriptions')).toEqual({ '': 0 });
    const subscribers = () => ({ members: 12, signedIn: 7, unsigned: 1 });
    metrics = createMetrics({ platforms, jobKinds: [], backlog: () => backlog(), subscribers });
    expect(await seriesOf('paifang_subscriptions')).toEqual({ '': 12 });
    expect(await seriesOf('paifang_stream_connections')).toEqual({
      '{signed_in="yes"}': 7,
      '{signed_in="no"}': 1,
    });
  });
});

describe('what waits in the database', () => {
  it('is asked for when somebody reads, and what is gone is 0 the next time', async () => {
    backlog = async () => ({
      jobs: [{ kind: 'PUSH', state: 'WAITING', count: 3 }],
      oldestJobSeconds: 12.5,
      pushes: [{ platform: 'WECHAT', count: 7 }],
      deadLetters: [{ kind: 'PACKAGE', count: 2 }],
      webhooks: [{ state: 'FAILING', count: 2, waiting: 41 }],
    });
    expect((await seriesOf('paifang_jobs'))['{kind="PUSH",state="WAITING"}']).toBe(3);
    expect(await seriesOf('paifang_jobs_oldest_waiting_seconds')).toEqual({ '': 12.5 });
    expect((await seriesOf('paifang_pushes_waiting'))['{platform="WECHAT"}']).toBe(7);
    expect((await seriesOf('paifang_dead_letters'))['{kind="PACKAGE"}']).toBe(2);
    expect((await seriesOf('paifang_webhooks'))['{state="FAILING"}']).toBe(2);
    expect((await seriesOf('paifang_webhook_deliveries_waiting'))['{state="FAILING"}']).toBe(41);
    backlog = async () => empty;
    expect((await seriesOf('paifang_jobs'))['{kind="PUSH",state="WAITING"}']).toBe(0);
    expect((await seriesOf('paifang_pushes_waiting'))['{platform="WECHAT"}']).toBe(0);
    expect(await seriesOf('paifang_webhook_deliveries_waiting')).toEqual({
      '{state="ACTIVE"}': 0,
      '{state="FAILING"}': 0,
      '{state="PAUSED"}': 0,
      '{state="DISABLED"}': 0,
    });
  });

  it('makes no series of what is in no list, whatever lies in the tables', async () => {
    backlog = async () => ({
      ...empty,
      jobs: [{ kind: 'x"} 1\nevil 1', state: 'WAITING', count: 1 }],
      pushes: [{ platform: 'ANOTHER', count: 1 }],
      deadLetters: [{ kind: '__proto__', count: 1 }],
    });
    expect(await metrics.text()).not.toMatch(/evil|ANOTHER|__proto__/);
  });

  it('is left out where the database does not answer; what was counted is told all the same', async () => {
    await metrics.text();
    backlog = async () => Promise.reject(new Error('no database'));
    metrics.pushes.notStored('WECHAT');
    expect(await seriesOf('paifang_database_up')).toEqual({ '': 0 });
    for (const name of ['jobs', 'pushes_waiting', 'dead_letters', 'webhooks', 'jobs_oldest_waiting_seconds'])
      expect(await seriesOf(`paifang_${name}`)).toEqual({});
    expect((await seriesOf('paifang_pushes_not_stored_total'))['{platform="WECHAT"}']).toBe(1);
    backlog = async () => empty;
    expect(await seriesOf('paifang_database_up')).toEqual({ '': 1 });
  });
});

describe('the address of the metrics', () => {
  const token = 'a'.repeat(32);
  let app: FastifyInstance;
  beforeAll(async () => {
    const served = createMetrics({ platforms, jobKinds: [], backlog: async () => empty });
    app = await serveMetrics(served, { host: '127.0.0.1', port: 0, token }, 'silent');
  });
  afterAll(() => app.close());
  const read = (authorization?: string) =>
    app.inject({ url: '/metrics', headers: authorization === undefined ? {} : { authorization } });

  it('answers whoever has the token, in the format that Prometheus reads', async () => {
    const answer = await read(`Bearer ${token}`);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(answer.body).toContain('# TYPE paifang_pushes_refused_total counter');
  });

  it.each([[undefined], [''], ['Bearer '], [`Bearer ${'b'.repeat(32)}`], [`Basic ${token}`], [token]])(
    'tells nothing to whoever comes with %j',
    async (authorization) => {
      const answer = await read(authorization);
      expect([answer.statusCode, answer.body]).toEqual([401, 'refused']);
    },
  );
});

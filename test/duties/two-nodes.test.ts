import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { draftAgreementVersion } from '../../src/duties/draft-agreement.ts';
import { publishAgreementVersion } from '../../src/duties/publish-agreement.ts';
import { takeMeasure } from '../../src/duties/take-measure.ts';
import { addDays, civilDateAt } from '../../src/kernel/civil-time.ts';
import { done } from '../../src/kernel/outcome.ts';
import { variantOf } from '../../src/policy/variants.ts';
import type { Database } from '../../src/store/database.ts';
import { nextDraft } from '../support/next-agreement.ts';
import { granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';
import { atRest, openTimeNode, type TimeNode } from '../support/time-node.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

const DAY_MS = 86_400_000;
const MEASURES = 12;
const WECHAT = { platform: 'WECHAT', label: 'platform:cred_1' };

let shop: Workshop;
let restaurant: Restaurant;
let nodes: TimeNode[];
/** The handle of each node on the database: of its own where the database is a server. */
let handles: Database[];
const faults: Error[] = [];

beforeEach(async () => {
  shop = await openWorkshop();
  restaurant = await openRestaurant(shop);
  handles = [await shop.database.again(), await shop.database.again()];
  faults.length = 0;
  nodes = [];
  nodes = await openNodes();
});
afterEach(async () => {
  await stopNodes();
  for (const handle of handles) if (handle !== shop.database) await handle.close();
  await shop.close();
  expect(faults).toEqual([]);
});

function openNodes(): Promise<TimeNode[]> {
  return Promise.all(handles.map((handle) => openTimeNode(shop, handle, (fault) => faults.push(fault))));
}

async function stopNodes(): Promise<void> {
  await Promise.all(nodes.map((node) => node.stop()));
}

/** The timers of all nodes at one instant, and their workers until nothing is left. */
async function allLook(): Promise<void> {
  await Promise.all(nodes.map((node) => node.look()));
  await atRest(shop, shop.database);
}

/** Everything that time does: a duty with a reminder and a due date, measures that end, terms about to change. */
async function setUp() {
  const { deps, actor, programId } = restaurant;
  const { accountId } = actor;
  granted(
    await deps.perform({ actor, name: 'test', input: {} }, async (records) => {
      records.record({ type: 'REGISTERED', programId, payload: { platform: 'WECHAT' } });
      return done(undefined);
    }),
  );
  const until = new Date(shop.clock.now().getTime() + 5 * DAY_MS);
  for (let number = 1; number <= MEASURES; number += 1) {
    granted(
      await takeMeasure(
        deps,
        { ...WECHAT, source: 'REPORTED' },
        {
          accountId,
          programId,
          kind: 'SHORT_TERM',
          ground: 'REVIEW_STANDARD',
          scope: 'PROGRAM',
          reference: `M-${number}`,
          until,
        },
      ),
    );
  }
  const draft = nextDraft(variantOf('WECHAT'), '2', addDays(civilDateAt(shop.clock.now()), 40));
  granted(await draftAgreementVersion(deps, WECHAT, draft));
  granted(await publishAgreementVersion(deps, WECHAT, { version: '2' }));
}

/** How often each kind of event was written about each thing, of the kinds that time brings. */
async function fired(): Promise<ReadonlyMap<string, number>> {
  const events = await shop.log.readAfter(`account:${restaurant.actor.accountId}`, 0n, 1000);
  const brought =
    /^(OBLIGATION_REMINDER|OBLIGATION_OVERDUE|MEASURE_ENDED|AGREEMENT_CHANGE_AHEAD|AGREEMENT_PUBLISHED)$/;
  const counts = new Map<string, number>();
  for (const { type, subjectId, payload } of events.filter((event) => brought.test(event.type))) {
    const key = [type, subjectId, payload.daysAhead ?? ''].join(' ');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function kindsOf(counts: ReadonlyMap<string, number>): Record<string, number> {
  const found: Record<string, number> = {};
  for (const key of counts.keys()) {
    const [type = ''] = key.split(' ');
    found[type] = (found[type] ?? 0) + 1;
  }
  return found;
}

/** What happened more often than once. */
const twice = (counts: ReadonlyMap<string, number>) => [...counts].filter(([, times]) => times !== 1);

describe('two gateways on one database', () => {
  it('bring each reminder, due date, end of a measure and warning of new terms once, whichever of them works (wechat/4.4(6), wechat/2.5, wechat/7.2)', async () => {
    await setUp();
    for (let step = 0; step < 21; step += 1) {
      shop.clock.advance(10 * DAY_MS);
      await allLook();
    }
    const counts = await fired();
    expect(twice(counts)).toEqual([]);
    expect(kindsOf(counts)).toMatchObject({
      MEASURE_ENDED: MEASURES,
      AGREEMENT_PUBLISHED: 1,
      OBLIGATION_OVERDUE: expect.any(Number),
      OBLIGATION_REMINDER: expect.any(Number),
      AGREEMENT_CHANGE_AHEAD: expect.any(Number),
    });
    // What a node that died was working on is handed out again, to either: it finds that it is done.
    const all = nodes.flatMap(({ begun }) => begun);
    expect(all.length).toBeGreaterThan(MEASURES);
    for (const node of nodes) await node.handOutAgain(all);
    await atRest(shop, shop.database);
    expect(await fired()).toEqual(counts);
  });

  it('bring what became due while none of them ran, once, when they are started again', async () => {
    await setUp();
    await allLook();
    const owed = () =>
      shop.database.prisma.obligation.findFirstOrThrow({
        where: { accountId: restaurant.actor.accountId, kind: 'CHECK_SECURITY' },
      });
    const { dueAt } = await owed();
    await stopNodes();
    shop.clock.advance(6 * DAY_MS);
    expect((await fired()).size).toBe(1);

    nodes = await openNodes();
    expect((await owed()).dueAt).toEqual(dueAt);
    await allLook();
    await allLook();
    const made = await fired();
    expect(twice(made)).toEqual([]);
    expect(kindsOf(made)).toMatchObject({ MEASURE_ENDED: MEASURES, AGREEMENT_PUBLISHED: 1 });

    await stopNodes();
    shop.clock.advance(dueAt.getTime() - shop.clock.now().getTime());
    nodes = await openNodes();
    await allLook();
    const counts = await fired();
    expect(twice(counts)).toEqual([]);
    const { id, state } = await owed();
    expect(state).toBe('OVERDUE');
    expect(counts.get(`OBLIGATION_OVERDUE ${id} `)).toBe(1);
  });
});

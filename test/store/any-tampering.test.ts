import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createLogChain } from '../../src/store/log-chain.ts';
import { verifyWithin } from '../../src/store/verify-log.ts';
import { all, type Edit, TamperedLog } from '../support/tampering.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

const LAST = 24;

let shop: Workshop;
let log: TamperedLog;
beforeAll(async () => {
  shop = await openWorkshop();
  log = await TamperedLog.open(shop);
});
afterAll(() => shop.close());

/** Anything that somebody can do to the rows of a log and its head. */
function arbitraryEdit(): fc.Arbitrary<(on: TamperedLog) => Edit> {
  const place = fc.integer({ min: 1, max: LAST });
  const text = fc.constantFrom('x', 'gateway', 'SIMULATED', 'BAIDU', 'c1', null);
  const textColumn = fc.constantFrom(
    ...['programId', 'versionId', 'subjectId', 'actor', 'type', 'payloadSalt', 'payloadDigest', 'hash'],
    ...['redactedBy', 'redactionSeal', 'hostId'],
  );
  const required = ['actor', 'type'];
  const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
  return fc.oneof(
    fc.tuple(place, textColumn, text).map(
      ([at, column, value]) =>
        (on: TamperedLog) =>
          on.set(at, column, value === null && required.includes(column) ? 'x' : value),
    ),
    fc.tuple(place, fc.jsonValue({ maxDepth: 2 })).map(
      ([at, value]) =>
        (on: TamperedLog) =>
          on.set(at, 'payload', JSON.stringify(value).replaceAll('\\u0000', '')),
    ),
    fc.tuple(place, fc.constantFrom('at', 'occurredAt'), instant).map(
      ([at, column, value]) =>
        (on: TamperedLog) =>
          on.set(at, column, value),
    ),
    fc.tuple(place, fc.constantFrom('GATEWAY', 'OBSERVED', 'REPORTED', 'SIMULATED')).map(
      ([at, value]) =>
        (on: TamperedLog) =>
          on.set(at, 'source', value),
    ),
    fc.tuple(place, fc.integer({ min: 1_000, max: 9_999 })).map(
      ([at, value]) =>
        (on: TamperedLog) =>
          on.set(at, 'hostPosition', value),
    ),
    place.map((at) => (on: TamperedLog) => on.remove(at)),
    place.map((at) => (on: TamperedLog) => on.remove(at, LAST)),
    fc.tuple(place, place).map(
      ([one, other]) =>
        (on: TamperedLog) =>
          on.swap(one, other),
    ),
    fc.tuple(place, place).map(
      ([from, at]) =>
        (on: TamperedLog) =>
          all(on.shift(at, 1), on.copy(from, at)),
    ),
    place.map(
      (at) => (on: TamperedLog) => all(on.remove(at), on.shift(at + 1, -1), on.setHead('head', LAST - 1)),
    ),
    place.map((from) => (on: TamperedLog) => on.copy(from, LAST + 1)),
    fc.constant((on: TamperedLog) => on.removeHead()),
    fc.tuple(fc.constantFrom('head', 'chainedAfter', 'floor'), fc.nat({ max: LAST + 2 })).map(
      ([column, value]) =>
        (on: TamperedLog) =>
          on.setHead(column, value),
    ),
    fc.tuple(fc.constantFrom('hash', 'floorHash', 'seal'), text).map(
      ([column, value]) =>
        (on: TamperedLog) =>
          on.setHead(column, value),
    ),
  );
}

describe('whatever is done to a log', () => {
  it('is found by who noted its head down, and nothing else is', async () => {
    const { head } = await log.verify();
    const anchors = [{ position: head.position, hash: head.hash ?? '' }];
    let found = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryEdit(), { minLength: 1, maxLength: 3 }), async (edits) => {
        const [before, after, verification] = await log.within(async (client) => {
          const untouched = await log.picture(client);
          for (const edit of edits) await attempt(client, edit(log));
          const options = { after: 0n, limit: 1_000, anchors };
          const chain = createLogChain(shop.cipher);
          return [
            untouched,
            await log.picture(client),
            await verifyWithin(client, chain, log.accountId, options),
          ];
        });
        expect(verification.status).toBe(before === after ? 'VALID' : 'BROKEN');
        if (before !== after) found += 1;
      }),
      { numRuns: 1_100 },
    );
    expect(found).toBeGreaterThanOrEqual(1_000);
  }, 600_000);
});

/** An edit that the database refuses, such as a place that is taken, has done nothing. */
async function attempt(client: Parameters<Edit>[0], edit: Edit): Promise<void> {
  await client.query('SAVEPOINT edit');
  try {
    await edit(client);
  } catch {
    await client.query('ROLLBACK TO SAVEPOINT edit');
  }
}

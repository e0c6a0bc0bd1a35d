import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { NewEvent } from '../../src/events/event.ts';
import { accountStream, hostStream, type StreamId } from '../../src/events/stream.ts';
import { appendEvents } from '../../src/store/append-events.ts';
import { createLogChain } from '../../src/store/log-chain.ts';
import { TamperedLog } from '../support/tampering.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

let shop: Workshop;
beforeAll(async () => {
  shop = await openWorkshop();
});
afterAll(() => shop.close());

const accounts = [0, 1, 2];
const hosts = ['tieba', 'iqiyi'];

/** One transaction: whose events it writes at which hosts, and whether it commits. */
interface Writer {
  readonly events: readonly { readonly account: number; readonly hostId: string | undefined }[];
  readonly commits: boolean;
}

const arbitraryWriter: fc.Arbitrary<Writer> = fc.record({
  events: fc.array(
    fc.record({ account: fc.constantFrom(...accounts), hostId: fc.constantFrom(undefined, ...hosts) }),
    { minLength: 1, maxLength: 4 },
  ),
  commits: fc.boolean(),
});

/** Writers with the order in which their commits are let go. With the reader they are as many as the test has connections. */
const arbitrarySchedule = fc
  .array(arbitraryWriter, { minLength: 2, maxLength: 4 })
  .chain((writers) =>
    fc.tuple(fc.constant(writers), fc.shuffledSubarray([...writers.keys()], { minLength: writers.length })),
  );

/** Shut until it is opened. */
class Gate {
  open: () => void = () => {};
  readonly opened = new Promise<void>((open) => {
    this.open = open;
  });
}

class RolledBack extends Error {}

/** Writes, waits at its gate with all its locks, and then commits or gives up. */
function write(writer: Writer, accountIds: readonly string[], gate: Promise<void>): Promise<unknown> {
  const events = writer.events.map(
    ({ account, hostId }): NewEvent => ({
      type: 'SUBMITTED',
      accountId: accountIds[account] ?? '',
      ...(hostId ? { hostId } : {}),
      payload: {},
      source: 'GATEWAY',
      actor: 'gateway',
    }),
  );
  return shop.database.prisma
    .$transaction(
      async (tx) => {
        await appendEvents(tx, createLogChain(shop.cipher), events, shop.clock.now());
        await gate;
        if (!writer.commits) throw new RolledBack();
      },
      { maxWait: 60_000, timeout: 60_000 },
    )
    .catch((error: unknown) => {
      if (!(error instanceof RolledBack)) throw error;
    });
}

/** Reads all streams again and again, and accepts in each only what stands right after what it has seen. */
class StrictReader {
  readonly #seen = new Map<StreamId, bigint>();

  async start(streams: readonly StreamId[]): Promise<void> {
    for (const stream of streams) this.#seen.set(stream, (await shop.log.bounds(stream)).last);
  }

  async look(): Promise<void> {
    for (const [stream, seen] of this.#seen) {
      let next = seen;
      for (const { position } of await shop.log.readAfter(stream, seen, 1_000)) {
        expect(position).toBe(next + 1n);
        next = position;
      }
      this.#seen.set(stream, next);
    }
  }

  seen(stream: StreamId): bigint {
    return this.#seen.get(stream) ?? 0n;
  }
}

describe('events of writers who commit in any order', () => {
  it('appear in the order of their places, without a hole, in every account and at every host', async () => {
    const alone = shop.database.kind === 'EMBEDDED';
    await fc.assert(
      fc.asyncProperty(arbitrarySchedule, async ([writers, order]) => {
        const accountIds = await Promise.all(accounts.map(async () => (await shop.newAccount()).accountId));
        const streams = [...accountIds.map(accountStream), ...hosts.map(hostStream)];
        const reader = new StrictReader();
        await reader.start(streams);
        const gates = writers.map(() => new Gate());
        const writing = writers.map((writer, n) =>
          write(writer, accountIds, gates[n]?.opened ?? Promise.resolve()),
        );
        for (const n of order) {
          // What is embedded has one connection, which a writer at its gate holds.
          if (!alone) await reader.look();
          gates[n]?.open();
        }
        await Promise.all(writing);
        await reader.look();
        for (const stream of streams) {
          expect(reader.seen(stream)).toBe((await shop.log.bounds(stream)).last);
        }
        for (const accountId of accountIds) {
          expect(await TamperedLog.openFor(shop, accountId).verify()).toMatchObject({ status: 'VALID' });
        }
      }),
      { numRuns: alone ? 20 : 60 },
    );
  }, 600_000);
});

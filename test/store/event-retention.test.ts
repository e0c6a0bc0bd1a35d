import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gapAfter } from '../../src/events/follow.ts';
import { accountStream, hostStream } from '../../src/events/stream.ts';
import { createEventRetention } from '../../src/store/event-retention.ts';
import { LogAnchors, readAnchors } from '../../src/store/log-anchors.ts';
import { TamperedLog } from '../support/tampering.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

const DAY_MS = 86_400_000;

let shop: Workshop;
beforeAll(async () => {
  shop = await openWorkshop();
});
afterAll(() => shop.close());

function keepFor(days: number): Promise<number> {
  return createEventRetention(shop.database.prisma, shop.cipher, shop.clock, days).removeExpired();
}

async function anAccount(): Promise<TamperedLog> {
  return TamperedLog.openFor(shop, (await shop.newAccount()).accountId);
}

describe('events that are older than they are kept', () => {
  it('go, and those that are kept are verified from there', async () => {
    const log = await TamperedLog.open(shop);
    shop.clock.advance(10 * DAY_MS);
    await log.append(50);
    expect(await keepFor(30)).toBe(0);
    expect(await keepFor(7)).toBe(24);
    expect(await keepFor(7)).toBe(0);
    const kept = await shop.log.readAfter(accountStream(log.accountId), 0n, 100);
    expect(kept.map(({ position }) => position)).toEqual([25n, 26n]);
    expect(await log.verify()).toMatchObject({ status: 'VALID', verified: 2, floor: 24n });
    await log.append(51);
    expect(await log.verify()).toMatchObject({ status: 'VALID', verified: 4 });
    expect((await log.after(log.set(25, 'actor', 'x'))).broken).toMatchObject({ position: 25n });
  });

  it('are told as a gap to readers of the account and of the host whose place is before them', async () => {
    const log = await anAccount();
    await log.append(1);
    await log.append(2);
    const stream = accountStream(log.accountId);
    const tieba = await shop.log.bounds(hostStream('tieba'));
    shop.clock.advance(10 * DAY_MS);
    await keepFor(7);
    expect(await gapAfter(shop.log, stream, 1n)).toEqual({ type: 'GAP', from: 1n, to: 4n });
    expect(await gapAfter(shop.log, stream, 4n)).toBeUndefined();
    expect(await gapAfter(shop.log, hostStream('tieba'), tieba.last - 1n)).toEqual({
      type: 'GAP',
      from: tieba.last - 1n,
      to: tieba.last,
    });
  });

  it('may be all of them: the next is chained to the last that went', async () => {
    const log = await anAccount();
    await log.append(1);
    shop.clock.advance(10 * DAY_MS);
    await keepFor(7);
    expect(await log.verify()).toMatchObject({ status: 'VALID', verified: 0, floor: 2n });
    await log.append(2);
    expect(await log.verify()).toMatchObject({ status: 'VALID', verified: 2, floor: 2n });
    expect((await log.after(log.setHead('floor', 1))).status).toBe('BROKEN');
  });

  it('go in batches, and more of them than one batch holds', async () => {
    const log = await anAccount();
    const actor = { accountId: log.accountId, label: 'gateway' };
    await shop.perform({ actor, name: 'test', input: 0 }, async (records) => {
      for (let n = 0; n < 1_200; n += 1) records.record({ type: 'SUBMITTED', payload: { n } });
      return { ok: true, value: undefined };
    });
    shop.clock.advance(10 * DAY_MS);
    expect(await keepFor(7)).toBeGreaterThanOrEqual(1_200);
    expect(await log.verify()).toMatchObject({ status: 'VALID', verified: 0, floor: 1_200n });
  });

  it('stay where the log was tampered with: it is evidence', async () => {
    const log = await anAccount();
    await log.append(1);
    await shop.database.pool.query('UPDATE "StreamHead" SET hash = NULL WHERE stream = $1', [
      accountStream(log.accountId),
    ]);
    shop.clock.advance(10 * DAY_MS);
    expect(await keepFor(7)).toBe(0);
    expect(await log.verify()).toMatchObject({ status: 'BROKEN' });
  });

  it('stay for as long as an active webhook has to be told of them', async () => {
    const log = await anAccount();
    await log.append(1);
    await log.append(2);
    const stream = accountStream(log.accountId);
    const now = shop.clock.now();
    const told = { stream, sealedUrl: '', description: '', document: '', variables: {}, sealedSecret: '' };
    const made = {
      principalKind: 'MEMBER',
      principalId: 'm',
      createdBy: 'm',
      createdAt: now,
      updatedAt: now,
    };
    const { prisma } = shop.database;
    const id = `hook_${log.accountId}`;
    await prisma.webhookEndpoint.create({
      data: { ...told, ...made, id, state: 'ACTIVE', stateSince: now, position: 3n },
    });
    // Of the second event it is on its way; the fourth it has not looked at.
    const [, second] = await shop.log.readAfter(stream, 0n, 2);
    await prisma.webhookDelivery.create({
      data: {
        ...{ id: `dlv_${log.accountId}`, endpointId: id, kind: 'EVENT', eventId: second?.id ?? '' },
        ...{
          type: 'HOST_CONFIRMED',
          position: 2n,
          lane: '',
          state: 'PENDING',
          nextAttemptAt: now,
          createdAt: now,
        },
      },
    });
    const firstKept = async () => {
      await keepFor(7);
      return (await shop.log.bounds(stream)).first;
    };
    shop.clock.advance(10 * DAY_MS);
    expect(await firstKept()).toBe(2n);
    const settled = { state: 'DELIVERED', settledAt: now, nextAttemptAt: null };
    await prisma.webhookDelivery.updateMany({ where: { endpointId: id }, data: settled });
    expect(await firstKept()).toBe(4n);
    await prisma.webhookEndpoint.update({ where: { id }, data: { state: 'PAUSED' } });
    expect(await firstKept()).toBe(5n);
  });

  it('cannot be removed in any other way', async () => {
    const log = await anAccount();
    await log.append(1);
    const { pool } = shop.database;
    await expect(pool.query('DELETE FROM "Event"')).rejects.toThrow(/append-only/);
    await expect(pool.query('TRUNCATE "Event"')).rejects.toThrow(/append-only/);
    await expect(pool.query('UPDATE "Event" SET "payloadSalt" = NULL')).rejects.toThrow(/append-only/);
  });
});

describe('the heads that are noted down outside of the database', () => {
  it('are those that have changed since, a line each, also after a restart and a line that was cut short', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'anchors-'));
    const file = path.join(folder, 'anchors.jsonl');
    try {
      const log = await anAccount();
      await log.append(1);
      const anchors = new LogAnchors(shop.database.pool, shop.clock, file);
      expect(await anchors.note()).toBeGreaterThan(0);
      expect(await anchors.note()).toBe(0);
      const first = readAnchors(file).get(log.accountId);
      expect(first).toMatchObject({ position: 2n });
      writeFileSync(file, `${readFileSync(file, 'utf8')}{"accountId":"acct_`);
      await log.append(2);
      expect(await new LogAnchors(shop.database.pool, shop.clock, file).note()).toBe(1);
      const second = readAnchors(file).get(log.accountId);
      expect(second).toMatchObject({ position: 4n });
      expect(await log.verify({ anchors: [first, second].flatMap((one) => one ?? []) })).toMatchObject({
        status: 'VALID',
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accountStream, hostStream } from '../../src/events/stream.ts';
import { done, refused } from '../../src/kernel/outcome.ts';
import type { ReviewRecords } from '../../src/review/records.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

let shop: Workshop;
beforeAll(async () => {
  shop = await openWorkshop();
});
afterAll(() => shop.close());

const note = (records: ReviewRecords, payload: Record<string, unknown>, hostId?: string) =>
  records.record({ type: 'SUBMITTED', payload, ...(hostId ? { hostId } : {}) });

describe('an act', () => {
  it('commits with its events and its jobs, or leaves nothing of any of them', async () => {
    const actor = await shop.newAccount();
    const fails = shop.perform({ actor, name: 'test', input: {} }, async (records) => {
      note(records, {});
      records.enqueue({ kind: 'PACKAGE', id: 'pkg_1' });
      await records.addAcceptances(actor.accountId, 'WECHAT', [{ documentId: 'd', version: '1' }], {
        how: 'EXPLICIT',
        by: 'member:mem_1',
        personId: undefined,
      });
      throw new Error('the power went out');
    });
    await expect(fails).rejects.toThrow('the power went out');
    expect(await shop.eventTypes(actor.accountId)).toEqual([]);
    expect(shop.queue.jobs).toEqual([]);
    expect(await shop.database.prisma.acceptance.count({ where: { accountId: actor.accountId } })).toBe(0);
  });

  it('that refuses may not have changed anything', async () => {
    const actor = await shop.newAccount();
    const act = shop.perform({ actor, name: 'test', input: {} }, async (records) => {
      note(records, {});
      return refused({ code: 'NOT_FOUND', message: { 'zh-CN': '无', en: 'none' } });
    });
    await expect(act).rejects.toThrow('refused after it had changed something');
  });
});

describe('an idempotency key', () => {
  it('gives fifty callers at once the one answer, and has one effect', async () => {
    const actor = await shop.newAccount();
    let effects = 0;
    const act = () =>
      shop.perform({ actor, name: 'test', key: 'k', input: { a: 1 } }, async (records) => {
        effects += 1;
        note(records, {});
        return done({ at: new Date(5), n: effects });
      });
    const answers = await Promise.all(Array.from({ length: 50 }, act));
    expect(answers).toEqual(answers.map(() => ({ ok: true, value: { at: new Date(5), n: 1 } })));
    expect(await shop.eventTypes(actor.accountId)).toEqual(['SUBMITTED']);
  });

  it('refuses another input, and another act, under the same key', async () => {
    const actor = await shop.newAccount();
    const act = (name: string, input: unknown) =>
      shop.perform({ actor, name, key: 'k', input }, async () => done(null));
    await act('one', { a: 1 });
    for (const again of [act('one', { a: 2 }), act('two', { a: 1 })]) {
      expect(await again).toMatchObject({ ok: false, problems: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] });
    }
  });

  it('of one account says nothing in another', async () => {
    const [one, two] = [await shop.newAccount(), await shop.newAccount()];
    for (const [actor, value] of [[one, 1] as const, [two, 2] as const]) {
      const act = { actor, name: 'test', key: 'shared', input: {} };
      expect(await shop.perform(act, async () => done(value))).toEqual({ ok: true, value });
    }
  });

  it('keeps a refusal, too: the same key gives the same answer', async () => {
    const actor = await shop.newAccount();
    const no = refused({ code: 'NOT_FOUND' as const, message: { 'zh-CN': '无', en: 'none' } });
    const act = { actor, name: 'test', key: 'k', input: {} };
    await shop.perform(act, async () => no);
    expect(await shop.perform(act, async () => done('now it would work'))).toEqual(no);
  });

  it('is free again after a fault, which is no answer', async () => {
    const actor = await shop.newAccount();
    const act = { actor, name: 'test', key: 'k', input: {} };
    await expect(shop.perform(act, () => Promise.reject(new Error('fault')))).rejects.toThrow('fault');
    expect(await shop.perform(act, async () => done('answer'))).toEqual({ ok: true, value: 'answer' });
  });

  it('of no or of 256 characters is refused', async () => {
    const actor = await shop.newAccount();
    for (const key of ['', 'k'.repeat(256)]) {
      const answer = await shop.perform({ actor, name: 'test', key, input: {} }, async () => done(1));
      expect(answer).toMatchObject({ ok: false, problems: [{ code: 'INVALID_INPUT' }] });
    }
  });
});

describe('the log', () => {
  it('numbers what many write at once without gap, per account and per host, and a reader never finds anything before', async () => {
    const actors = [await shop.newAccount(), await shop.newAccount(), await shop.newAccount()];
    const hosts = ['tieba', 'iqiyi'];
    const seen: string[] = [];
    let writing = true;
    const reading = (async () => {
      let position = 0n;
      while (writing) {
        for (const event of await shop.log.readAfter(hostStream('tieba'), position, 100)) {
          expect(event.position).toBe(position + 1n);
          position = event.position;
          seen.push(event.id);
        }
      }
    })();
    const writers = Array.from({ length: 60 }, (_, n) => {
      const actor = actors[n % 3];
      if (!actor) throw new Error('no actor');
      // Hosts in both orders: two transactions must not wait for each other's streams.
      const order = n % 2 === 0 ? hosts : [...hosts].reverse();
      return shop.perform({ actor, name: 'test', input: n }, async (records) => {
        for (const hostId of order) note(records, { n }, hostId);
        return done(null);
      });
    });
    await Promise.all(writers);
    writing = false;
    await reading;
    for (const { accountId } of actors) {
      const events = await shop.log.readAfter(accountStream(accountId), 0n, 1000);
      expect(events.map(({ position }) => Number(position))).toEqual(
        Array.from({ length: 40 }, (_, n) => n + 1),
      );
    }
    const tieba = await shop.log.readAfter(hostStream('tieba'), 0n, 1000);
    expect(tieba).toHaveLength(60);
    expect(tieba.map(({ id }) => id).slice(0, seen.length)).toEqual(seen);
  });

  it('cannot be edited', async () => {
    const actor = await shop.newAccount();
    await shop.perform({ actor, name: 'test', input: {} }, async (records) => {
      note(records, {});
      return done(null);
    });
    const { accountId } = actor;
    await expect(shop.database.prisma.event.deleteMany({ where: { accountId } })).rejects.toThrow(
      /append-only/,
    );
    await expect(
      shop.database.prisma.event.updateMany({ where: { accountId }, data: { type: 'RELEASED' } }),
    ).rejects.toThrow(/append-only/);
  });
});

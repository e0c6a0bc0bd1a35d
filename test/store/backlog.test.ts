import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createJobQueue } from '../../src/store/job-queue.ts';
import { createBacklogReads } from '../../src/store/reads/backlog.ts';
import { openWebhookShop, type WebhookShop } from '../support/webhook-shop.ts';

let shop: WebhookShop;
beforeAll(async () => {
  shop = await openWebhookShop();
  await shop.begin();
});
afterAll(() => shop.close());

it('what waits is counted: jobs, pushes, letters, and by the state of its webhook what is to be delivered', async () => {
  const { pool } = shop.app.shop.database;
  const queue = await createJobQueue(pool, { alone: false, onError: () => {} });
  try {
    const read = createBacklogReads(pool);
    const nothing = { jobs: [], oldestJobSeconds: 0, pushes: [], deadLetters: [], webhooks: [] };
    expect(await read()).toEqual(nothing);

    await queue.send([{ job: { kind: 'PACKAGE', id: 'pkg_1' } }]);
    const { id } = await shop.create();
    for (let n = 0; n < 2; n += 1) await shop.act('pauseWebhook', { id: (await shop.create()).id });
    shop.receiver.reply = () => ({ status: 500 });
    await shop.happen('RELEASED', 'prog_1');
    await shop.happen('RELEASED', 'prog_1');
    await shop.courier.finish();

    const found = await read();
    expect(found).toMatchObject({ jobs: [{ kind: 'PACKAGE', state: 'WAITING', count: 1 }], pushes: [] });
    expect(found.webhooks.find(({ state }) => state === 'PAUSED')).toMatchObject({ count: 2, waiting: 0 });
    const { deliveries } = await shop.shown(id);
    const pending = deliveries.nodes.filter(({ state }: { state: string }) => state === 'PENDING');
    expect(found.webhooks.find(({ state }) => state === 'FAILING')).toEqual({
      state: 'FAILING',
      count: 1,
      waiting: pending.length,
    });
    expect(pending.length).toBeGreaterThan(0);
  } finally {
    await queue.stop();
  }
});

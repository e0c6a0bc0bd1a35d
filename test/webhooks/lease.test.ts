import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LEASE_MS } from '../../src/store/lease.ts';
import { closedGate } from '../support/gate.ts';
import { openWebhookShop, type WebhookShop } from '../support/webhook-shop.ts';

let shop: WebhookShop;

beforeAll(async () => {
  shop = await openWebhookShop();
});
beforeEach(() => shop.begin());
afterEach(() => {
  expect(shop.faults).toEqual([]);
});
afterAll(() => shop.close());

function toldIds(): string[] {
  return shop.receiver.received.map(({ body }) => body.data.accountEvents.id);
}

/** Longer than anybody has an endpoint who gives no sign of life. */
function letLeaseEnd(): void {
  shop.app.shop.clock.advance(LEASE_MS + 1);
}

describe('a courier that was stopped for longer than it has an endpoint', () => {
  it('sends nothing that another has sent since', async () => {
    const { id } = await shop.create();
    await shop.happen('RELEASED', 'prog_1');
    await shop.happen('PAUSED', 'prog_1');
    const stopped = closedGate();
    const goesOn = closedGate();
    let looks = 0;
    const late = shop.anotherCourier({
      standing: async (principal) => {
        const viewer = await shop.courierDeps.standing(principal);
        looks += 1;
        // The second time is right before it sends.
        if (looks === 2) {
          stopped.open();
          await goesOn.opened;
        }
        return viewer;
      },
    });
    const lateDone = late.finish();
    await stopped.opened;
    expect(toldIds()).toEqual([]);
    letLeaseEnd();
    await shop.courier.finish();
    const log = await shop.log('prog_1');
    expect(toldIds()).toEqual(log);
    goesOn.open();
    await lateDone;
    expect(toldIds()).toEqual(log);
    const { deliveries } = await shop.shown(id);
    expect(deliveries.nodes.map(({ attempts }: { attempts: unknown[] }) => attempts.length)).toEqual([1, 1]);
  });

  it('says nothing of what another is just delivering, but that it was taken', async () => {
    const { id } = await shop.create();
    await shop.happen('RELEASED', 'prog_1');
    await shop.happen('PAUSED', 'prog_1');
    const asked = [closedGate(), closedGate()] as const;
    const answers = [closedGate(), closedGate()] as const;
    shop.receiver.reply = async () => {
      const which = shop.receiver.received.length - 1;
      asked[which]?.open();
      await answers[which]?.opened;
      return { status: which === 0 ? 500 : 200 };
    };
    const lateDone = shop.anotherCourier().finish();
    await asked[0].opened;
    letLeaseEnd();
    const done = shop.courier.finish();
    await asked[1].opened;
    answers[0].open();
    await lateDone;
    answers[1].open();
    await done;
    const [first, second] = await shop.log('prog_1');
    expect(toldIds()).toEqual([first, first, second]);
    const { deliveries, failingSince } = await shop.shown(id);
    expect(failingSince).toBeNull();
    expect(deliveries.nodes).toMatchObject([
      { state: 'DELIVERED', attempts: [{ outcome: 'TAKEN' }] },
      { state: 'DELIVERED', attempts: [{ outcome: 'TAKEN' }] },
    ]);
  });

  it('goes on where nobody has taken over', async () => {
    await shop.create();
    await shop.happen('RELEASED', 'prog_1');
    let looks = 0;
    const late = shop.anotherCourier({
      standing: (principal) => {
        looks += 1;
        if (looks === 2) letLeaseEnd();
        return shop.courierDeps.standing(principal);
      },
    });
    await late.finish();
    expect(toldIds()).toEqual(await shop.log('prog_1'));
  });
});

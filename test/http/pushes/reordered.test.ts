import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PlatformId } from '../../../src/programs/platform.ts';
import { openPushGate, type PushGate } from '../../support/push-gate.ts';

let gate: PushGate;
beforeAll(async () => {
  gate = await openPushGate();
});
afterAll(() => gate.close());

const ticketOf: Readonly<Record<string, (ticket: string, at: number) => string>> = {
  WECHAT: (ticket, at) =>
    `<xml><AppId>wxcomponent</AppId><CreateTime>${at}</CreateTime><InfoType>component_verify_ticket</InfoType><ComponentVerifyTicket>${ticket}</ComponentVerifyTicket></xml>`,
  BAIDU: (ticket, at) =>
    JSON.stringify({
      Ticket: ticket,
      FromUserName: 'SmartAPP',
      CreateTime: at,
      MsgType: 'ticket',
      Event: 'push',
    }),
};

const push = async (platform: PlatformId, message: string) => {
  const path = `/hosts/${platform.toLowerCase()}/events`;
  expect(await gate.post(gate.senderOf(platform).wrap({ message, path }))).toEqual({
    status: 200,
    body: 'success',
  });
};

describe.each([['WECHAT'], ['BAIDU']] as const)('pushes of %s that overtake each other', (platform) => {
  const ticket = (name: string, at: number) => push(platform, ticketOf[platform]?.(name, at) ?? '');

  it('leave the newest ticket in place, in whichever order they come and are applied', async () => {
    for (const [name, at] of [
      ['second', 200],
      ['first', 100],
      ['fourth', 400],
      ['third', 300],
    ] as const) {
      await ticket(name, at);
      if (at === 100) await gate.apply();
    }
    await gate.apply();
    expect(await gate.heldTicket(platform)).toBe('fourth');
  });

  it('are kept in the order in which they came, and applied in that one', async () => {
    const before = (await gate.stored()).length;
    for (const n of [3, 1, 2]) await ticket(`n${n}`, 1_000 + n);
    const [third, first, second] = (await gate.stored()).slice(before);
    expect(new Set([third?.lane, first?.lane, second?.lane]).size).toBe(1);
    await gate.apply();
    expect((await gate.stored()).slice(before).map(({ outcome }) => outcome)).toEqual(
      Array(3).fill('CREDENTIALS'),
    );
    expect(await gate.heldTicket(platform)).toBe('n3');
  });

  it('do nothing again when an old one comes once more after the newer ones', async () => {
    await ticket('old', 2_000);
    await ticket('new', 2_001);
    await gate.apply();
    const before = await gate.stored();
    await ticket('old', 2_000);
    await gate.apply();
    expect(await gate.stored()).toEqual(before);
    expect(await gate.heldTicket(platform)).toBe('new');
  });
});

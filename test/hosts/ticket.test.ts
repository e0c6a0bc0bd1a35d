import { beforeEach, describe, expect, it } from '@jest/globals';
import type { CredentialKey, CredentialVault } from '../../src/hosts/credential-vault.ts';
import { createTicketDrawer, type TicketDrawer } from '../../src/hosts/ticket.ts';
import { createMemoryVault } from '../support/memory-vault.ts';
import { handClock, noon } from './subjects.ts';

const key: CredentialKey = { platform: 'WECHAT', holder: 'wxcomponent', kind: 'ticket' };
const TOKEN = '/cgi-bin/component/api_component_token';
const minutes = (n: number) => String(noon.getTime() / 1_000 + n * 60);

let vault: CredentialVault;
let clock: ReturnType<typeof handClock>;
let drawer: TicketDrawer;
beforeEach(() => {
  vault = createMemoryVault();
  clock = handClock();
  drawer = createTicketDrawer(vault, key, clock);
});
const held = () => drawer.read(TOKEN);

describe('the ticket that counts', () => {
  it('is the newest, whatever the order in which they come in', async () => {
    await drawer.put('later', minutes(-1));
    await drawer.put('earlier', minutes(-11));
    expect(await held()).toBe('later');
  });

  it.each([
    ['a date', '2026-03-01 12:00:00'],
    ['no time', undefined],
    ['an empty one', ''],
    ['words', 'soon'],
    ['one in milliseconds', String(noon.getTime())],
    ['one without an end', 'Infinity'],
    ['one before 1970', '-5'],
    ['one of tomorrow', minutes(24 * 60)],
  ])('is one that says %s, from when it came in until the next', async (_what, createdAt) => {
    await drawer.put('before', minutes(-10));
    await drawer.put('odd', createdAt);
    expect(await held()).toBe('odd');
    await drawer.put('overtaken', minutes(-5));
    expect(await held()).toBe('odd');
    clock.advance(600_000);
    await drawer.put('next', minutes(10));
    expect(await held()).toBe('next');
  });

  it.each([
    ['without a time', { ticket: 'old', createdAt: null }, 'old'],
    ['of a time to come', { ticket: 'old', createdAt: noon.getTime() }, 'old'],
    ['without itself', { createdAt: 1 }, undefined],
    ['of another shape', ['old'], undefined],
  ])('is the next one where one %s is held', async (_what, secret, opens) => {
    await vault.replace(key, 0, JSON.stringify(secret));
    expect(await held()).toBe(opens);
    await drawer.put('next', minutes(-1));
    expect(await held()).toBe('next');
  });
});

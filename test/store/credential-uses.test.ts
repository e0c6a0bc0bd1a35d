import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CredentialVault } from '../../src/hosts/credential-vault.ts';
import { createTicketDrawer } from '../../src/hosts/ticket.ts';
import { type CredentialUses, createCredentialUses } from '../../src/store/credential-uses.ts';
import { createCredentialVault } from '../../src/store/credential-vault.ts';
import { createFieldCipher } from '../../src/store/encryption/field-cipher.ts';
import { allCredentialUses } from '../../src/store/reads/credential-use-reads.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

const key = { platform: 'WECHAT', holder: 'wx1', kind: 'authorisation' };
const CALL = '/wxa/release';

let shop: Workshop;
let uses: CredentialUses;
let vault: CredentialVault;
beforeAll(async () => {
  shop = await openWorkshop();
});
afterAll(() => shop.close());
beforeEach(async () => {
  await shop.database.prisma.credentialUse.deleteMany();
  await shop.database.prisma.hostCredential.deleteMany();
  uses = createCredentialUses(shop.database.prisma, shop.clock, { node: 'node-1' });
  vault = createCredentialVault(shop.database.prisma, shop.cipher, shop.clock, uses);
});

const logged = () => allCredentialUses(shop.database.pool, 100);

describe('the log of credential uses (baidu/2.1)', () => {
  it('has a use before the secret is handed out, and never the secret', async () => {
    await vault.replace(key, 0, 'the-token');
    expect((await vault.read(key, CALL))?.secret).toBe('the-token');
    const at = shop.clock.now();
    expect(await logged()).toEqual([
      {
        ...key,
        id: expect.stringMatching(/^use_/),
        purpose: CALL,
        node: 'node-1',
        uses: 1,
        firstAt: at,
        lastAt: at,
      },
    ]);
    expect(JSON.stringify(await logged())).not.toContain('the-token');
  });

  it('hands out no secret whose use cannot be written', async () => {
    await vault.replace(key, 0, 'the-token');
    const deaf = createCredentialVault(shop.database.prisma, shop.cipher, shop.clock, {
      ...uses,
      note: () => Promise.reject(new Error('the log is not there')),
    });
    await expect(deaf.read(key, CALL)).rejects.toThrow('the log is not there');
  });

  it('counts uses for one purpose within a minute in one row, and loses none on a stop', async () => {
    await vault.replace(key, 0, 'the-token');
    const first = shop.clock.now();
    await Promise.all(Array.from({ length: 20 }, () => vault.read(key, CALL)));
    shop.clock.advance(59_000);
    await vault.read(key, CALL);
    expect((await logged()).map((row) => row.uses)).toEqual([1]);
    await uses.stop();
    expect(await logged()).toMatchObject([{ uses: 21, firstAt: first, lastAt: shop.clock.now() }]);
  });

  it('begins another row for another minute, purpose, credential or node', async () => {
    const other = { ...key, holder: 'wx2' };
    for (const one of [key, other]) await vault.replace(one, 0, 'the-token');
    await vault.read(key, CALL);
    await vault.read(key, CALL);
    await vault.read(key, '/wxa/submit_audit');
    await vault.read(other, CALL);
    const elsewhere = createCredentialUses(shop.database.prisma, shop.clock, { node: 'node-2' });
    await elsewhere.note(key, CALL);
    shop.clock.advance(60_000);
    await vault.read(key, CALL);
    await Promise.all([uses.stop(), elsewhere.stop()]);
    const rows = (await logged()).map((row) => [row.holder, row.purpose, row.node, row.uses].join(' '));
    expect(rows.sort()).toEqual([
      'wx1 /wxa/release node-1 1',
      'wx1 /wxa/release node-1 2',
      'wx1 /wxa/release node-2 1',
      'wx1 /wxa/submit_audit node-1 1',
      'wx2 /wxa/release node-1 1',
    ]);
  });

  it('has nothing of a credential that is not there, nor of notes that open nothing', async () => {
    expect(await vault.read(key, CALL)).toBeUndefined();
    const note = { platform: 'WECHAT', holder: 'reg_1', kind: 'registration' };
    await vault.replace(note, 0, '{}');
    await vault.read(note, 'READ_PUSH');
    expect(await logged()).toEqual([]);
  });

  it('has the uses of secrets that are kept in the configuration', async () => {
    await vault.noteUse({ platform: 'WECHAT', holder: 'wxcomponent', kind: 'push-key' }, 'READ_PUSH');
    expect(await logged()).toMatchObject([{ kind: 'push-key', purpose: 'READ_PUSH' }]);
  });

  it('has what a ticket was opened for, and that it was opened to be replaced', async () => {
    const ticket = createTicketDrawer(
      vault,
      { platform: 'WECHAT', holder: 'wxcomponent', kind: 'ticket' },
      shop.clock,
    );
    await ticket.put('ticket-1', '1');
    await ticket.put('ticket-2', '2');
    expect(await ticket.read('/cgi-bin/component/api_component_token')).toBe('ticket-2');
    expect((await logged()).map(({ purpose }) => purpose).sort()).toEqual([
      '/cgi-bin/component/api_component_token',
      'KEEP',
    ]);
  });

  it('is not rewritten', async () => {
    await uses.note(key, CALL);
    const { prisma } = shop.database;
    for (const data of [{ purpose: '/other' }, { uses: 0 }, { node: 'nobody' }]) {
      await expect(prisma.credentialUse.updateMany({ data })).rejects.toThrow();
    }
  });
});

describe('a credential while the master key is replaced (baidu/2.1)', () => {
  it('opens at every node at every step, and is under the new key once it is written again', async () => {
    const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
    const { prisma } = shop.database;
    const nodeWith = (...keys: readonly Uint8Array[]) =>
      createCredentialVault(prisma, createFieldCipher(keys), shop.clock, uses);
    // As docs/configuration.md says: first every node can open what the new key seals, then one node after the other seals with it.
    const steps = [
      [nodeWith(oldKey), nodeWith(oldKey)],
      [nodeWith(oldKey, newKey), nodeWith(oldKey)],
      [nodeWith(oldKey, newKey), nodeWith(oldKey, newKey)],
      [nodeWith(newKey, oldKey), nodeWith(oldKey, newKey)],
      [nodeWith(newKey, oldKey), nodeWith(newKey, oldKey)],
    ];
    let written = 0;
    for (const nodes of steps) {
      for (const writer of nodes) {
        expect(await writer.replace(key, written, `token-${written + 1}`)).toBe(true);
        written += 1;
        for (const reader of nodes) expect((await reader.read(key, CALL))?.secret).toBe(`token-${written}`);
      }
    }
    expect((await nodeWith(newKey).read(key, CALL))?.secret).toBe(`token-${written}`);
  });
});

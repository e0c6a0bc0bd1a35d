import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { CredentialKey, CredentialVault } from '../../src/hosts/credential-vault.ts';
import { createRegistrationLedger } from '../../src/hosts/registration-ledger.ts';
import { createMemoryVault } from '../support/memory-vault.ts';

const trait = JSON.stringify(['杭州示例科技有限公司', '91330100MA27XXXX1X', 'zhangsan_wx', '张三']);

describe('a registration ledger', () => {
  it('finds a registration by what its push names, until it is assigned to nobody', async () => {
    const ledger = createRegistrationLedger('WECHAT', 'wxcomponent', ['secret'], createMemoryVault());
    expect(await ledger.registrationOf(trait)).toBeUndefined();
    await ledger.assign(trait, 'reg_1');
    expect(await ledger.registrationOf(trait)).toBe('reg_1');
    await ledger.assign(trait, undefined);
    expect(await ledger.registrationOf(trait)).toBeUndefined();
  });

  it('names nobody in the columns that are not encrypted, nor lets them be guessed', async () => {
    const keys: CredentialKey[] = [];
    const vault = createMemoryVault();
    const watched: CredentialVault = {
      read: vault.read,
      noteUse: vault.noteUse,
      async replace(key, ...rest) {
        keys.push(key);
        return vault.replace(key, ...rest);
      },
    };
    for (const secret of ['one secret', 'another secret']) {
      await createRegistrationLedger('WECHAT', 'wxcomponent', [secret], watched).assign(trait, 'reg_1');
    }
    const [one, another] = keys.map(({ kind }) => kind);
    expect(one).toMatch(/^registration-of:[0-9a-f]{64}$/);
    expect(one).not.toContain(createHash('sha256').update(trait).digest('hex'));
    expect(one).not.toBe(another);
  });

  it('still finds what it wrote before its secret was replaced, and what replaced that', async () => {
    const vault = createMemoryVault();
    await createRegistrationLedger('WECHAT', 'wxcomponent', ['old'], vault).assign(trait, 'reg_1');
    const ledger = createRegistrationLedger('WECHAT', 'wxcomponent', ['new', 'old'], vault);
    expect(await ledger.registrationOf(trait)).toBe('reg_1');
    await ledger.assign(trait, undefined);
    expect(await ledger.registrationOf(trait)).toBeUndefined();
  });
});

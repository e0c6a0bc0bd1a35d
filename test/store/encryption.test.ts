import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CellContext, createFieldCipher, Unsealable } from '../../src/store/encryption/field-cipher.ts';

const oldKey = randomBytes(32);
const newKey = randomBytes(32);
const cipher = createFieldCipher([newKey]);

const contexts = fc.record<CellContext>(
  { table: fc.string(), column: fc.string(), rowId: fc.string() },
  { requiredKeys: ['table', 'column'] },
);
const texts = fc.string({ unit: 'grapheme' });

describe('a sealed cell', () => {
  it('opens to what was sealed, whatever it is, both ways', () => {
    fc.assert(
      fc.property(contexts, texts, (context, plain) => {
        expect(cipher.open(context, cipher.seal(context, plain))).toBe(plain);
        expect(cipher.open(context, cipher.sealForLookup(context, plain))).toBe(plain);
      }),
    );
  });

  it('opens to the same bytes, where bytes were sealed', () => {
    fc.assert(
      fc.property(contexts, fc.uint8Array({ maxLength: 300 }), (context, plain) => {
        const sealed = cipher.sealBytes(context, plain);
        expect(sealed.length).toBe(plain.length + 43);
        expect(new Uint8Array(cipher.openBytes(context, sealed))).toEqual(plain);
      }),
    );
  });

  it('shows none of its plain text, in plain, hex or base64', () => {
    const context = { table: 'Person', column: 'sealedName', rowId: 'person_1' };
    const canary = 'canary-8f2e-of-the-name';
    for (const sealed of [
      cipher.seal(context, canary),
      cipher.sealForLookup(context, canary),
      cipher.sealBytes(context, Buffer.from(canary)).toString('latin1'),
    ]) {
      const bytes = Buffer.from(sealed.slice(sealed.lastIndexOf('.') + 1), 'base64url').toString('latin1');
      for (const form of [
        canary,
        Buffer.from(canary).toString('hex'),
        Buffer.from(canary).toString('base64url'),
      ]) {
        expect(sealed).not.toContain(form);
        expect(bytes).not.toContain(form);
      }
    }
  });

  it('is another one each time, and the same one each time where it is sealed for lookup', () => {
    const context = { table: 'Person', column: 'sealedEmail' };
    expect(cipher.seal(context, 'li@example.com')).not.toBe(cipher.seal(context, 'li@example.com'));
    expect(cipher.sealForLookup(context, 'li@example.com')).toBe(
      cipher.sealForLookup(context, 'li@example.com'),
    );
    expect(cipher.sealForLookup(context, 'li@example.com')).not.toBe(
      cipher.sealForLookup(context, 'li@example.co'),
    );
    expect(cipher.sealForLookup(context, 'li@example.com')).not.toBe(
      cipher.sealForLookup({ ...context, table: 'Invitation' }, 'li@example.com'),
    );
  });

  it('is refused in any other place than its own: 1,000 swapped cells of 1,000', () => {
    let found = 0;
    fc.assert(
      fc.property(
        contexts,
        contexts,
        texts,
        fc.constantFrom('random', 'lookup', 'bytes'),
        (from, to, plain, mode) => {
          fc.pre(JSON.stringify(placeOf(from)) !== JSON.stringify(placeOf(to)));
          if (mode === 'bytes') {
            const sealed = cipher.sealBytes(from, Buffer.from(plain));
            expect(() => cipher.openBytes(to, sealed)).toThrow(Unsealable);
          } else {
            const sealed = mode === 'random' ? cipher.seal(from, plain) : cipher.sealForLookup(from, plain);
            expect(() => cipher.open(to, sealed)).toThrow(Unsealable);
          }
          found += 1;
        },
      ),
      { numRuns: 1_000 },
    );
    expect(found).toBe(1_000);
  });

  it('is refused when any one of its characters is changed', () => {
    const context = { table: 'Session', column: 'sealedToken' };
    for (const sealed of [cipher.seal(context, 'a secret'), cipher.sealForLookup(context, 'a secret')]) {
      for (let index = 0; index < sealed.length; index += 1) {
        const other = sealed[index] === 'A' ? 'B' : 'A';
        const changed = `${sealed.slice(0, index)}${other}${sealed.slice(index + 1)}`;
        expect(() => cipher.open(context, changed)).toThrow(Unsealable);
      }
      expect(() => cipher.open(context, sealed.slice(0, -1))).toThrow(Unsealable);
    }
  });

  it('is refused where it is plain text, or of the other way of sealing', () => {
    const context = { table: 'Person', column: 'sealedName' };
    for (const text of ['', 'Li Lei', 'pf1.r.00000000.', 'pf1.x.00000000.AAAA', 'pf2.r.00000000.AAAA']) {
      expect(() => cipher.open(context, text)).toThrow(Unsealable);
    }
    const passedOff = cipher.sealForLookup(context, 'Li Lei').replace('pf1.d.', 'pf1.r.');
    expect(() => cipher.open(context, passedOff)).toThrow('was changed, or belongs to another row');
    expect(() => cipher.openBytes(context, Buffer.from(cipher.seal(context, 'Li Lei')))).toThrow(Unsealable);
    expect(() => cipher.openBytes(context, Buffer.alloc(0))).toThrow(Unsealable);
  });
});

describe('a master key', () => {
  const context = { table: 'Person', column: 'sealedEmail' };

  it('opens nothing that another one sealed, and the error says which is missing', () => {
    const sealed = createFieldCipher([oldKey]).seal(context, 'li@example.com');
    expect(() => cipher.open(context, sealed)).toThrow(
      /^Person\.sealedEmail: sealed under master key [0-9a-f]{8}, which is not given/,
    );
  });

  it('still opens, and is still searched for, after it was rotated out', () => {
    const before = createFieldCipher([oldKey]);
    const after = createFieldCipher([newKey, oldKey]);
    const cell = before.sealForLookup(context, 'li@example.com');
    expect(after.open(context, cell)).toBe('li@example.com');
    expect(after.open(context, before.seal(context, 'li@example.com'))).toBe('li@example.com');
    expect(after.lookupForms(context, 'li@example.com')).toEqual([
      after.sealForLookup(context, 'li@example.com'),
      cell,
    ]);
    expect(after.isCurrent(cell)).toBe(false);
    expect(after.isCurrent(after.seal(context, 'li@example.com'))).toBe(true);
    const file = before.sealBytes(context, Buffer.from('a file'));
    expect(after.openBytes(context, file).toString()).toBe('a file');
    expect(after.isCurrent(file)).toBe(false);
  });

  it('is refused where it is missing, short, or given twice', () => {
    expect(() => createFieldCipher([])).toThrow('no master key given');
    expect(() => createFieldCipher([newKey, randomBytes(16)])).toThrow(
      'master key 2 has 16 bytes, expected 32',
    );
    expect(() => createFieldCipher([newKey, newKey])).toThrow('two master keys are the same');
  });
});

function placeOf({ table, column, rowId }: CellContext): readonly (string | null)[] {
  return [table, column, rowId ?? null];
}

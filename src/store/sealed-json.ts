import type { CellContext, FieldCipher } from './encryption/field-cipher.ts';

/** Several personal fields that are only ever read together, sealed as one. */
export function sealJson(cipher: FieldCipher, context: CellContext, value: unknown): string {
  return cipher.seal(context, JSON.stringify(value));
}

export function openJson<Value>(cipher: FieldCipher, context: CellContext, sealed: string): Value {
  return JSON.parse(cipher.open(context, sealed)) as Value;
}

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../../src/store/canonical-json.ts';

/** As it has been written from the first event on: logs that are there are verified by it. */
function asEver(value: unknown): string {
  const textOf = (one: unknown): string => {
    if (Array.isArray(one)) return `[${one.map(textOf).join(',')}]`;
    if (typeof one !== 'object' || one === null) return JSON.stringify(one);
    const members = Object.entries(one).sort(([name], [other]) => (name < other ? -1 : 1));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${textOf(member)}`).join(',')}}`;
  };
  return textOf(JSON.parse(JSON.stringify(value)));
}

const leaf = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, undefined, -0, Number.NaN, '\ud800', '牌坊', new Date(0)),
);
const { value: anything } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('10', '9', 'b', 'ä', '__proto__')), tie('value'), {
      maxKeys: 5,
    }),
  ),
}));

describe('the one text of a JSON value', () => {
  it('is what it has been from the first event on', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), anything), (payload) => {
        expect(canonicalJson(payload)).toBe(asEver(payload));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the same for what comes back of it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(canonicalJson(value));
      }),
    );
  });

  it('is refused for what has none', () => {
    expect(() => canonicalJson(undefined)).toThrow('is no JSON value');
  });
});

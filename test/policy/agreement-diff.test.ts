import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AgreementVersion } from '../../src/policy/agreement.ts';
import { agreementDiff } from '../../src/policy/agreement-diff.ts';
import { drafted } from '../../src/policy/agreement-draft.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { comparedAt, compareVersions } from '../../src/policy/explain/verdict-changes.ts';
import { operations } from '../../src/policy/operation.ts';
import { withPublished } from '../../src/policy/published.ts';
import type { PolicyVariant } from '../../src/policy/variant.ts';
import { variants } from '../../src/policy/variants.ts';
import type { Verdict } from '../../src/policy/verdict.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import { arbitraryFacts } from '../support/arbitrary-facts.ts';
import { NOW, TODAY } from '../support/facts.ts';
import { newGate, nextDraft } from '../support/next-agreement.ts';

const [base] = wechat.agreement.versions;
const clause = base.clauses.find(({ id }) => id === 'wechat/2.6');

describe('the difference between two versions', () => {
  it('is nothing between a version and itself', () => {
    expect(agreementDiff(base, base)).toMatchObject({
      addedClauses: [],
      removedClauses: [],
      changedClauses: [],
      documents: [],
      parameters: [],
    });
  });

  it('is the clauses, the documents, the limits and the duties that are others (wechat/2.6)', () => {
    const { id: _id, ...asItIs } = clause ?? { id: '', ...newGate };
    const to = drafted(
      'WECHAT',
      base,
      nextDraft(wechat, 'next', TODAY, {
        addClauses: [newGate],
        changeClauses: [{ ...asItIs, sourceHash: 'b'.repeat(64) }],
        removeClauses: ['wechat/1.3'],
        submissionLimit: { ...base.submissionLimit, atMost: 2 },
        duties: (base.duties ?? []).filter(({ kind }) => kind !== 'PAY_FEE'),
      }),
      TODAY,
    );
    const diff = agreementDiff(base, to);
    expect(diff.addedClauses.map(({ id }) => id)).toEqual(['wechat/9.1']);
    expect(diff.removedClauses.map(({ id }) => id)).toEqual(['wechat/1.3']);
    expect(diff.changedClauses).toMatchObject([{ before: { id: 'wechat/2.6' }, parts: ['TEXT'] }]);
    expect(diff.documents).toMatchObject([{ documentId: 'wechat:terms', after: { version: 'next' } }]);
    expect(diff.parameters).toMatchObject([
      { name: 'submissionLimit.atMost', before: base.submissionLimit.atMost, after: 2 },
      { name: 'duties[PAY_FEE/PLATFORM]' },
    ]);
  });
});

/** Versions of every kind that a draft can make. */
const arbitraryNext = (variant: PolicyVariant): fc.Arbitrary<AgreementVersion> => {
  const [before] = variant.agreement.versions;
  return fc
    .record({
      document: fc.boolean(),
      gate: fc.boolean(),
      atMost: fc.integer({ min: 1, max: 30 }),
      removeClauses: fc.subarray(before.clauses.map(({ id }) => id)),
      material: fc.boolean(),
    })
    .map(({ document, gate, atMost, removeClauses, material }) => {
      const { documents = before.documents, ...draft } = nextDraft(variant, 'next', TODAY);
      return drafted(
        variant.platform,
        before,
        {
          ...draft,
          material,
          documents: document ? documents : before.documents,
          addClauses: gate ? [newGate] : [],
          removeClauses,
          submissionLimit: { ...before.submissionLimit, warnFrom: 1, atMost },
        },
        TODAY,
      );
    });
};

const question = fc.constantFrom(...variants).chain((variant) =>
  fc.record({
    variant: fc.constant(variant),
    to: arbitraryNext(variant),
    operation: fc.constantFrom(...operations),
    accepted: fc.boolean(),
    programs: fc.array(arbitraryFacts, { minLength: 1, maxLength: 4 }),
  }),
);

/** What a reader of a verdict sees of it, but for the version that is cited. */
const told = ({ answer, findings }: Verdict) => ({
  answer,
  findings: findings
    .map(({ rule, code, path, message }) => JSON.stringify([rule, code, path, message.en]))
    .sort(),
});

describe('whose verdicts change', () => {
  it('is exactly whose are answered otherwise when everything is asked under both versions (wechat/7.2, baidu/7)', () => {
    fc.assert(
      fc.property(question, ({ variant, to, operation, accepted, programs }) => {
        const both = withPublished(variant, [to]);
        const [from] = variant.agreement.versions;
        const at = comparedAt(to, NOW);
        const compare = compareVersions({ variant: both, from, to, operation, at, accepted });
        for (const facts of programs) {
          const acceptances = accepted
            ? to.documents.map(({ id, version }) => ({ documentId: id, version }))
            : [];
          const then = { ...facts, acceptances: [...facts.acceptances, ...acceptances] };
          // The code as it was, and the version as it will be in force: nothing of the comparison is used here.
          const before = evaluate(variant, facts, operation, at);
          const after = evaluate(both, then, operation, at);
          const changes = compare([
            { hostId: 'one', facts, hostRules: [] },
            { hostId: 'other', facts: { ...facts }, hostRules: [] },
          ]);
          const isChanged = JSON.stringify(told(before)) !== JSON.stringify(told(after));
          expect(changes.map(({ hostId }) => hostId)).toEqual(isChanged ? ['one', 'other'] : []);
          for (const { change } of changes) {
            expect([change.from, change.to]).toEqual([before.answer, after.answer]);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

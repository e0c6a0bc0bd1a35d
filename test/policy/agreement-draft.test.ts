import { describe, expect, it } from '@jest/globals';
import { addDays } from '../../src/kernel/civil-time.ts';
import { type AgreementDraft, drafted } from '../../src/policy/agreement-draft.ts';
import type { DraftBasis } from '../../src/policy/agreement-draft-basis.ts';
import { draftFaults } from '../../src/policy/agreement-draft-faults.ts';
import { baidu } from '../../src/policy/baidu/variant.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import {
  clausesOf,
  type EnforcementFact,
  type MeasureGround,
  type MeasureKind,
  termsOf,
} from '../../src/policy/measure.ts';
import { withPublished } from '../../src/policy/published.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import { codesOf, NOW, someFacts, TODAY } from '../support/facts.ts';
import { newGate, nextDraft } from '../support/next-agreement.ts';

const [base] = wechat.agreement.versions;
const basis: DraftBasis = {
  agreement: wechat.agreement,
  today: TODAY,
  acceptedDocuments: base.documents.map(({ id }) => id),
};
const next = (changes: Partial<AgreementDraft> = {}) => nextDraft(wechat, 'next', TODAY, changes);
const faults = (changes: Partial<AgreementDraft>, on: DraftBasis = basis) =>
  draftFaults(on, next(changes)).map(({ path }) => path);
const [terms, parent, ...devices] = base.documents;
const clause = base.clauses.find(({ id }) => id === 'wechat/2.6');
if (!terms || !parent || !clause) throw new Error('WeChat has terms, a parent agreement and a clause 2.6');
const { id: _id, ...asItIs } = clause;

describe('a draft of the next version', () => {
  it('has no faults where it is one, and changes what it says and no more', () => {
    const draft = next({ addClauses: [newGate], submissionLimit: { ...base.submissionLimit, atMost: 30 } });
    expect(draftFaults(basis, draft)).toEqual([]);
    const version = drafted('WECHAT', base, draft, TODAY);
    expect(version.clauses.at(-1)).toMatchObject({ id: 'wechat/9.1', kind: 'GATE' });
    expect(version.clauses.slice(0, -1)).toEqual(base.clauses);
    expect(version.submissionLimit.atMost).toBe(30);
    expect(version.duties).toEqual(base.duties);
  });

  it('puts a clause where its number belongs', () => {
    const version = drafted('WECHAT', base, next({ addClauses: [{ ...newGate, number: '4.4(10)' }] }), TODAY);
    const numbers = version.clauses.map(({ number }) => number);
    expect(numbers.slice(numbers.indexOf('4.4(9)'), numbers.indexOf('4.4(9)') + 3)).toEqual([
      '4.4(9)',
      '4.4(10)',
      '4.5',
    ]);
  });

  it.each<[string, Partial<AgreementDraft>, string]>([
    ['a day that does not exist', { effectiveFrom: '2027-02-30' }, 'input.effectiveFrom'],
    ['a day that has passed', { effectiveFrom: addDays(TODAY, -1) }, 'input.effectiveFrom'],
    ['the name of a published version', { version: base.version }, 'input.version'],
    ['a name that is none', { version: 'new terms' }, 'input.version'],
    [
      'a clause without a hash',
      { addClauses: [{ ...newGate, sourceHash: '' }] },
      'input.addClauses[0].sourceHash',
    ],
    ['a clause that is there', { addClauses: [{ ...newGate, number: '2.6' }] }, 'input.addClauses[0].number'],
    ['a clause named twice', { addClauses: [newGate, newGate] }, 'input.addClauses[1].number'],
    [
      'a kind of clause that is none',
      { addClauses: [{ ...newGate, kind: 'WISH' as never }] },
      'input.addClauses[0].kind',
    ],
    ['a change of no clause', { changeClauses: [newGate] }, 'input.changeClauses[0].number'],
    ['a change that is none', { changeClauses: [asItIs] }, 'input.changeClauses[0]'],
    ['a removal of no clause', { removeClauses: ['wechat/9.9'] }, 'input.removeClauses[0]'],
    [
      'a document that somebody accepted and that is dropped',
      { documents: [{ ...terms, version: 'next' }, ...devices] },
      'input.documents',
    ],
    [
      'a document version with another text',
      { documents: [{ ...terms, url: 'https://example.com/other' }, parent, ...devices] },
      'input.documents[0].version',
    ],
    [
      'a document of another platform',
      { documents: [...base.documents, { ...terms, id: 'baidu:terms', version: 'x' }] },
      'input.documents[4].id',
    ],
    ['a document twice', { documents: [...base.documents, parent] }, 'input.documents[4].id'],
    [
      'an address that is none',
      { documents: [{ ...terms, version: 'next', url: 'somewhere' }, parent, ...devices] },
      'input.documents[0].url',
    ],
    [
      'no document that is required',
      { documents: base.documents.map((one) => ({ ...one, required: false })) },
      'input.documents',
    ],
    [
      'clauses that change under the same version of their text',
      { documents: base.documents, addClauses: [newGate] },
      'input.documents',
    ],
    [
      'a material change of numbers alone, whose notice would be of no text (baidu/7)',
      { documents: base.documents, submissionLimit: { ...base.submissionLimit, atMost: 3, warnFrom: 2 } },
      'input.documents',
    ],
    [
      'a limit of nothing',
      { submissionLimit: { ...base.submissionLimit, atMost: 0, warnFrom: 0 } },
      'input.submissionLimit.atMost',
    ],
    [
      'a warning past the limit',
      { submissionLimit: { ...base.submissionLimit, warnFrom: 99 } },
      'input.submissionLimit.warnFrom',
    ],
    [
      'two limits for a day',
      { withdrawalLimits: [1, 2].map((atMost) => ({ per: 'DAY', atMost, origin: 'OURS' })) },
      'input.withdrawalLimits[1].per',
    ],
    ['a duty of a clause that goes', { removeClauses: ['wechat/4.11'] }, 'input.duties[7].clauses'],
  ])('is refused with its place: %s', (_what, changes, path) => {
    expect(faults(changes)).toContain(path);
  });

  it('cannot run backwards: its day comes after that of the version before it', () => {
    const later = drafted('WECHAT', base, nextDraft(wechat, 'later', addDays(TODAY, 20)), TODAY);
    const { agreement } = withPublished(wechat, [later]);
    expect(faults({ effectiveFrom: addDays(TODAY, 20) }, { ...basis, agreement })).toEqual([
      'input.effectiveFrom',
    ]);
    expect(faults({ effectiveFrom: addDays(TODAY, 21) }, { ...basis, agreement })).toEqual([]);
  });

  it('may not drop the duty to put right what its measures order to be put right (wechat/0.1)', () => {
    const rectify = (base.duties ?? []).filter(({ kind }) => kind === 'RECTIFY');
    expect(rectify).toMatchObject([{ recipient: 'PLATFORM', clauses: ['wechat/0.1'] }]);
    const duties = (base.duties ?? []).filter(({ kind }) => kind !== 'RECTIFY');
    expect(faults({ duties })).toEqual(['input.duties']);
    expect(faults({ duties: [...duties, ...rectify] })).toEqual([]);
  });

  it('may drop a document that nobody has accepted', () => {
    const documents = [{ ...terms, version: 'next' }, ...devices];
    expect(faults({ documents }, { ...basis, acceptedDocuments: [] })).toEqual([]);
  });

  it('that changes nothing is none', () => {
    const { documents: _documents, ...empty } = next({ material: false });
    expect(draftFaults(basis, empty).map(({ path }) => path)).toEqual(['input.version']);
  });
});

describe('a published version', () => {
  const under = (changes: Partial<AgreementDraft>) =>
    withPublished(wechat, [drafted('WECHAT', base, { ...next(changes), documents: base.documents }, TODAY)]);

  it('can have a condition that no rule carries out: then there is no YES', () => {
    const { answer, findings } = evaluate(under({ addClauses: [newGate] }), someFacts(), 'SUBMIT', NOW);
    expect([answer, findings.map(({ code }) => code)]).toEqual(['UNKNOWN', ['CLAUSE_NOT_MODELLED']]);
    expect(evaluate(under({ addClauses: [newGate] }), someFacts(), 'RELEASE', NOW).answer).not.toBe(
      'UNKNOWN',
    );
  });

  it('asks no rule whose clauses are gone (wechat/2.6)', () => {
    const often = { earlierSubmissions: Array.from({ length: 20 }, () => new Date(NOW.getTime() - 1)) };
    expect(codesOf(evaluate(wechat, someFacts(often), 'SUBMIT', NOW))).toContain('SUBMITTED_TOO_OFTEN');
    const without = evaluate(under({ removeClauses: ['wechat/2.6'] }), someFacts(often), 'SUBMIT', NOW);
    expect(without.answer).toBe('YES');
  });

  it('keeps what it cannot change: deletion, notices, fees and measures, as long as a clause says it (wechat/2.6)', () => {
    const { deletion, notices, fee, measures } = base;
    expect(fee).toMatchObject({ clause: 'wechat/2.6' });
    expect(drafted('WECHAT', base, next(), TODAY)).toMatchObject({ deletion, notices, fee, measures });
    const without = drafted('WECHAT', base, next({ removeClauses: ['wechat/2.6'] }), TODAY);
    expect(without.fee).toBeUndefined();
    expect(without).toMatchObject({ deletion, notices });
  });

  it('has no ground whose clause is gone, and cites no clause that is (baidu/3.4, baidu/3.4(3), baidu/2.3)', () => {
    const [before] = baidu.agreement.versions;
    const removeClauses = ['baidu/3.4(3)', 'baidu/2.3'];
    const after = drafted('BAIDU', before, nextDraft(baidu, 'next', TODAY, { removeClauses }), TODAY);
    const of = (version: typeof before, kind: MeasureKind, ground: MeasureGround) =>
      termsOf(version.measures ?? [], 'PLATFORM', kind, ground);
    expect(of(before, 'WARNING', 'AUTHORITY_DEMAND')).toBeDefined();
    expect(of(after, 'WARNING', 'AUTHORITY_DEMAND')).toBeUndefined();
    expect(of(after, 'WARNING', 'BREACH_OF_LAW')?.clauses).toEqual(['baidu/3.4']);
    expect(of(after, 'SUBMISSION_REFUSED', 'LEGAL_REQUIREMENT')).toBeUndefined();
    const ids = new Set(after.clauses.map(({ id }) => id));
    const cited = (after.measures ?? []).flatMap((terms) =>
      terms.grounds.flatMap(({ ground }) => clausesOf(terms, ground)),
    );
    expect(cited.filter((id) => !ids.has(id))).toEqual([]);
    const sixGone = removeClauses.concat([1, 2, 4, 5, 6].map((number) => `baidu/3.4(${number})`));
    const groundless = drafted(
      'BAIDU',
      before,
      nextDraft(baidu, 'next', TODAY, { removeClauses: sixGone }),
      TODAY,
    );
    const warnings = groundless.measures?.filter(({ kind }) => kind === 'WARNING');
    expect(warnings?.map(({ by }) => by)).toEqual(['HOST']);
  });

  it('leaves what was taken before it cited from the version in which it was taken (baidu/2.3)', () => {
    const [before] = baidu.agreement.versions;
    const terms = termsOf(before.measures ?? [], 'PLATFORM', 'SUBMISSION_REFUSED', 'LEGAL_REQUIREMENT');
    const clauseThen = before.clauses.find(({ id }) => id === 'baidu/2.3');
    if (!terms || !clauseThen) throw new Error('Baidu refuses submissions by its clause 2.3');
    const measure: EnforcementFact = {
      ...{ id: 'enf_1', kind: 'SUBMISSION_REFUSED', ground: 'LEGAL_REQUIREMENT', scope: 'PROGRAM' },
      ...{ functions: [], takenByHost: false, contested: false, hides: false, holdsUp: terms.holdsUp },
      clauses: clausesOf(terms, 'LEGAL_REQUIREMENT'),
      agreementVersion: before.version,
      from: NOW,
    };
    const draft = nextDraft(baidu, 'next', TODAY, { removeClauses: ['baidu/2.3'] });
    const after = withPublished(baidu, [drafted('BAIDU', before, draft, TODAY)]);
    const { findings } = evaluate(after, someFacts({ enforcements: [measure] }), 'SUBMIT', NOW);
    const found = findings.find(({ code }) => code === 'MEASURE_IN_FORCE');
    expect(found?.citations).toEqual([
      { clause: 'baidu/2.3', agreementVersion: before.version, sourceHash: clauseThen.sourceHash },
    ]);
  });

  it('that is published on its own day is in force from then on, and not since midnight', () => {
    const published = {
      ...drafted('WECHAT', base, next(), TODAY),
      publishedAt: new Date(NOW.getTime() + 3_600_000).toISOString(),
    };
    const variant = withPublished(wechat, [published]);
    const inForce = (ms: number) =>
      evaluate(variant, someFacts(), 'SUBMIT', new Date(NOW.getTime() + ms)).agreementVersion;
    expect([inForce(0), inForce(3_599_999), inForce(3_600_000)]).toEqual([
      base.version,
      base.version,
      'next',
    ]);
  });

  it('cites itself from its day on, and the version before until then', () => {
    const coming = withPublished(wechat, [
      drafted('WECHAT', base, { ...next(), effectiveFrom: addDays(TODAY, 1) }, TODAY),
    ]);
    const on = (days: number) =>
      evaluate(coming, someFacts(), 'SUBMIT', new Date(NOW.getTime() + days * 86_400_000)).agreementVersion;
    expect([on(0), on(1)]).toEqual([base.version, 'next']);
  });
});

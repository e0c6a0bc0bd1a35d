import { describe, expect, it } from '@jest/globals';
import { addDays, startOfDay } from '../../src/kernel/civil-time.ts';
import type { AgreementVersion } from '../../src/policy/agreement.ts';
import { nextTellingAt, PUBLICATION, tellingBy } from '../../src/policy/announcement.ts';
import { baidu } from '../../src/policy/baidu/variant.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { applyRemedy } from '../../src/policy/explain/apply-remedy.ts';
import type { Facts } from '../../src/policy/facts.ts';
import { problemOf } from '../../src/policy/problem.ts';
import { withPublished } from '../../src/policy/published.ts';
import { materialDocuments } from '../../src/policy/terms-change.ts';
import type { PolicyVariant } from '../../src/policy/variant.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import { type Changes, codesOf, NOW, someFacts, TODAY } from '../support/facts.ts';

const DAY_MS = 86_400_000;

/** The variant with a next version of its terms, whose first document reads otherwise. */
function changed(variant: PolicyVariant, changes: Partial<AgreementVersion> = {}): PolicyVariant {
  const [base] = variant.agreement.versions;
  const documents = base.documents.map((document, index) =>
    index === 0 ? { ...document, version: 'next' } : document,
  );
  const next = { ...base, version: 'next', effectiveFrom: TODAY, material: true, documents, ...changes };
  return withPublished(variant, [next]);
}

const submit = (variant: PolicyVariant, changes: Changes<Facts> = {}, at = NOW) =>
  evaluate(variant, someFacts(changes), 'SUBMIT', at);
const first = (variant: PolicyVariant) => variant.agreement.versions[0].documents[0]?.id ?? '';
const notice = (completedAt?: Date) => ({
  notices: [{ documentId: first(baidu), version: 'next', ...(completedAt ? { completedAt } : {}) }],
});

describe('another version of a document that was accepted', () => {
  it('is accepted by use at WeChat from its day on, with or without notice, and that is said before (wechat/7.2)', () => {
    const { answer, findings } = submit(changed(wechat));
    expect(answer).toBe('YES');
    expect(findings).toMatchObject([{ effect: 'WARNS', code: 'ACCEPTED_BY_USE' }]);
    expect(findings[0]?.citations).toMatchObject([{ clause: 'wechat/7.2', agreementVersion: 'next' }]);
    expect(codesOf(submit(changed(wechat, { effectiveFrom: addDays(TODAY, 1) })))).toEqual([]);
  });

  it('has to be accepted explicitly at Baidu until the notice is out, and is accepted by use after (baidu/7)', () => {
    const open = submit(changed(baidu), notice());
    expect(open.answer).toBe('NO');
    expect(problemOf(open, 'input')).toMatchObject({ code: 'AGREEMENT_REQUIRED', documents: [first(baidu)] });
    expect(submit(changed(baidu), notice(new Date(NOW.getTime() + 1))).answer).toBe('NO');
    const told = submit(changed(baidu), notice(NOW));
    expect(told.answer).toBe('YES');
    expect(codesOf(told)).toEqual(['ACCEPTED_BY_USE']);
  });

  it('is accepted by use at Baidu where the change is not material: it holds from publication (baidu/0.3)', () => {
    const told = submit(changed(baidu, { material: false }));
    expect([told.answer, codesOf(told)]).toEqual(['YES', ['ACCEPTED_BY_USE']]);
    expect(told.findings[0]?.citations.map(({ clause }) => clause)).toEqual(['baidu/0.3', 'baidu/7']);
  });
});

describe('the notices that are needed', () => {
  it('are of each material change that a document carries, until one that carries it is accepted (baidu/7)', () => {
    const [base] = baidu.agreement.versions;
    const version = (name: string, days: number, material: boolean): AgreementVersion => ({
      ...base,
      version: name,
      effectiveFrom: addDays(TODAY, days),
      material,
      documents: base.documents.map((one, index) => (index === 0 ? { ...one, version: name } : one)),
    });
    const variant = withPublished(baidu, [version('big', -1, true), version('small', 0, false)]);
    const needed = materialDocuments(variant.agreement);
    const documentId = first(baidu);
    expect(needed).toEqual([
      { documentId, version: 'big', settledBy: [], agreementVersion: 'big' },
      { documentId, version: 'small', settledBy: ['big'], agreementVersion: 'big' },
    ]);
    expect(codesOf(submit(variant, { notices: needed }))).toEqual(['DOCUMENTS_NOT_ACCEPTED']);
    const acceptances = [...someFacts().acceptances, { documentId, version: 'big' }];
    expect(codesOf(submit(variant, { notices: needed, acceptances }))).toEqual(['ACCEPTED_BY_USE']);
    const told = needed.map((one) => ({ ...one, completedAt: NOW }));
    expect(codesOf(submit(variant, { notices: told }))).toEqual(['ACCEPTED_BY_USE']);
  });
});

describe('a first acceptance', () => {
  it('is explicit, however the terms came about (wechat/0.2)', () => {
    const acceptances = someFacts().acceptances.filter(({ documentId }) => documentId !== first(wechat));
    const verdict = submit(changed(wechat), { acceptances });
    expect(codesOf(verdict)).toEqual(['DOCUMENTS_NOT_ACCEPTED']);
  });
});

describe('terms that are declined', () => {
  const declined = (variant: PolicyVariant, stopsFrom: Date, effectiveFrom = TODAY): Changes<Facts> => ({
    declined: {
      version: 'next',
      effectiveFrom,
      stopsFrom,
      documents: [{ documentId: first(variant), version: 'next' }],
    },
  });

  it.each([
    ['wechat/7.2', wechat],
    ['baidu/7', baidu],
  ] as const)('%s: stop every operation, and never as a lack of permission', (clause, variant) => {
    const verdict = submit(changed(variant), declined(variant, NOW));
    expect(verdict.answer).toBe('NO');
    expect(codesOf(verdict)).toContain('TERMS_DECLINED');
    const finding = verdict.findings.find(({ code }) => code === 'TERMS_DECLINED');
    expect(finding?.citations.map((one) => one.clause)).toContain(clause);
    expect(problemOf(verdict, 'input')).toMatchObject({ code: 'AGREEMENT_REQUIRED' });
  });

  it('stop nothing before their day (wechat/7.2)', () => {
    const tomorrow = addDays(TODAY, 1);
    const coming = changed(wechat, { effectiveFrom: tomorrow });
    const facts = declined(wechat, startOfDay(tomorrow), tomorrow);
    expect(submit(coming, facts).answer).toBe('YES');
    expect(submit(coming, facts, startOfDay(tomorrow)).answer).toBe('NO');
  });

  it('that are to come leave those before them to be accepted by use until then (wechat/7.2)', () => {
    const soon = addDays(TODAY, 5);
    const facts = declined(wechat, startOfDay(soon), soon);
    const verdict = submit(changed(wechat, { version: 'earlier' }), facts);
    expect([verdict.answer, codesOf(verdict)]).toEqual(['YES', ['ACCEPTED_BY_USE']]);
    const stopped = submit(changed(wechat, { version: 'earlier' }), facts, startOfDay(soon));
    expect(codesOf(stopped)).toEqual(expect.arrayContaining(['DOCUMENTS_NOT_ACCEPTED', 'TERMS_DECLINED']));
  });

  it('are agreed to by accepting them explicitly, also before they take effect (baidu/0.3, baidu/7)', () => {
    const tomorrow = addDays(TODAY, 1);
    const coming = changed(baidu, { effectiveFrom: tomorrow });
    const facts = someFacts(declined(baidu, NOW, tomorrow));
    const { answer, findings } = evaluate(coming, facts, 'SUBMIT', NOW);
    expect([answer, findings.map(({ code }) => code)]).toEqual(['NO', ['TERMS_DECLINED']]);
    const remedy = findings[0]?.remedy;
    expect(remedy).toEqual({
      kind: 'ACCEPT_DOCUMENTS',
      documents: [first(baidu)],
      agreementVersion: 'next',
    });
    const mended = remedy && applyRemedy(coming, { facts, at: NOW }, remedy);
    expect(mended && evaluate(coming, mended.facts, 'SUBMIT', NOW).answer).toBe('YES');
  });
});

describe('what accounts are told of a version', () => {
  const told = { publishedAt: NOW, effectiveFrom: addDays(TODAY, 40) };
  const daysAhead = (days: number) => startOfDay(addDays(told.effectiveFrom, -days));

  it('is its publication, and then 30, 14, 7 and 1 days ahead that it takes effect', () => {
    const heard: number[] = [];
    let so: typeof told & { toldDaysAhead?: number } = told;
    for (let now = NOW; now < daysAhead(-2); now = new Date(now.getTime() + DAY_MS / 2)) {
      const telling = tellingBy(so, now);
      if (telling === undefined) continue;
      heard.push(telling);
      so = { ...so, toldDaysAhead: telling };
    }
    expect(heard).toEqual([PUBLICATION, 30, 14, 7, 1]);
    expect(nextTellingAt(so, daysAhead(0))).toBeUndefined();
  });

  it('leaves out what was slept through but for the nearest, and everything once it is in force', () => {
    const published = { ...told, toldDaysAhead: PUBLICATION };
    expect(tellingBy(published, daysAhead(5))).toBe(7);
    expect(nextTellingAt({ ...told, toldDaysAhead: 7 }, daysAhead(5))).toEqual(daysAhead(1));
    expect(tellingBy(published, daysAhead(0))).toBeUndefined();
  });

  it('does not warn of days that lie before its publication', () => {
    const soon = { publishedAt: NOW, effectiveFrom: addDays(TODAY, 10), toldDaysAhead: PUBLICATION };
    expect(tellingBy(soon, NOW)).toBeUndefined();
    expect(nextTellingAt(soon, NOW)).toEqual(startOfDay(addDays(TODAY, 3)));
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it, jest } from '@jest/globals';
import { policyCoverage } from '../../src/policy/coverage.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import type { Facts } from '../../src/policy/facts.ts';
import { selectedHosts } from '../../src/policy/host-selection.ts';
import type { Operation } from '../../src/policy/operation.ts';
import { registerVariants } from '../../src/policy/registry.ts';
import { variants as two } from '../../src/policy/variants.ts';
import { type Changes, codesOf, NOW, someFacts, someManifest, someVersion } from '../support/facts.ts';
import { harbour } from './variant.ts';

/** The line that registers it. */
const { variants, variantOf } = registerVariants([...two, harbour]);

const accepted = [{ documentId: 'harbour:rules', version: '2027-01-01' }];
const ask = (operation: Operation, changes: Changes<Facts> = {}) =>
  evaluate(variantOf('HARBOUR'), someFacts({ acceptances: accepted, ...changes }), operation, NOW);

describe('a third platform', () => {
  it('stands beside the two, which answer as before', () => {
    expect(variants.map(({ platform }) => platform)).toEqual([
      ...two.map(({ platform }) => platform),
      'HARBOUR',
    ]);
    for (const { platform } of two) {
      expect(evaluate(variantOf(platform), someFacts(), 'SUBMIT', NOW).answer).toBe('YES');
    }
  });

  it('says YES, and which rules had nothing against it', () => {
    const verdict = ask('SUBMIT');
    expect(verdict).toMatchObject({ answer: 'YES', platform: 'HARBOUR', agreementVersion: '2027-01-01' });
    expect(verdict.passed.map(({ rule }) => rule)).toEqual([
      'documents-accepted',
      'submitted-once',
      'submission-frequency',
      'no-false-distress',
    ]);
  });

  it('harbour/1.1: refuses who has not accepted its rules, and names the document', () => {
    const { answer, findings } = ask('SUBMIT', { acceptances: [] });
    expect(answer).toBe('NO');
    expect(findings).toMatchObject([
      {
        code: 'DOCUMENTS_NOT_ACCEPTED',
        citations: [{ clause: 'harbour/1.1', agreementVersion: '2027-01-01' }],
        remedy: { kind: 'ACCEPT_DOCUMENTS', documents: ['harbour:rules'] },
      },
    ]);
  });

  it('harbour/2.1: releases what the harbour master has passed', () => {
    expect(ask('RELEASE', { version: someVersion({ review: 'APPROVED' }) }).answer).toBe('YES');
    expect(codesOf(ask('RELEASE', { version: someVersion({ review: 'IN_REVIEW' }) }))).toEqual([
      'REVIEW_NOT_PASSED',
    ]);
  });

  it('harbour/2.2: takes two submissions in seven days, by its own published number', () => {
    const earlier = (count: number) => ({
      earlierSubmissions: Array.from({ length: count }, () => new Date(NOW.getTime() - 3_600_000)),
    });
    expect(ask('SUBMIT', earlier(1)).answer).toBe('YES');
    const { answer, findings } = ask('SUBMIT', earlier(2));
    expect(answer).toBe('NO');
    expect(findings[0]?.message.en).toMatch(/the limit is 2 \(published by the platform\).*next ferry/);
  });

  it('harbour/3.1: asks a person about a name that sounds like a call for help', () => {
    expect(ask('SUBMIT', { manifest: someManifest({ name: 'SOS 面馆' }) })).toMatchObject({
      answer: 'NEEDS_HUMAN',
      findings: [{ code: 'SOUNDS_LIKE_DISTRESS', remedy: { kind: 'ASK_A_PERSON' } }],
    });
  });

  it('knows what it covers, clause by clause', () => {
    const coverage = policyCoverage(harbour, harbour.agreement.versions[0], {});
    expect(coverage.map(({ clause, grade }) => [clause.number, grade])).toEqual([
      ['1.1', 'EXECUTABLE'],
      ['2.1', 'EXECUTABLE'],
      ['2.2', 'PARTIAL'],
      ['3.1', 'HUMAN_ONLY'],
      ['4.1', 'EXECUTABLE'],
    ]);
  });

  it('says UNKNOWN while a clause has no rule, and never YES', () => {
    const rules = harbour.rules.filter(({ id }) => id !== 'no-false-distress');
    const facts = someFacts({ acceptances: accepted });
    const { answer, findings } = evaluate({ ...harbour, rules }, facts, 'SUBMIT', NOW);
    expect(answer).toBe('UNKNOWN');
    expect(findings).toMatchObject([{ code: 'CLAUSE_NOT_MODELLED', citations: [{ clause: 'harbour/3.1' }] }]);
  });

  it('goes to every host on offer that day, where none is chosen', () => {
    const selection = { platform: 'HARBOUR', mode: 'UNSPECIFIED' } as const;
    const hosts = (day: string) => selectedHosts(harbour.hosts, selection, day).map(({ id }) => id);
    expect(hosts('2027-03-09')).toEqual(['harbour-ferry']);
    expect(hosts('2027-03-10')).toEqual(['harbour-ferry', 'harbour-pilot']);
  });

  it('adds one value to the contract, and changes nothing else of it', async () => {
    jest.unstable_mockModule('../../src/policy/variants.ts', () => ({ variants, variantOf }));
    const { printContract } = await import('../../src/graphql/schema.ts');
    const committed = readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8');
    const added = '  """Harbour (港口)."""\n  HARBOUR\n\n';
    expect(printContract()).toContain(added);
    expect(printContract().replace(added, '')).toBe(committed);
  });
});

describe('docs/policy.md', () => {
  const page = readFileSync(new URL('../../docs/policy.md', import.meta.url), 'utf8');
  const quotes = [...page.matchAll(/```ts\n\/\/ (\S+)\n([\s\S]*?)```/g)];

  it('quotes this platform as it is', () => {
    expect(quotes.length).toBeGreaterThan(3);
    for (const [, file, quote] of quotes) {
      expect(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')).toContain(quote);
    }
  });
});

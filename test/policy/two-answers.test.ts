import { describe, expect, it } from '@jest/globals';
import { addDays, startOfDay } from '../../src/kernel/civil-time.ts';
import { versionAt } from '../../src/policy/agreement.ts';
import { baidu } from '../../src/policy/baidu/variant.ts';
import type { OccurrenceKind } from '../../src/policy/duty.ts';
import type { Facts, SubjectFact } from '../../src/policy/facts.ts';
import { selectedHosts } from '../../src/policy/host-selection.ts';
import { after } from '../../src/policy/lifecycle.ts';
import { noticeCompletedAt, requiredChannelsOf } from '../../src/policy/notice.ts';
import type { Operation } from '../../src/policy/operation.ts';
import { extendedBy } from '../../src/policy/outage.ts';
import { withPublished } from '../../src/policy/published.ts';
import { goesByOlder } from '../../src/policy/renewal.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import type { Manifest } from '../../src/programs/manifest.ts';
import {
  ask,
  type Changes,
  codesOf,
  foodLicence,
  NOW,
  someDataItem,
  someManifest,
  someMaterial,
  someVersion,
  TODAY,
} from '../support/facts.ts';

/*
 * The sixteen questions: which documents, a 17-year-old, verification, keys, hosts, who decides, too many submissions,
 * changed data, marketing, deletion, leaving, an incident, new terms, an account, an outage, the court. What the rules and
 * the agreements' own data answer is asked here; those about duties, measures and notices are put to a gateway as well, in
 * `test/graphql/two-answers.test.ts`, and `test/end-to-end/a-year.test.ts` lives through them.
 */

/** One program, one account, both platforms, asked at the same instant. */
function bothAnswer(operation: Operation, changes: Changes<Facts>) {
  return { wechat: ask(wechat, operation, changes), baidu: ask(baidu, operation, changes) };
}

function dutiesOn({ agreement }: typeof wechat, kind: OccurrenceKind) {
  return versionAt(agreement, NOW).duties?.filter(({ on }) => on === kind) ?? [];
}

const marketing: Changes<Manifest> = { dataItems: [someDataItem({ usedForMarketing: true })] };

describe('the same question, two answers', () => {
  it('which documents must be accepted? (wechat/0.1, baidu/0.1)', () => {
    const verdicts = bothAnswer('VERIFY', { acceptances: [] });
    const documents = (platform: 'wechat' | 'baidu') =>
      verdicts[platform].findings.flatMap(({ remedy }) =>
        remedy?.kind === 'ACCEPT_DOCUMENTS' ? remedy.documents : [],
      );
    expect(documents('wechat')).toEqual([
      'wechat:terms',
      'wechat:parent-agreement',
      'wechat:apple-developer-program-licence',
      'wechat:app-store-review-guidelines',
    ]);
    expect(documents('baidu')).toEqual([
      'baidu:agreement',
      'baidu:user-agreement',
      'baidu:service-provider-agreement',
      'baidu:operating-rules',
    ]);
  });

  it('may a 17-year-old act alone? (wechat/0.3; no clause of Baidu’s)', () => {
    const subject: SubjectFact = {
      type: 'PERSON',
      legalName: '王小明',
      birthDate: '2009-03-11',
      guardianConsent: false,
    };
    const materials = [someMaterial({ paper: '居民身份证', holder: '王小明' })];
    const verify = bothAnswer('VERIFY', { subject, materials });
    expect(codesOf(verify.wechat)).toEqual(['GUARDIAN_CONSENT_MISSING']);
    expect(verify.baidu.answer).toBe('YES');

    // Baidu opens no category to persons (baidu/2.6); that is all it has against this one.
    const register = bothAnswer('REGISTER', { subject, materials });
    expect(codesOf(register.wechat)).toContain('GUARDIAN_CONSENT_MISSING');
    expect(codesOf(register.baidu)).toEqual(['CATEGORY_NOT_ON_LIST']);
  });

  it('is verification needed to go public? (wechat/3.1 and 3.2, baidu/2.2)', () => {
    const changes = {
      registration: { state: 'REGISTERED', admission: 'PASSED', verification: 'NONE' },
      version: someVersion({ review: 'APPROVED' }),
    } as const;
    const release = bothAnswer('RELEASE', changes);
    expect(release.wechat.answer).toBe('YES');
    expect(codesOf(release.baidu)).toEqual(['NOT_VERIFIED']);
    expect(wechat.verificationBeforeRelease).toBe(false);
    expect(baidu.verificationBeforeRelease).toBe(true);

    const manifest = someManifest({ advancedFeatures: ['wechat:payment'] });
    const submit = bothAnswer('SUBMIT', { ...changes, manifest, version: someVersion() });
    expect(codesOf(submit.wechat)).toEqual(['NOT_VERIFIED']);
    expect(submit.baidu.answer).toBe('YES');
  });

  it('too many submissions: what may follow? (wechat/2.6, baidu/2.4)', () => {
    const follows = ({ agreement }: typeof wechat, clause: string) => {
      const [{ measures = [], duties = [] }] = agreement.versions;
      const taken = measures.filter(({ clauses }) => clauses.includes(clause)).map(({ kind }) => kind);
      const owed = duties.filter(({ clauses }) => clauses.includes(clause)).map(({ kind }) => kind);
      return { taken, owed };
    };
    expect(follows(wechat, 'wechat/2.6')).toEqual({
      taken: ['REVIEW_SERVICE_PAUSED', 'REVIEW_SERVICE_ENDED'],
      owed: ['PAY_FEE'],
    });
    expect(follows(baidu, 'baidu/2.4')).toEqual({
      taken: ['SERVICE_PAUSED', 'SERVICE_ENDED', 'AGREEMENT_ENDED'],
      owed: ['PAY_FEE'],
    });
  });

  it('what can happen to an account? (wechat/2.5, baidu/3.4)', () => {
    const under = ({ agreement }: typeof wechat, clause: string) =>
      (agreement.versions[0].measures ?? []).filter(({ clauses }) => clauses.includes(clause));
    expect(under(wechat, 'wechat/2.5').map(({ kind }) => kind)).toEqual([
      'SHORT_TERM',
      'LONG_TERM',
      'PERMANENT',
      'OTHER',
    ]);
    const sanctions = under(baidu, 'baidu/3.4');
    // Traffic that is switched off is a step of the operating rules that the clause’s "and the like" takes in.
    expect(sanctions.map(({ kind }) => kind).filter((kind) => kind !== 'TRAFFIC_OFF')).toEqual([
      'WARNING',
      'FUNCTIONS_LIMITED',
      'PROGRAM_OFFLINE',
      'ALL_PROGRAMS_OFFLINE',
      'AGREEMENT_ENDED',
      'SERVICE_REFUSED',
    ]);
    expect(new Set(sanctions.flatMap(({ grounds }) => grounds.map(({ ground }) => ground))).size).toBe(6);
  });

  it('when are keys given? (wechat/2.1, baidu/2.1)', () => {
    const registration = { state: 'REGISTERED', admission: 'NONE', verification: 'NONE' } as const;
    const submit = bothAnswer('SUBMIT', { registration });
    expect(wechat.credentialsAfter).toBe('REGISTRATION');
    expect(submit.wechat.answer).toBe('YES');
    expect(baidu.credentialsAfter).toBe('ADMISSION');
    expect(codesOf(submit.baidu)).toEqual(['NOT_ADMITTED']);
  });

  it('which hosts, if nothing is chosen? (wechat/1.2, baidu/3.6)', () => {
    const unchosen = ({ platform, hosts }: typeof wechat) =>
      selectedHosts(hosts, { platform, mode: 'UNSPECIFIED' }, TODAY).map(({ id }) => id);
    expect(unchosen(wechat)).toEqual(['wechat']);
    expect(unchosen(baidu)).toEqual(baidu.hosts.map(({ id }) => id));
    expect(unchosen(baidu).length).toBeGreaterThan(1);
  });

  it('who decides? (wechat/2.4, baidu/2.2 and 3.6)', () => {
    expect(Object.keys(wechat.transitions.confirmation)).toEqual(['NOT_NEEDED']);
    expect(wechat.hosts.map(({ confirmation }) => confirmation)).toEqual(['PLATFORM']);
    expect(after(baidu.transitions, 'confirmation', 'PENDING', 'refuse')).toBe('REFUSED');
    expect(baidu.hosts.map(({ confirmation }) => confirmation)).toContain('OWN');

    const version = someVersion({ review: 'APPROVED', confirmation: 'PENDING' });
    expect(codesOf(ask(baidu, 'RELEASE', { version }))).toEqual(['HOST_NOT_CONFIRMED']);
    expect(codesOf(ask(wechat, 'RELEASE', { version: someVersion({ review: 'APPROVED' }) }))).toEqual([]);
  });

  it('too many submissions? (wechat/2.6, baidu/2.4)', () => {
    const earlierSubmissions = Array.from({ length: 20 }, () => new Date(NOW.getTime() - 3_600_000));
    const submit = bothAnswer('SUBMIT', { earlierSubmissions });
    const said = (platform: 'wechat' | 'baidu') => submit[platform].findings[0]?.message.en;
    expect(said('wechat')).toMatch(
      /a review fee \(an invoice follows payment\), and pause or end the review/,
    );
    expect(said('wechat')).not.toMatch(/damages/);
    expect(said('baidu')).toMatch(
      /a review fee, pause or end the service, end the agreement and claim damages/,
    );
    expect(said('baidu')).not.toMatch(/invoice/);

    const feeOf = ({ agreement }: typeof wechat) => agreement.versions[0].fee;
    expect([feeOf(wechat), feeOf(baidu)]).toEqual([
      { clause: 'wechat/2.6', invoice: true },
      { clause: 'baidu/2.4', invoice: false },
    ]);
    const owing = (clause: string) => [{ id: 'fee_1', amountFen: 30_000, clause, dueOn: TODAY }];
    for (const [variant, clause] of [
      [wechat, 'wechat/2.6'],
      [baidu, 'baidu/2.4'],
    ] as const) {
      expect(ask(variant, 'SUBMIT', { fees: owing(clause) })).toMatchObject({
        answer: 'NO',
        findings: [{ code: 'FEE_UNPAID', remedy: { kind: 'PAY_FEE' }, citations: [{ clause }] }],
      });
    }
  });

  it('new terms: is there notice? (wechat/7.2, baidu/7)', () => {
    const required = ({ agreement }: typeof wechat) => requiredChannelsOf(agreement.versions[0].notices);
    expect(required(wechat)).toEqual([]);
    expect(required(baidu)).toEqual(['COMMUNITY_ANNOUNCEMENT', 'IN_SITE_MESSAGE', 'SMS']);
    const sent = required(baidu).map((channel) => ({ channel, state: 'SENT', sentAt: NOW }) as const);
    expect(noticeCompletedAt(required(baidu), sent)).toEqual(NOW);
    expect(noticeCompletedAt(required(baidu), sent.slice(0, 2))).toBeUndefined();
    expect(noticeCompletedAt(required(wechat), sent)).toBeUndefined();

    const useIsAcceptance = ({ agreement }: typeof wechat) =>
      (agreement.versions[0].notices ?? []).map((terms) => terms.useIsAcceptance);
    expect(useIsAcceptance(wechat)).toEqual(['AFTER_CHANGE']);
    expect(useIsAcceptance(baidu)).toEqual(['AFTER_NOTICE', 'AFTER_NOTICE']);
  });

  it('registration data changed: what holds meanwhile? (wechat/4.2, baidu/2.5)', () => {
    const old = someMaterial({ validUntil: '2027-03-09' });
    const renewed = someMaterial({ id: 'mat_new', state: 'PENDING', validFrom: '2027-03-01' });
    const expired = bothAnswer('VERIFY', { materials: [old, renewed] });
    expect(expired.wechat.answer).toBe('YES');
    expect(expired.baidu.findings).toMatchObject([
      { code: 'IDENTITY_UNVERIFIED', remedy: { kind: 'AWAIT_MATERIAL_CHECK', materialId: 'mat_new' } },
    ]);

    // To be told on both: to Baidu at once, while it goes by the older data; to WeChat in time, or its use is limited.
    const telling = ({ agreement }: typeof wechat) =>
      versionAt(agreement, NOW).duties?.find(({ kind }) => kind === 'REPORT_CHANGE');
    expect([goesByOlder('WECHAT'), goesByOlder('BAIDU')]).toEqual([false, true]);
    expect(telling(wechat)).toMatchObject({
      due: { rule: 'WITHIN_DAYS', origin: 'OURS' },
      overdueBlocks: ['SUBMIT'],
    });
    expect(telling(baidu)).toMatchObject({ due: { rule: 'AT_ONCE' }, overdueBlocks: [] });

    const stillValid = bothAnswer('VERIFY', { materials: [someMaterial(), renewed] });
    expect([stillValid.wechat.answer, stillValid.baidu.answer]).toEqual(['YES', 'YES']);
  });

  it('a data item for marketing? (wechat/4.6, baidu/4.3)', () => {
    const submit = bothAnswer('SUBMIT', { manifest: someManifest(marketing) });
    expect(codesOf(submit.wechat)).toEqual(['MARKETING_CONSENT_MISSING']);
    expect(submit.baidu.answer).toBe('YES');

    const consent = someMaterial({ id: 'mat_consent', paper: '腾讯书面同意书' });
    const unasked = someManifest({
      dataItems: [someDataItem({ usedForMarketing: true, consentMoment: undefined })],
    });
    const again = bothAnswer('SUBMIT', {
      manifest: unasked,
      materials: [someMaterial(), foodLicence, consent],
    });
    expect(codesOf(again.wechat)).not.toContain('MARKETING_CONSENT_MISSING');
    expect(codesOf(again.baidu)).toContain('MARKETING_WITHOUT_USER_CONSENT');
  });

  it('deletion demanded: how? (wechat/4.7, baidu/4.4)', () => {
    const terms = ({ agreement }: typeof wechat) => versionAt(agreement, NOW).deletion;
    expect(terms(wechat)).toEqual({
      clauses: ['wechat/4.7'],
      methods: ['ANONYMISED', 'DELETED'],
      writtenConfirmation: true,
    });
    expect(terms(baidu)).toEqual({
      clauses: ['baidu/4.4'],
      methods: ['DELETED'],
      writtenConfirmation: false,
    });
    const due = (variant: typeof wechat) => dutiesOn(variant, 'DELETION_DEMANDED').map((one) => one.due.rule);
    expect(due(wechat)).toEqual(['AS_DEMANDED']);
    expect(due(baidu)).toEqual(['AT_ONCE']);
  });

  it('leaving: what must go? (wechat/4.10; no clause of Baidu’s)', () => {
    expect(dutiesOn(wechat, 'PLATFORM_LEFT')).toMatchObject([
      { kind: 'DELETE_ON_LEAVING', clauses: ['wechat/4.10'] },
    ]);
    expect(dutiesOn(baidu, 'PLATFORM_LEFT')).toEqual([]);
    // Nothing is done at either before its documents are accepted anew.
    const submit = bothAnswer('SUBMIT', { leftAt: NOW });
    expect([codesOf(submit.wechat), codesOf(submit.baidu)]).toEqual([['LEFT_PLATFORM'], ['LEFT_PLATFORM']]);
    const cited = (verdict: typeof submit.wechat) =>
      verdict.findings[0]?.citations.map(({ clause }) => clause);
    expect(cited(submit.wechat)).toEqual(['wechat/4.10']);
    expect(cited(submit.baidu)).toEqual(['baidu/0.1']);
  });

  it('data incident: who is told? (wechat/4.11; no clause of Baidu’s)', () => {
    const told = (variant: typeof wechat) =>
      dutiesOn(variant, 'INCIDENT_REPORTED').map(({ recipient }) => recipient);
    expect(told(wechat)).toEqual(['PLATFORM', 'END_USERS', 'AUTHORITY']);
    expect(told(baidu)).toEqual([]);
  });

  it('host down: whose clock runs? (baidu/8.2, baidu/8.2(1) to baidu/8.2(4); no clause of WeChat’s)', () => {
    const causes = ({ agreement }: typeof wechat) =>
      agreement.terms.filter(({ topic }) => topic === 'OUTAGE_CAUSE').map(({ clause }) => clause);
    expect(causes(wechat)).toEqual([]);
    expect(causes(baidu)).toEqual(['baidu/8.2(1)', 'baidu/8.2(2)', 'baidu/8.2(3)', 'baidu/8.2(4)']);
    expect(baidu.agreement.terms.find(({ clause }) => clause === 'baidu/8.2')?.answer.en).toBe(
      'Baidu is not liable',
    );

    // Half a day lost of the last one is a day more at Baidu; WeChat's clock has nothing to stop it.
    const owed = { opensAt: startOfDay(TODAY), dueAt: startOfDay(addDays(TODAY, 3)) };
    const outage = { from: owed.opensAt, until: new Date(owed.opensAt.getTime() + 12 * 3_600_000) };
    const dueAt = ({ outageClauses }: typeof wechat) =>
      extendedBy(owed, outageClauses ? [outage] : [], new Date(owed.dueAt));
    expect(dueAt(wechat)).toEqual(startOfDay(addDays(TODAY, 3)));
    expect(dueAt(baidu)).toEqual(startOfDay(addDays(TODAY, 4)));
  });

  it('new terms: is there notice? (wechat/7.2, baidu/7)', () => {
    const withNewTerms = (variant: typeof wechat) => {
      const [base] = variant.agreement.versions;
      const [terms, ...others] = base.documents;
      const documents = terms ? [{ ...terms, version: 'new' }, ...others] : others;
      return withPublished(variant, [
        { ...base, version: 'new', effectiveFrom: TODAY, material: true, documents },
      ]);
    };
    const submit = (variant: typeof wechat, notices: Facts['notices']) =>
      ask(withNewTerms(variant), 'SUBMIT', { notices });
    const ofBaidu = { documentId: 'baidu:agreement', version: 'new' };

    // None promised; use is acceptance.
    expect(codesOf(submit(wechat, []))).toEqual(['ACCEPTED_BY_USE']);
    // Notice on three channels first; until then they have to be accepted by a person.
    expect(codesOf(submit(baidu, [ofBaidu]))).toEqual(['DOCUMENTS_NOT_ACCEPTED']);
    expect(codesOf(submit(baidu, [{ ...ofBaidu, completedAt: NOW }]))).toEqual(['ACCEPTED_BY_USE']);
  });

  it('which court? (wechat/7.3, baidu/8.4)', () => {
    expect(wechat.agreement.jurisdiction.en).toMatch(/Nanshan District, Shenzhen/);
    expect(baidu.agreement.jurisdiction.en).toMatch(/Haidian District.*Beijing/);
  });
});

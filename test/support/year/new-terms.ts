import { describe, expect, it } from '@jest/globals';
import { startOfDay } from '../../../src/kernel/civil-time.ts';
import { approve, handIn, newVersion, triedAt } from './opening.ts';
import { duties, verdicts } from './questions.ts';
import type { Told, Year } from './year.ts';

const WECHAT_BEFORE = '2018-09-10';
const WECHAT_NEXT = '2027-12-10';
const BAIDU_NEXT = '2028-01-20';
const BAIDU_LAST = '2028-03-01';
/** The bundle as it will be: its first document, which the clauses belong to, in another version. */
const DOCUMENTS = `query ($platform: Platform!) { agreement(platform: $platform) { version { version }
  documents { id version url required en: title(locale: en) zh_CN: title(locale: zh_CN) } } }`;
const TEXT = { zh_CN: '协议修订', en: 'Terms revised' };

/** New terms on both platforms, each come about in its own way. */
export function newTerms(of: () => Year): void {
  describe('8 November to 5 February: new terms', () => {
    it('a version that drops a document which was accepted, or whose dates run backwards, is refused whole (wechat/0.1)', async () => {
      const year = of();
      await year.until('2027-11-08');
      const next = await draftOf(year, 'WECHAT', WECHAT_NEXT);
      const wrong = { ...next, effectiveFrom: '2018-01-01', documents: next.documents.slice(1) };
      const problems = await year.refused('WECHAT', 'draftAgreementVersion', wrong);
      expect(problems.map(({ path }) => path)).toEqual(['input.effectiveFrom', 'input.documents']);
      const { agreementDrafts } = await year.ask('WECHAT', '{ agreementDrafts { version { version } } }');
      expect(agreementDrafts).toEqual([]);
    });

    it('WeChat’s are published and need no notice; where a day is known it is warned of 30, 14, 7 and 1 days ahead (wechat/7.2)', async () => {
      const year = of();
      const submissionLimit = { windowDays: 30, warnFrom: 1, atMost: 1, origin: 'PUBLISHED' };
      await publish(year, 'WECHAT', WECHAT_NEXT, { submissionLimit });
      await year.act('DEVELOPER', 'chooseHosts', 'hosts { id }', {
        programId: year.tea.id,
        platform: 'BAIDU',
        hostIds: ['baiduboxapp'],
      });
      await newVersion(year, year.tea.id, '1.0.0');
      await year.until('2027-11-28');
      const packages = await handIn(year, year.noodles.id, ['wechat', 'baiduboxapp']);
      await approve(year, 'WECHAT', packages.wechat ?? '');
      await approve(year, 'BAIDU', packages.baiduboxapp ?? '');
      await newVersion(year, year.noodles.id, '1.2.0');
      const { notices } = await year.ask('OWNER', '{ notices(platform: WECHAT) { nodes { kind } } }');
      expect(notices.nodes).toEqual([]);
    });

    it('what will change is known beforehand, program by program, and is what comes to pass (wechat/2.6, wechat/7.2)', async () => {
      const year = of();
      await year.until('2027-12-09');
      expect(await warnedOf(year, 'WECHAT', WECHAT_NEXT)).toEqual([30, 14, 7, 1]);
      const { agreementDiff } = await year.ask(
        'VIEWER',
        `{ agreementDiff(platform: WECHAT, from: "${WECHAT_BEFORE}", to: "${WECHAT_NEXT}") {
             documents { documentId after { version } } parameters { name before after } } }`,
      );
      expect(agreementDiff.documents).toEqual([
        { documentId: 'wechat:terms', after: { version: WECHAT_NEXT } },
      ]);
      expect(agreementDiff.parameters).toContainEqual({
        name: 'submissionLimit.atMost',
        before: '20',
        after: '1',
      });
      const changes = await changesAhead(year, 'WECHAT', WECHAT_BEFORE, WECHAT_NEXT, ', accepted: true');
      expect(changes).toMatchObject([
        {
          programId: year.noodles.id,
          by: startOfDay(WECHAT_NEXT).toISOString(),
          change: {
            host: { id: 'wechat' },
            from: 'YES',
            to: 'NO',
            appear: [{ code: 'SUBMITTED_TOO_OFTEN' }],
          },
        },
      ]);

      await year.until('2027-12-10');
      const [refused] = await triedAt(year, year.noodles.id, ['wechat']);
      expect(refused).toMatchObject({ accepted: false, verdict: { agreementVersion: WECHAT_NEXT } });
      const codes = refused.verdict.findings.map(({ code }: Told) => code);
      expect(codes).toContain('SUBMITTED_TOO_OFTEN');
      // What was refused was no use: nothing is accepted by it.
      expect((await acceptance(year, 'WECHAT')).complete).toBe(false);
      const [taken] = await triedAt(year, year.tea.id, ['wechat']);
      expect(taken.accepted).toBe(true);
      expect(taken.verdict.findings).toMatchObject([
        {
          code: 'ACCEPTED_BY_USE',
          citations: expect.arrayContaining([
            { agreementVersion: WECHAT_NEXT, clause: { id: 'wechat/7.2' } },
          ]),
        },
      ]);
    });

    it('use of WeChat after the change is acceptance, with the member and the operation; what was decided before still cites the older version (wechat/7.2)', async () => {
      const year = of();
      const { complete, agreementVersion, documents } = await acceptance(year, 'WECHAT');
      expect([complete, agreementVersion]).toEqual([true, WECHAT_NEXT]);
      const how = documents.map((one: Told) => [one.document.id, one.how, one.by, one.operation]);
      expect(how[0]).toEqual(['wechat:terms', 'BY_USE', 'member:mem_developer', 'SUBMIT']);
      expect(new Set(how.slice(1).map(([, manner]: Told) => manner))).toEqual(new Set(['EXPLICIT']));
      const { block, fees } = await year.ask(
        'VIEWER',
        `query ($id: ID!) { block: node(id: $id) { ... on Enforcement { agreementVersion clauses } }
           fees(platform: WECHAT) { nodes { agreementVersion } } }`,
        { id: year.memory.get('block') },
      );
      expect(block).toEqual({ agreementVersion: WECHAT_BEFORE, clauses: ['wechat/2.5'] });
      expect(new Set(fees.nodes.map((one: Told) => one.agreementVersion))).toEqual(new Set([WECHAT_BEFORE]));
      const read = await year.ask(
        'VIEWER',
        `{ then: clause(id: "wechat/2.6@${WECHAT_BEFORE}") { sourceHash } now: clause(id: "wechat/2.6") { sourceHash } }`,
      );
      expect(read.then).toEqual(read.now);
    });

    it('Baidu’s are accepted by use only once notice is out on all three channels: until then a person has to accept them, as was foretold (baidu/0.3, baidu/7)', async () => {
      const year = of();
      await year.until('2027-12-15');
      const before = await publish(year, 'BAIDU', BAIDU_NEXT, { material: true });
      await year.until('2028-01-18');
      year.phones.reachable = false;
      await year.act('BAIDU', 'sendNotice', 'sendingId', {
        kind: 'AGREEMENT_CHANGE',
        subject: TEXT,
        body: TEXT,
        agreementVersion: BAIDU_NEXT,
        accountId: year.accountId,
      });
      await year.until('2028-01-19');
      expect(await warnedOf(year, 'BAIDU', BAIDU_NEXT)).toEqual([30, 14, 7, 1]);
      expect(await notice(year)).toMatchObject({
        completedAt: null,
        requiredChannels: ['COMMUNITY_ANNOUNCEMENT', 'IN_SITE_MESSAGE', 'SMS'],
        deliveries: [
          { channel: 'COMMUNITY_ANNOUNCEMENT', state: 'DELIVERED' },
          { channel: 'IN_SITE_MESSAGE', state: 'DELIVERED' },
          { channel: 'SMS', sentAt: null },
        ],
      });
      const changes = await changesAhead(year, 'BAIDU', before, BAIDU_NEXT);
      const foretold = changes.map(({ programId, change }) => [programId, change.host.id, change.to]).sort();
      const { noodles, tea } = year;
      const places = [
        [noodles.id, 'baiduboxapp', 'NO'],
        [noodles.id, 'tieba', 'NO'],
        [tea.id, 'baiduboxapp', 'NO'],
      ];
      expect(foretold).toEqual(places.sort());

      await year.until('2028-01-20');
      for (const [programId = '', hostId = ''] of places) {
        const [tried] = await triedAt(year, programId, [hostId]);
        expect(tried).toMatchObject({ accepted: false, verdict: { agreementVersion: BAIDU_NEXT } });
        expect(tried.verdict.findings.map(({ code }: Told) => code)).toEqual(['DOCUMENTS_NOT_ACCEPTED']);
      }
      const verify = { programId: noodles.id, platform: 'BAIDU' };
      const [required] = await year.refused('OWNER', 'startVerification', verify);
      expect(required).toMatchObject({ code: 'AGREEMENT_REQUIRED' });
    });

    it('and once the phone has been reached, use is acceptance there, too (baidu/7)', async () => {
      const year = of();
      year.phones.reachable = true;
      await year.until('2028-01-22');
      expect(year.sms).toEqual([expect.stringContaining('【百度】协议修订')]);
      expect(await notice(year)).toMatchObject({ completedAt: expect.any(String) });
      const [taken] = await triedAt(year, year.noodles.id, ['baiduboxapp']);
      expect(taken).toMatchObject({ accepted: true, verdict: { findings: [{ code: 'ACCEPTED_BY_USE' }] } });
      const { complete, documents } = await acceptance(year, 'BAIDU');
      expect(complete).toBe(true);
      expect(documents[0]).toMatchObject({
        document: { id: 'baidu:agreement', version: BAIDU_NEXT },
        how: 'BY_USE',
        by: 'member:mem_developer',
        operation: 'SUBMIT',
      });
      await approve(year, 'BAIDU', taken.package.id);
    });

    it('who does not agree to Baidu’s next stops at once, before they take effect, and goes on at WeChat; agreed to after all, everything goes on (baidu/0.3, baidu/7)', async () => {
      const year = of();
      await year.until('2028-02-01');
      await publish(year, 'BAIDU', BAIDU_LAST, { material: true });
      await newVersion(year, year.noodles.id, '1.3.0');
      const both = ['wechat', 'baiduboxapp'];
      expect((await verdicts(year, year.noodles.id, 'SUBMIT', both)).baiduboxapp?.answer).toBe('YES');
      const version = { platform: 'BAIDU', version: BAIDU_LAST };
      const declined = 'acceptance { declined { version stopsFrom by } }';
      const { acceptance: said } = await year.act('OWNER', 'declineAgreement', declined, version);
      expect(said.declined).toMatchObject({ version: BAIDU_LAST, by: 'member:mem_owner' });
      expect(new Date(said.declined.stopsFrom)).toEqual(year.now());
      const stopped = await verdicts(year, year.noodles.id, 'SUBMIT', both);
      expect(stopped.baiduboxapp?.answer).toBe('NO');
      expect(stopped.baiduboxapp?.findings.join()).toContain('TERMS_DECLINED');
      expect(stopped.wechat).toEqual({ answer: 'YES', findings: [] });
      expect(await duties(year, 'BAIDU', 'STOP_USE')).toMatchObject([
        { state: 'OPEN', clauses: ['baidu/0.3', 'baidu/7'] },
      ]);
      await year.until('2028-02-05');
      expect(await duties(year, 'BAIDU', 'STOP_USE')).toMatchObject([{ state: 'OVERDUE' }]);

      const { agreement } = await year.ask('OWNER', DOCUMENTS, { platform: 'BAIDU' });
      const documents = agreement.documents.map(({ id, version: inForce }: Told) => ({
        id,
        version: id === 'baidu:agreement' ? BAIDU_LAST : inForce,
      }));
      await year.act('OWNER', 'acceptAgreement', 'acceptance { complete }', { platform: 'BAIDU', documents });
      expect((await verdicts(year, year.noodles.id, 'SUBMIT', both)).baiduboxapp?.answer).toBe('YES');
      expect(await duties(year, 'BAIDU', 'STOP_USE')).toMatchObject([{ state: 'LAPSED' }]);
    });
  });
}

async function draftOf(year: Year, platform: 'WECHAT' | 'BAIDU', version: string) {
  const { agreement } = await year.ask('VIEWER', DOCUMENTS, { platform });
  const documents = agreement.documents.map(({ en, zh_CN, ...document }: Told, index: number) => ({
    ...document,
    title: { en, zh_CN },
    version: index === 0 ? version : document.version,
  }));
  return { version, effectiveFrom: version, material: false, documents };
}

/** Resolves to the version that was in force before. */
async function publish(
  year: Year,
  platform: 'WECHAT' | 'BAIDU',
  version: string,
  more: object,
): Promise<string> {
  const { agreement } = await year.ask('VIEWER', DOCUMENTS, { platform });
  const draft = { ...(await draftOf(year, platform, version)), ...more };
  await year.act(platform, 'draftAgreementVersion', 'version { id }', draft);
  await year.act(platform, 'publishAgreementVersion', 'version { id }', { version });
  return agreement.version.version;
}

async function warnedOf(year: Year, platform: string, version: string): Promise<readonly number[]> {
  const events = await year.events('AGREEMENT_CHANGE_AHEAD');
  return events
    .filter(({ payload }) => payload.platform === platform && payload.agreementVersion === version)
    .map(({ payload }) => payload.daysAhead);
}

/** The verdicts on handing in that will be others, as the stream tells them. */
async function changesAhead(
  year: Year,
  platform: string,
  from: string,
  to: string,
  more = '',
): Promise<readonly Told[]> {
  const { agreement } = await year.ask('VIEWER', '{ agreement(platform: BAIDU) { contentKinds { code } } }');
  const absent = JSON.stringify(agreement.contentKinds.map(({ code }: Told) => code));
  const steps = await year.steps(
    'VIEWER',
    `subscription { agreementDiff(platform: ${platform}, from: "${from}", to: "${to}", absentContent: ${absent}${more}) {
       kind done total by programId change { host { id } from to appear { code } } } }`,
  );
  expect(steps.at(-1)).toMatchObject({ kind: 'COMPLETE', done: 2, total: 2 });
  return steps.filter(({ kind }) => kind === 'CHANGE');
}

async function acceptance(year: Year, platform: string): Promise<Told> {
  const { acceptances } = await year.ask(
    'VIEWER',
    '{ acceptances { platform complete agreementVersion documents { how by operation document { id version } } } }',
  );
  return acceptances.find((one: Told) => one.platform === platform);
}

async function notice(year: Year): Promise<Told> {
  const { notices } = await year.ask(
    'VIEWER',
    `{ notices(platform: BAIDU) { nodes { kind agreementVersion completedAt requiredChannels
         deliveries { channel state sentAt failure } } } }`,
  );
  return notices.nodes.find((one: Told) => one.agreementVersion === BAIDU_NEXT);
}

import { describe, expect, it } from '@jest/globals';
import { readNoodleHouse } from '../../../src/demo/noodle-house.ts';
import { startOfDay } from '../../../src/kernel/civil-time.ts';
import { HOLDER, newVersion, paper } from './opening.ts';
import { duties, endOf, verdicts } from './questions.ts';
import type { Told, Year } from './year.ts';

const BOTH = ['wechat', 'baiduboxapp'];
const RENEWED = '样例（虚构）餐饮管理有限公司';

/** A licence that runs out, a company that is renamed, an audit. */
export function papers(of: () => Year): void {
  describe('1 May to 20 July: papers and what the platforms go by', () => {
    it('a licence that expires is to be renewed from 60 days ahead, and is called to mind 30, 14 and 7 days ahead (wechat/4.2, baidu/2.5)', async () => {
      const year = of();
      const renewals = async (platform: 'WECHAT' | 'BAIDU') =>
        (await duties(year, platform, 'RENEW_MATERIAL')).filter(
          ({ dueAt }: Told) => dueAt === endOf('2027-06-30'),
        );
      await year.until('2027-04-30');
      expect(await renewals('WECHAT')).toMatchObject([{ state: 'SCHEDULED', clauses: ['wechat/4.2'] }]);
      await year.until('2027-05-01');
      const [atWechat] = await renewals('WECHAT');
      const [atBaidu] = await renewals('BAIDU');
      expect(atWechat).toMatchObject({ state: 'OPEN', overdueBlocks: ['SUBMIT'] });
      expect(atBaidu).toMatchObject({ state: 'OPEN', clauses: ['baidu/2.5'], overdueBlocks: [] });
      await year.until('2027-06-23');
      const reminders = await year.events('OBLIGATION_REMINDER');
      for (const { id } of [atWechat, atBaidu]) {
        const days = reminders
          .filter(({ subjectId }) => subjectId === id)
          .map(({ payload }) => payload.daysAhead);
        expect(days).toEqual([30, 14, 7]);
      }
    });

    it('a renewed licence counts at WeChat when it is filed, and at Baidu once it is verified: until then the older one holds (wechat/4.2, baidu/2.5)', async () => {
      const year = of();
      const { id } = year.noodles;
      await newVersion(year, id, '1.1.0');
      year.platform('BAIDU').begun = { mark: 'licence-1' };
      year.platform('BAIDU').check = { state: 'IN_REVIEW', mark: 'licence-1' };
      const renewed = await paper(year, '食品经营许可证', { validUntil: '2032-06-30', programId: id });
      const { material } = await year.act('DEVELOPER', 'addMaterial', 'material { id state }', renewed);
      expect(material.state).toBe('PENDING');
      const states = async () =>
        Promise.all(
          (['WECHAT', 'BAIDU'] as const).map(async (platform) => {
            const all = await duties(year, platform, 'RENEW_MATERIAL');
            return all.find(({ dueAt }: Told) => dueAt === endOf('2027-06-30')).state;
          }),
        );
      expect(await states()).toEqual(['FULFILLED', 'OPEN']);
      // Asked ahead for the day after the older one's last.
      const after = startOfDay('2027-07-01');
      const then = await verdicts(year, id, 'SUBMIT', BOTH, after);
      expect(then.wechat).toEqual({ answer: 'YES', findings: [] });
      expect(then.baiduboxapp?.findings).toEqual(['QUALIFICATION_UNVERIFIED baidu/2.6']);
      expect((await verdicts(year, id, 'SUBMIT', BOTH)).baiduboxapp?.answer).toBe('YES');

      year.platform('BAIDU').check = { state: 'PASSED' };
      await year.hear({ kind: 'MATERIAL', id: material.id });
      expect(await states()).toEqual(['FULFILLED', 'FULFILLED']);
      expect((await verdicts(year, id, 'SUBMIT', BOTH, after)).baiduboxapp?.answer).toBe('YES');
      const { program } = await year.ask(
        'VIEWER',
        'query ($id: ID!) { program(id: $id) { materials { paper state validUntil } } }',
        { id },
      );
      const licences = program.materials.filter((one: Told) => one.paper === '食品经营许可证');
      expect(licences.map(({ state, validUntil }: Told) => `${validUntil} ${state}`).sort()).toEqual([
        '2027-06-30 SUPERSEDED',
        '2032-06-30 EFFECTIVE',
      ]);
    });

    it('a company that is renamed tells both: Baidu at once, which goes by the older name meanwhile, WeChat in 15 days (wechat/4.2, baidu/2.5)', async () => {
      const year = of();
      await year.until('2027-07-01');
      const { subject } = await readNoodleHouse<{ subject: object; manifest: object }>();
      await year.act('OWNER', 'declareSubject', 'subject { declared }', { ...subject, legalName: RENEWED });
      expect(await duties(year, 'BAIDU', 'REPORT_CHANGE')).toMatchObject([
        { state: 'OPEN', clauses: ['baidu/2.5'], dueAt: endOf('2027-07-01'), overdueBlocks: [] },
      ]);
      expect(await duties(year, 'WECHAT', 'REPORT_CHANGE')).toMatchObject([
        { state: 'OPEN', clauses: ['wechat/4.2'], dueAt: endOf('2027-07-16'), overdueBlocks: ['SUBMIT'] },
      ]);
      const submit = await verdicts(year, year.noodles.id, 'SUBMIT', BOTH);
      expect(submit.baiduboxapp).toEqual({ answer: 'YES', findings: [] });
      expect(submit.wechat?.findings).toContain('IDENTITY_WRONG_HOLDER wechat/2.7');

      year.platform('BAIDU').begun = { mark: 'licence-2' };
      year.platform('BAIDU').check = { state: 'IN_REVIEW', mark: 'licence-2' };
      const filed: Told[] = [];
      for (const [name, more] of [
        ['营业执照', {}],
        ['食品经营许可证', { programId: year.noodles.id, validUntil: '2032-06-30' }],
        ['食品经营许可证', { programId: year.tea.id, validUntil: '2032-06-30' }],
      ] as const) {
        const input = await paper(year, name, { ...more, holder: RENEWED });
        filed.push((await year.act('DEVELOPER', 'addMaterial', 'material { id state }', input)).material);
      }
      expect(filed.map(({ state }) => state)).toEqual(['PENDING', 'PENDING', 'PENDING']);
      const again = await verdicts(year, year.noodles.id, 'SUBMIT', BOTH);
      expect(again).toEqual({
        wechat: { answer: 'YES', findings: [] },
        baiduboxapp: { answer: 'YES', findings: [] },
      });
      year.memory.set(
        'renamed',
        filed.map(({ id }) => id),
      );
    });

    it('a change that WeChat is not told of in time limits use there, and nowhere else, until it is shown (wechat/4.2)', async () => {
      const year = of();
      await year.until('2027-07-17');
      const [atBaidu] = await duties(year, 'BAIDU', 'REPORT_CHANGE');
      const [atWechat] = await duties(year, 'WECHAT', 'REPORT_CHANGE');
      expect([atBaidu.state, atWechat.state]).toEqual(['OVERDUE', 'OVERDUE']);
      expect(await verdicts(year, year.noodles.id, 'SUBMIT', BOTH)).toEqual({
        wechat: { answer: 'NO', findings: ['OBLIGATION_OVERDUE wechat/4.2'] },
        baiduboxapp: { answer: 'YES', findings: [] },
      });
      expect((await verdicts(year, year.noodles.id, 'RELEASE', ['wechat'])).wechat?.findings).not.toContain(
        'OBLIGATION_OVERDUE wechat/4.2',
      );
      const told = { obligationId: atWechat.id, statement: '已在公众平台变更主体名称' };
      const [bare] = await year.refused('OWNER', 'fulfilObligation', told);
      expect(bare).toMatchObject({ code: 'INVALID_INPUT', path: 'input.evidenceFileIds' });
      expect((await duties(year, 'WECHAT', 'REPORT_CHANGE'))[0]).toMatchObject({
        state: 'OVERDUE',
        endedBy: null,
      });
      await year.act('OWNER', 'fulfilObligation', 'obligation { state }', {
        ...told,
        evidenceFileIds: [await year.upload('OWNER', '变更回执.pdf')],
      });
      expect((await verdicts(year, year.noodles.id, 'SUBMIT', BOTH)).wechat?.answer).toBe('YES');

      // Baidu's ends by itself: once it has verified the new name, it has been told.
      year.platform('BAIDU').check = { state: 'PASSED' };
      for (const id of year.memory.get('renamed')) await year.hear({ kind: 'MATERIAL', id });
      expect((await duties(year, 'BAIDU', 'REPORT_CHANGE'))[0]).toMatchObject({ state: 'FULFILLED' });
      expect((await verdicts(year, year.noodles.id, 'SUBMIT', BOTH)).baiduboxapp?.answer).toBe('YES');
    });

    it('WeChat asks to be shown how personal data are treated; Baidu’s agreement has no such clause (wechat/4.4(1))', async () => {
      const year = of();
      await year.until('2027-07-20');
      const { id: programId } = year.noodles;
      const audit = {
        accountId: year.accountId,
        programId,
        scope: '请说明手机号的使用',
        dueOn: '2027-07-30',
      };
      const [clauseless] = await year.refused('BAIDU', 'requestAudit', audit);
      expect(clauseless).toMatchObject({ path: 'input' });
      const asked = await year.act('WECHAT', 'requestAudit', 'auditId obligations { id dueAt }', audit);
      expect(asked.obligations.map((one: Told) => new Date(one.dueAt))).toEqual([
        new Date(endOf('2027-07-30')),
      ]);

      const { complianceReport } = await year.ask(
        'OWNER',
        'query ($id: ID!) { complianceReport(programId: $id, platform: WECHAT, names: true) { content page } }',
        { id: programId },
      );
      expect(complianceReport.content).toMatchObject({
        programName: year.noodles.name,
        platforms: [{ platform: 'WECHAT', verdict: { answer: 'YES' } }],
      });
      const holders = complianceReport.content.materials.map((one: Told) => one.holder);
      expect(new Set(holders)).toEqual(new Set([HOLDER, RENEWED]));
      const printed = await year.page('OWNER', complianceReport.page, { accept: 'text/html' });
      const html = await printed.text();
      expect([printed.status, html.includes(RENEWED), html.includes('GB/T 35273-2020')]).toEqual([
        200,
        true,
        true,
      ]);
      expect((await year.page('STRANGER', complianceReport.page)).status).toBe(404);

      const shown = await fileOf(year, html);
      await year.act('OWNER', 'fulfilObligation', 'obligation { state }', {
        obligationId: asked.obligations[0].id,
        statement: '合规报告见附件',
        evidenceFileIds: [shown],
      });
      expect(await duties(year, 'WECHAT', 'SHOW_COMPLIANCE')).toMatchObject([
        { state: 'FULFILLED', evidenceFileIds: [shown] },
      ]);
    });
  });
}

/** What was printed, as the file that is handed in. */
function fileOf(year: Year, html: string): Promise<string> {
  return year.upload('OWNER', `合规报告 ${html.length}.pdf`);
}

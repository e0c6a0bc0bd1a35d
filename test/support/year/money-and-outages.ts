import { describe, expect, it } from '@jest/globals';
import { duties, endOf, verdicts } from './questions.ts';
import type { Told, Year } from './year.ts';

const BOTH = ['wechat', 'baiduboxapp'];
const FEE = 'id state amountFen clause dueOn invoiceNumber invoiceFileId invoiceData { title taxpayerId }';
/** Right by its checksum, and wrong by its last character. */
const TAX_NUMBER = '91110000802100433B';

/** Fees and their invoices; days on which Baidu could not be reached. */
export function moneyAndOutages(of: () => Year): void {
  describe('11 October to 5 November: money, and a platform that is out', () => {
    it('WeChat demands a review fee, and takes nothing on until it is paid; Baidu is not concerned (wechat/2.6)', async () => {
      const year = of();
      await year.until('2027-10-11');
      const { id: programId } = year.noodles;
      const demand = {
        accountId: year.accountId,
        programId,
        amountFen: 30_000,
        clause: 'wechat/2.6',
        reference: 'WX-FEE-7',
        dueOn: '2027-10-31',
      };
      const [past] = await year.refused('WECHAT', 'demandFee', { ...demand, dueOn: '2027-10-10' });
      expect(past).toMatchObject({ code: 'INVALID_INPUT', path: 'input.dueOn' });
      const { feeId } = await year.act('WECHAT', 'demandFee', 'feeId', demand);
      year.memory.set('fee', feeId);
      expect(await duties(year, 'WECHAT', 'PAY_FEE')).toMatchObject([
        { state: 'OPEN', clauses: ['wechat/2.6'], dueAt: endOf('2027-10-31') },
      ]);
      expect(await verdicts(year, programId, 'SUBMIT', BOTH)).toEqual({
        wechat: { answer: 'NO', findings: ['FEE_UNPAID wechat/2.6'] },
        baiduboxapp: { answer: 'YES', findings: [] },
      });
      const paid = { feeId, reference: '银行流水 20271012', evidenceFileIds: [] };
      const [unproven] = await year.refused('OWNER', 'recordFeePayment', paid);
      expect(unproven).toMatchObject({ path: 'input.evidenceFileIds' });
      expect((await feeOf(year, feeId)).state).toBe('DEMANDED');
      const evidenceFileIds = [await year.upload('OWNER', '付款回单.pdf')];
      await year.act('OWNER', 'recordFeePayment', 'fee { state }', { ...paid, evidenceFileIds });
      expect((await verdicts(year, programId, 'SUBMIT', BOTH)).wechat?.answer).toBe('YES');
      expect(await duties(year, 'WECHAT', 'PAY_FEE')).toMatchObject([{ state: 'FULFILLED' }]);
    });

    it('the invoice follows payment, from data whose tax number is right by its checksum (wechat/2.6)', async () => {
      const year = of();
      const feeId = year.memory.get('fee');
      const wanted = { feeId, titleKind: 'ORGANISATION', title: '样例（虚构）餐饮管理有限公司' };
      const [wrong] = await year.refused('OWNER', 'requestInvoice', {
        ...wanted,
        taxpayerId: `${TAX_NUMBER.slice(0, -1)}C`,
      });
      expect(wrong).toMatchObject({
        code: 'INVALID_INPUT',
        path: 'input.taxpayerId',
        message: expect.stringContaining('character 18'),
        zh: expect.stringContaining('第 18 位'),
      });
      expect(await feeOf(year, feeId)).toMatchObject({ state: 'PAID', invoiceData: null });
      await year.act('OWNER', 'requestInvoice', 'fee { state }', { ...wanted, taxpayerId: TAX_NUMBER });
      const fileId = await year.upload('OWNER', '发票.pdf');
      await year.act('WECHAT', 'issueInvoice', 'feeId', {
        accountId: year.accountId,
        feeId,
        number: '27112000000012345678',
        fileId,
      });
      expect(await feeOf(year, feeId)).toMatchObject({
        state: 'INVOICED',
        invoiceNumber: '27112000000012345678',
        invoiceFileId: fileId,
      });
    });

    it('Baidu’s fee is another’s business: it holds Baidu up, and has no clause on an invoice (baidu/2.4)', async () => {
      const year = of();
      await year.until('2027-10-20');
      const { feeId } = await year.act('BAIDU', 'demandFee', 'feeId', {
        accountId: year.accountId,
        amountFen: 20_000,
        clause: 'baidu/2.4',
        reference: 'BD-FEE-2',
        dueOn: '2027-10-27',
      });
      expect(await verdicts(year, year.noodles.id, 'SUBMIT', BOTH)).toEqual({
        wechat: { answer: 'YES', findings: [] },
        baiduboxapp: { answer: 'NO', findings: ['FEE_UNPAID baidu/2.4'] },
      });
      year.memory.set('baiduFee', feeId);
    });

    it('what is owed to Baidu has as much more time as Baidu is out, what is owed to WeChat has not (baidu/8.2, baidu/8.2(4))', async () => {
      const year = of();
      const atWechat = await year.act('WECHAT', 'demandFee', 'feeId', {
        accountId: year.accountId,
        amountFen: 10_000,
        clause: 'wechat/2.6',
        reference: 'WX-FEE-8',
        dueOn: '2027-10-27',
      });
      await year.until('2027-10-25');
      const outage = { cause: 'FAILURE', from: year.now() };
      const [clauseless] = await year.refused('WECHAT', 'recordOutage', outage);
      expect(clauseless).toMatchObject({ code: 'INVALID_INPUT', path: 'input' });
      const { outage: recorded } = await year.act('BAIDU', 'recordOutage', 'outage { id clause }', outage);
      expect(recorded.clause).toBe('baidu/8.2(4)');
      await year.until('2027-10-27');
      await year.act('BAIDU', 'endOutage', 'outage { until }', { outageId: recorded.id });
      await year.until('2027-10-28');

      const baiduFee = year.memory.get('baiduFee');
      const owed = async (platform: 'WECHAT' | 'BAIDU') => {
        const feeId = platform === 'BAIDU' ? baiduFee : atWechat.feeId;
        return (await duties(year, platform, 'PAY_FEE')).find(({ subjectId }: Told) => subjectId === feeId);
      };
      expect(await owed('BAIDU')).toMatchObject({
        state: 'OPEN',
        dueAtFirst: endOf('2027-10-27'),
        dueAt: endOf('2027-10-29'),
      });
      expect(await owed('WECHAT')).toMatchObject({ state: 'OVERDUE', dueAt: endOf('2027-10-27') });
      const extended = await year.events('OBLIGATION_EXTENDED');
      expect(new Set(extended.map(({ platform }) => platform))).toEqual(new Set(['BAIDU']));
      await year.until('2027-10-30');
      expect(await owed('BAIDU')).toMatchObject({ state: 'OVERDUE' });

      const evidenceFileIds = [await year.upload('OWNER', '付款回单.pdf')];
      const paid = { feeId: baiduFee, reference: '银行流水 20271030', evidenceFileIds };
      await year.act('OWNER', 'recordFeePayment', 'fee { state }', paid);
      const invoice = { feeId: baiduFee, titleKind: 'ORGANISATION', title: '样例', taxpayerId: TAX_NUMBER };
      const [none] = await year.refused('OWNER', 'requestInvoice', invoice);
      expect(none).toMatchObject({ path: 'input.feeId', message: expect.stringContaining('baidu/2.4') });
      await year.act('WECHAT', 'waiveFee', 'feeId', { accountId: year.accountId, feeId: atWechat.feeId });
      expect(await owed('WECHAT')).toMatchObject({ state: 'LAPSED' });
      const after = await verdicts(year, year.noodles.id, 'SUBMIT', BOTH);
      expect(Object.values(after).map(({ answer }) => answer)).toEqual(['YES', 'YES']);
    });
  });
}

async function feeOf(year: Year, feeId: string): Promise<Told> {
  const { fees } = await year.ask('OWNER', `{ fees(first: 100) { nodes { ${FEE} } } }`);
  return fees.nodes.find(({ id }: Told) => id === feeId);
}

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { demandFee } from '../../src/duties/demand-fee.ts';
import type { DutyDeps } from '../../src/duties/deps.ts';
import { issueInvoice, requestInvoice } from '../../src/duties/invoice.ts';
import { confirmFeePayment, recordFeePayment, waiveFee } from '../../src/duties/settle-fee.ts';
import { accountStream } from '../../src/events/stream.ts';
import { acceptAgreement } from '../../src/onboarding/accept-agreement.ts';
import { variantOf } from '../../src/policy/variants.ts';
import { createFileStore } from '../../src/store/files.ts';
import { refusedWith } from '../support/outcomes.ts';
import { granted } from '../support/restaurant.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

let shop: Workshop;
let deps: DutyDeps;
let actor: Awaited<ReturnType<Workshop['newAccount']>>;
let fileId: string;

beforeAll(async () => {
  shop = await openWorkshop();
  deps = { clock: shop.clock, perform: shop.perform };
});
afterAll(() => shop.close());
beforeEach(async () => {
  actor = await shop.newAccount();
  const content = Buffer.from('%PDF-1.4');
  const stored = { name: 'receipt.pdf', mediaType: 'application/pdf', content };
  const files = createFileStore(shop.database.prisma, shop.cipher, shop.clock);
  fileId = (await files.put(actor.accountId, stored)).id;
  for (const platform of ['WECHAT', 'BAIDU']) {
    const documents = variantOf(platform).agreement.versions[0].documents.map(({ id, version }) => ({
      documentId: id,
      version,
    }));
    granted(await acceptAgreement(deps, actor, { platform, documents }));
  }
});

const wechat = { platform: 'WECHAT', label: 'platform:cred_wechat' } as const;
const baidu = { platform: 'BAIDU', label: 'platform:cred_baidu' } as const;
const demand = (more: object = {}) => ({
  accountId: actor.accountId,
  amountFen: 30_000,
  clause: 'wechat/2.6',
  reference: 'WX-1',
  ...more,
});
const payment = (feeId: string) => ({ feeId, reference: '2026112100017', evidenceFileIds: [fileId] });
const invoice = (feeId: string, taxpayerId = '91110000802100433B') => ({
  feeId,
  titleKind: 'ORGANISATION' as const,
  title: '老陈牛肉面馆有限公司',
  taxpayerId,
});
const demanded = async (more: object = {}, voice: typeof wechat | typeof baidu = wechat) =>
  granted(await demandFee(deps, voice, demand(more))).feeId;
const feeNow = (id: string) => shop.database.prisma.fee.findUniqueOrThrow({ where: { id } });
const duty = (subjectId: string) => shop.database.prisma.obligation.findMany({ where: { subjectId } });

describe('a fee', () => {
  it('is demanded by the platform, is a duty, and both end by payment with evidence (wechat/2.6)', async () => {
    const id = await demanded({ dueOn: '2027-12-31' });
    expect(await feeNow(id)).toMatchObject({ state: 'DEMANDED', currency: 'CNY', demandedBy: wechat.label });
    expect(await duty(id)).toMatchObject([
      { kind: 'PAY_FEE', state: 'OPEN', dueAt: new Date('2027-12-31T16:00:00Z'), clauses: ['wechat/2.6'] },
    ]);
    granted(await recordFeePayment(deps, actor, payment(id)));
    expect(await feeNow(id)).toMatchObject({ state: 'PAID', evidenceFileIds: [fileId], paidBy: actor.label });
    expect(await duty(id)).toMatchObject([{ state: 'FULFILLED', endedBy: actor.label }]);
    granted(await confirmFeePayment(deps, wechat, { accountId: actor.accountId, feeId: id }));
    granted(await confirmFeePayment(deps, wechat, { accountId: actor.accountId, feeId: id }));
    const events = await shop.log.readAfter(accountStream(actor.accountId), 0n, 1000);
    const said = events.filter(({ type }) => type.startsWith('FEE'));
    expect(said.map(({ type, source }) => [type, source])).toEqual([
      ['FEE_DEMANDED', 'REPORTED'],
      ['FEE_PAID', 'GATEWAY'],
      ['FEE_CONFIRMED', 'REPORTED'],
    ]);
  });

  it('that the platform gives up is owed no more, and cannot be paid (baidu/2.4)', async () => {
    const id = await demanded({ clause: 'baidu/2.4' }, baidu);
    granted(await waiveFee(deps, baidu, { accountId: actor.accountId, feeId: id }));
    expect(await duty(id)).toMatchObject([{ state: 'LAPSED' }]);
    expect(refusedWith(await recordFeePayment(deps, actor, payment(id)))).toMatchObject([
      { code: 'STATE', currentState: 'WAIVED' },
    ]);
  });

  it('without ground, amount, reference or with a day in the past is refused; nothing is owed (wechat/2.6)', async () => {
    const wrong = {
      clause: 'baidu/2.4',
      amountFen: 0,
      reference: ' ',
      dueOn: '2020-01-01',
      programId: 'prog_1',
    };
    expect(refusedWith(await demandFee(deps, wechat, demand(wrong)))).toMatchObject([
      { path: 'input.clause' },
      { path: 'input.amountFen' },
      { path: 'input.reference' },
      { path: 'input.dueOn' },
      { code: 'NOT_FOUND', path: 'input.programId' },
    ]);
    const unbound = await shop.newAccount();
    expect(
      refusedWith(await demandFee(deps, wechat, demand({ accountId: unbound.accountId }))),
    ).toMatchObject([{ code: 'NOT_FOUND', path: 'input.accountId' }]);
    expect(await shop.database.prisma.fee.count({ where: { accountId: actor.accountId } })).toBe(0);
  });

  it('of one number is demanded once: said again it has the first id, said otherwise it is refused (wechat/2.6)', async () => {
    const id = await demanded({ dueOn: '2027-12-31' });
    expect(await demanded({ dueOn: '2027-12-31' })).toBe(id);
    expect(await demanded()).toBe(id);
    for (const other of [{ amountFen: 30_001 }, { dueOn: '2027-12-30' }]) {
      expect(refusedWith(await demandFee(deps, wechat, demand(other)))).toMatchObject([
        { code: 'ALREADY_EXISTS', path: 'input.reference', message: { en: expect.stringContaining(id) } },
      ]);
    }
    expect(await duty(id)).toHaveLength(1);
  });

  it('is one also where it is demanded several times at once (wechat/2.6)', async () => {
    const ids = await Promise.all([1, 2, 3, 4].map(() => demanded()));
    expect(new Set(ids).size).toBe(1);
    expect(await shop.database.prisma.fee.count({ where: { accountId: actor.accountId } })).toBe(1);
  });

  it('of another account or platform is not there (wechat/2.6, baidu/2.4)', async () => {
    const id = await demanded();
    const stranger = await shop.newAccount();
    const gone = [{ code: 'NOT_FOUND', path: 'input.feeId' }];
    expect(refusedWith(await recordFeePayment(deps, stranger, payment(id)))).toMatchObject(gone);
    const named = { accountId: actor.accountId, feeId: id };
    expect(refusedWith(await waiveFee(deps, baidu, named))).toMatchObject(gone);
    expect(
      refusedWith(await waiveFee(deps, wechat, { ...named, accountId: stranger.accountId })),
    ).toMatchObject(gone);
  });

  it('is not paid by saying so: evidence that is missing or another’s is refused, and once is enough (wechat/2.6)', async () => {
    const id = await demanded();
    const without = { ...payment(id), evidenceFileIds: [] };
    expect(refusedWith(await recordFeePayment(deps, actor, without))).toMatchObject([
      { path: 'input.evidenceFileIds' },
    ]);
    const unknown = { ...payment(id), evidenceFileIds: ['file_none'] };
    expect(refusedWith(await recordFeePayment(deps, actor, unknown))).toMatchObject([
      { code: 'NOT_FOUND', path: 'input.evidenceFileIds[0]' },
    ]);
    granted(await recordFeePayment(deps, actor, payment(id)));
    expect(refusedWith(await recordFeePayment(deps, actor, payment(id)))).toMatchObject([
      { code: 'STATE', currentState: 'PAID' },
    ]);
  });
});

describe('an invoice', () => {
  it('follows payment from the data that the developer gave, sealed (wechat/2.6)', async () => {
    const id = await demanded();
    expect(refusedWith(await requestInvoice(deps, actor, invoice(id)))).toMatchObject([
      { code: 'STATE', currentState: 'DEMANDED' },
    ]);
    granted(await recordFeePayment(deps, actor, payment(id)));
    const issue = { accountId: actor.accountId, feeId: id, number: '26112000000012345678', fileId };
    expect(refusedWith(await issueInvoice(deps, wechat, issue))).toMatchObject([
      { code: 'STATE', message: { en: expect.stringContaining('has not said yet') } },
    ]);
    granted(await requestInvoice(deps, actor, invoice(id)));
    expect(JSON.stringify(await feeNow(id))).not.toContain('91110000802100433B');
    granted(await issueInvoice(deps, wechat, issue));
    expect(await feeNow(id)).toMatchObject({
      state: 'INVOICED',
      invoiceNumber: issue.number,
      invoiceFileId: fileId,
    });
    expect((await shop.eventTypes(actor.accountId)).slice(-2)).toEqual([
      'INVOICE_REQUESTED',
      'INVOICE_ISSUED',
    ]);
  });

  it('may come by another way than through here, and of a file that is not the account’s nothing is issued (wechat/2.6)', async () => {
    const id = await demanded();
    granted(await recordFeePayment(deps, actor, payment(id)));
    granted(await requestInvoice(deps, actor, invoice(id)));
    const issue = { accountId: actor.accountId, feeId: id, number: '26112000000012345679' };
    const stranger = await issueInvoice(deps, wechat, { ...issue, fileId: 'file_none' });
    expect(refusedWith(stranger)).toMatchObject([{ code: 'NOT_FOUND', path: 'input.fileId' }]);
    expect(await feeNow(id)).toMatchObject({ state: 'PAID', invoiceNumber: null });
    granted(await issueInvoice(deps, wechat, issue));
    expect(await feeNow(id)).toMatchObject({
      state: 'INVOICED',
      invoiceNumber: issue.number,
      invoiceFileId: null,
    });
  });

  it('takes a tax number as people write it, and keeps it as the standard does (wechat/2.6)', async () => {
    const id = await demanded();
    granted(await recordFeePayment(deps, actor, payment(id)));
    granted(await requestInvoice(deps, actor, invoice(id, ' 9111 0000 8021 0043 ３b')));
    const { sealedInvoiceData } = await feeNow(id);
    const cell = { table: 'Fee', column: 'sealedInvoiceData', rowId: id };
    expect(JSON.parse(shop.cipher.open(cell, sealedInvoiceData ?? ''))).toMatchObject({
      taxpayerId: '91110000802100433B',
    });
  });

  it('with a wrong tax number is refused with the reason and the character, and nothing is lost (wechat/2.6)', async () => {
    const id = await demanded();
    granted(await recordFeePayment(deps, actor, payment(id)));
    expect(refusedWith(await requestInvoice(deps, actor, invoice(id, '91110000802100433C')))).toMatchObject([
      {
        code: 'INVALID_INPUT',
        path: 'input.taxpayerId',
        message: { en: expect.stringContaining('wrong at character 18') },
      },
    ]);
    expect(await feeNow(id)).toMatchObject({ state: 'PAID', invoiceRequestedAt: null });
  });

  it('has no clause in Baidu’s agreement, and is refused by saying so (baidu/2.4)', async () => {
    const id = await demanded({ clause: 'baidu/2.4' }, baidu);
    granted(await recordFeePayment(deps, actor, payment(id)));
    expect(refusedWith(await requestInvoice(deps, actor, invoice(id)))).toMatchObject([
      { code: 'INVALID_INPUT', message: { en: expect.stringContaining('baidu/2.4') } },
    ]);
  });
});

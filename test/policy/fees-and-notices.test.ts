import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { baidu } from '../../src/policy/baidu/variant.ts';
import { creditCodeFault } from '../../src/policy/credit-code.ts';
import { feeAfter, feeStates } from '../../src/policy/fee.ts';
import { invoiceFaults } from '../../src/policy/invoice.ts';
import {
  type DeliveryFact,
  deliveryStates,
  noticeChannels,
  noticeCompletedAt,
  requiredChannelsOf,
} from '../../src/policy/notice.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import { ask, codesOf } from '../support/facts.ts';

/** Published codes: Tencent's, Baidu's, and the example of python-stdnum's documentation. */
const PUBLISHED = ['9144030071526726XG', '91110000802100433B', '91110000600037341L'];
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

describe('a unified social credit code (GB 32100-2015)', () => {
  it.each(PUBLISHED)('%s, as published, is in order (wechat/2.6)', (code) => {
    expect(creditCodeFault(code)).toBeUndefined();
  });

  it('is wrong once any one of its characters is another (wechat/2.6)', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PUBLISHED),
        fc.nat({ max: 17 }),
        fc.constantFrom(...ALPHABET),
        (code, at, character) => {
          fc.pre(code[at] !== character);
          const changed = code.slice(0, at) + character + code.slice(at + 1);
          expect(creditCodeFault(changed)).toBeDefined();
        },
      ),
    );
  });

  it('that is wrong is told the character and the reason (wechat/2.6)', () => {
    expect(creditCodeFault('91110000600037342L')).toMatchObject({ position: 18 });
    expect(creditCodeFault('9I110000600037341L')).toMatchObject({
      position: 2,
      reason: { en: expect.stringContaining('other than I, O, S, V and Z') },
    });
    expect(creditCodeFault('9111000060003734')).toMatchObject({
      position: 17,
      reason: { en: 'a code has 18 characters, this one 16' },
    });
    expect(creditCodeFault('91A10000600037341L')).toMatchObject({ position: 3 });
    expect(creditCodeFault('91110000600037341L0')).toMatchObject({ position: 19 });
    expect(creditCodeFault('91110000600037341l')).toMatchObject({ position: 18 });
  });
});

describe('the data of an invoice', () => {
  it('of an organisation have its number, of a person none (wechat/2.6)', () => {
    const title = '老陈牛肉面馆';
    expect(invoiceFaults({ titleKind: 'ORGANISATION', title, taxpayerId: '91110000802100433B' })).toEqual([]);
    expect(invoiceFaults({ titleKind: 'PERSON', title: '陈先生' })).toEqual([]);
    const path = 'input.taxpayerId';
    expect(invoiceFaults({ titleKind: 'ORGANISATION', title })).toMatchObject([{ path }]);
    expect(invoiceFaults({ titleKind: 'PERSON', title, taxpayerId: '91110000802100433B' })).toMatchObject([
      { path },
    ]);
    expect(invoiceFaults({ titleKind: 'ORGANISATION', title: ' ', taxpayerId: '1' })).toMatchObject([
      { path: 'input.title' },
      { path, message: { en: expect.stringContaining('wrong at character 2') } },
    ]);
  });
});

describe('a fee that is not paid', () => {
  const fees = [{ id: 'fee_1', amountFen: 30_005, clause: 'wechat/2.6', dueOn: '2026-12-31' }];

  it('holds submissions up, and nothing else (wechat/2.6)', () => {
    const verdict = ask(wechat, 'SUBMIT', { fees });
    expect(codesOf(verdict)).toEqual(['FEE_UNPAID']);
    expect(verdict.findings).toMatchObject([
      {
        message: { en: expect.stringContaining('CNY 300.05, due by 2026-12-31') },
        remedy: { kind: 'PAY_FEE', feeId: 'fee_1' },
        citations: [{ clause: 'wechat/2.6' }],
      },
    ]);
    expect(codesOf(ask(wechat, 'VERIFY', { fees }))).toEqual([]);
  });

  it('holds submissions up on Baidu, too, under its own clause (baidu/2.4)', () => {
    const verdict = ask(baidu, 'SUBMIT', { fees: fees.map((fee) => ({ ...fee, clause: 'baidu/2.4' })) });
    expect(verdict.findings).toMatchObject([{ code: 'FEE_UNPAID', citations: [{ clause: 'baidu/2.4' }] }]);
  });

  it('can be paid or waived; one that was paid cannot be waived, and one that was waived is over (wechat/2.6, baidu/2.4)', () => {
    const allowed = feeStates.map((state) => [
      state,
      (['pay', 'waive', 'confirm', 'requestInvoice', 'issueInvoice'] as const).flatMap((act) => {
        const after = feeAfter(state, act);
        return after === undefined ? [] : [`${act} > ${after}`];
      }),
    ]);
    expect(Object.fromEntries(allowed)).toEqual({
      DEMANDED: ['pay > PAID', 'waive > WAIVED'],
      PAID: ['confirm > PAID', 'requestInvoice > PAID', 'issueInvoice > INVOICED'],
      INVOICED: ['confirm > INVOICED'],
      WAIVED: [],
    });
  });
});

describe('notice of a change', () => {
  const instant = fc.integer({ min: 0, max: 1000 }).map((ms) => new Date(ms));
  const delivery: fc.Arbitrary<DeliveryFact> = fc
    .record({
      channel: fc.constantFrom(...noticeChannels),
      state: fc.constantFrom(...deliveryStates),
      at: instant,
    })
    .map(({ channel, state, at }) =>
      state === 'SENT' || state === 'DELIVERED' ? { channel, state, sentAt: at } : { channel, state },
    );

  it('is promised on three channels by Baidu, and on none by WeChat (baidu/7, baidu/0.3, wechat/7.2)', () => {
    expect(requiredChannelsOf(baidu.agreement.versions[0].notices)).toEqual([
      'COMMUNITY_ANNOUNCEMENT',
      'IN_SITE_MESSAGE',
      'SMS',
    ]);
    expect(requiredChannelsOf(wechat.agreement.versions[0].notices)).toEqual([]);
  });

  it('is complete with the last of its channels, in whatever order they come (baidu/7)', () => {
    const required = requiredChannelsOf(baidu.agreement.versions[0].notices);
    fc.assert(
      fc.property(fc.array(delivery, { maxLength: 8 }), (deliveries) => {
        const completed = noticeCompletedAt(required, deliveries);
        const sentBy = (at: Date) =>
          required.every((channel) =>
            deliveries.some((one) => one.channel === channel && one.sentAt && one.sentAt <= at),
          );
        expect(completed !== undefined).toBe(sentBy(new Date(1000)));
        if (!completed) return;
        expect(sentBy(completed)).toBe(true);
        expect(sentBy(new Date(completed.getTime() - 1))).toBe(false);
        expect(noticeCompletedAt(required, [...deliveries].reverse())).toEqual(completed);
      }),
    );
  });

  it('that nobody promised is never complete (wechat/7.2)', () => {
    const sent = { channel: 'SMS', state: 'SENT', sentAt: new Date(0) } as const;
    expect(noticeCompletedAt([], [sent])).toBeUndefined();
  });
});

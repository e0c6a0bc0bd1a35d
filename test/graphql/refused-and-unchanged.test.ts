import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '../../src/kernel/civil-time.ts';
import { variantOf } from '../../src/policy/variants.ts';
import { TODAY } from '../support/facts.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { openRestaurant, type Restaurant } from '../support/restaurant.ts';

const YESTERDAY = addDays(TODAY, -1);
const PROBLEMS = 'problems { code path en: message(locale: en) zh: message(locale: zh_CN) }';
const TAX_NUMBER = '91110000802100433B';

let app: GraphqlApp;
let restaurant: Restaurant;
let [owner, stranger, ownFile, foreignFile] = ['', '', '', ''];

beforeAll(async () => {
  app = await openGraphqlApp();
  restaurant = await openRestaurant(app.shop);
  await restaurant.registered();
  owner = app.member(restaurant.actor.accountId, 'OWNER');
  stranger = app.member((await app.shop.newAccount()).accountId, 'OWNER');
  for (const platform of ['WECHAT', 'BAIDU']) app.platform(platform);
  [ownFile = '', foreignFile = ''] = await Promise.all([stored(owner), stored(stranger)]);
});
afterAll(() => app.close());

const upload = (token: string, headers: Record<string, string> = {}, body: string = '%PDF-1.4 paper') =>
  fetch(new URL('/files', app.url), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/pdf',
      'x-file-name': 'paper.pdf',
      ...headers,
    },
    body,
  });

async function stored(token: string): Promise<string> {
  return ((await (await upload(token)).json()) as { id: string }).id;
}

async function mutate(token: string, field: string, input: object, selection = '') {
  const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} ${PROBLEMS} } }`;
  const { data, errors } = await app.ask(token, query, { input });
  expect(errors).toEqual([]);
  return data[field];
}

async function granted(token: string, field: string, input: object, selection: string) {
  const answer = await mutate(token, field, input, selection);
  expect(answer.problems).toEqual([]);
  return answer;
}

/** Every row of every table, as it is stored. */
async function everyRow(): Promise<Map<string, readonly string[]>> {
  const { pool } = app.shop.database;
  const { rows: tables } = await pool.query(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  const all = new Map<string, readonly string[]>();
  for (const { name } of tables) {
    const { rows } = await pool.query(`SELECT to_jsonb(t)::text AS row FROM "${name}" AS t`);
    all.set(name, rows.map(({ row }) => row).sort());
  }
  expect([...all.values()].flat().length).toBeGreaterThan(20);
  return all;
}

/** The mutation is refused for this reason, in both languages, and not a cell of the database is another than before. */
async function refused(
  token: string,
  field: string,
  input: object,
  reason: { code: string; path: string; en?: RegExp },
): Promise<void> {
  const before = await everyRow();
  const { problems } = await mutate(token, field, input);
  const { code, path, en = /[a-z]/ } = reason;
  expect(problems).toEqual([
    { code, path, en: expect.stringMatching(en), zh: expect.stringMatching(/\p{Script=Han}/u) },
  ]);
  expect(await everyRow()).toEqual(before);
}

const invalid = (path: string, en?: RegExp) => ({ code: 'INVALID_INPUT', path, ...(en ? { en } : {}) });
const missing = (path: string) => ({ code: 'NOT_FOUND', path });

describe('evidence', () => {
  it.each([
    ['of another kind than papers have', { 'content-type': 'image/svg+xml' }, '<svg/>', 415, 'FILE_TYPE'],
    ['that is not what it says', { 'content-type': 'image/png' }, '%PDF-1.4', 400, 'INVALID_FILE'],
    ['that is empty', {}, '', 400, 'INVALID_FILE'],
    ['that is too large', {}, `%PDF-${'x'.repeat(5 * 1024 * 1024)}`, 413, 'FILE_TOO_LARGE'],
  ] as const)('%s is not taken, and nothing of it is kept', async (_what, headers, body, status, code) => {
    const before = await everyRow();
    const answer = await upload(owner, headers, body);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error: { code } });
    expect(await everyRow()).toEqual(before);
  });

  it('that is not there, another’s, the same twice, or too much is refused wherever it is shown (wechat/4.4(1), wechat/4.7, wechat/2.5, wechat/2.6)', async () => {
    const { accountId } = restaurant.actor;
    const about = { accountId, programId: restaurant.programId };
    const audit = await granted(
      'WECHAT',
      'requestAudit',
      { accountId, scope: '手机号' },
      'obligations { id }',
    );
    const demand = { programId: about.programId, scope: '手机号' };
    const { demandId } = await granted('WECHAT', 'demandDataDeletion', demand, 'demandId');
    const measure = { ...about, kind: 'OTHER', ground: 'REVIEW_STANDARD', scope: 'PROGRAM', accountId: null };
    const { enforcementId } = await granted('WECHAT', 'takeMeasure', measure, 'enforcementId');
    const fee = { accountId, amountFen: 1, clause: 'wechat/2.6', reference: 'E-1', dueOn: TODAY };
    const { feeId } = await granted('WECHAT', 'demandFee', fee, 'feeId');
    const obligationId = audit.obligations[0].id;
    const statement = '见附件';
    const shown = [
      ['fulfilObligation', { obligationId, statement }],
      ['confirmDataDeletion', { demandId, method: 'DELETED', statement }],
      ['openAppeal', { enforcementId, statement }],
      ['recordFeePayment', { feeId, reference: '流水' }],
    ] as const;
    for (const [field, input] of shown) {
      const show = (evidenceFileIds: readonly string[], reason: Parameters<typeof refused>[3]) =>
        refused(owner, field, { ...input, evidenceFileIds }, reason);
      await show([ownFile, 'file_none'], missing('input.evidenceFileIds[1]'));
      await show([foreignFile], missing('input.evidenceFileIds[0]'));
      await show([ownFile, ownFile], invalid('input.evidenceFileIds', /each once/));
      if (field === 'fulfilObligation' || field === 'recordFeePayment') {
        await show([], invalid('input.evidenceFileIds', /file/));
      }
    }
    const many = Array.from({ length: 21 }, (_, index) => `file_${index}`);
    const tooMany = { obligationId, statement, evidenceFileIds: many };
    await refused(owner, 'fulfilObligation', tooMany, invalid('input.evidenceFileIds', /at most 20/));
    // Nothing was lost: what is right is taken afterwards.
    const right = { obligationId, statement, evidenceFileIds: [ownFile] };
    await granted(owner, 'fulfilObligation', right, 'obligation { state }');
  });
});

describe('a day that has passed, or that there is not', () => {
  it.each([YESTERDAY, '2027-02-30'])('is refused wherever something is to be due: %s', async (day) => {
    const { accountId } = restaurant.actor;
    const { programId } = restaurant;
    const measure = { programId, kind: 'WARNING', ground: 'BREACH_OF_AGREEMENT', scope: 'PROGRAM' };
    const right = { programId, platform: 'WECHAT', right: 'DELETION', receivedOn: TODAY, user: '用户' };
    const fee = { accountId, amountFen: 1, clause: 'wechat/2.6', reference: 'D-1' };
    const cases = [
      ['WECHAT', 'demandDataDeletion', { programId, scope: '手机号', dueBy: day }, 'input.dueBy'],
      [owner, 'recordDeletionDemand', { platform: 'BAIDU', scope: '手机号', dueBy: day }, 'input.dueBy'],
      ['WECHAT', 'requestAudit', { accountId, scope: '手机号', dueOn: day }, 'input.dueOn'],
      [owner, 'recordRightsRequest', { ...right, dueOn: day }, 'input.dueOn'],
      ['WECHAT', 'demandFee', { ...fee, dueOn: day }, 'input.dueOn'],
      ['BAIDU', 'takeMeasure', { ...measure, rectifyBy: day }, 'input.rectifyBy'],
    ] as const;
    for (const [token, field, input, path] of cases) await refused(token, field, input, invalid(path));
  });
});

describe('a measure', () => {
  const baidu = (more: object) => ({
    programId: restaurant.programId,
    kind: 'PROGRAM_OFFLINE',
    ground: 'BREACH_OF_LAW',
    scope: 'PROGRAM',
    ...more,
  });

  it('without a ground, or on one that the agreement does not name for it, is refused with those that it does (baidu/3.4, wechat/2.5)', async () => {
    await refused('BAIDU', 'takeMeasure', baidu({ ground: null }), invalid('input.ground', /BREACH_OF_LAW/));
    const foreign = baidu({ ground: 'REVIEW_STANDARD' });
    await refused('BAIDU', 'takeMeasure', foreign, invalid('input.ground', /OTHER_HARM/));
    const block = { ...baidu({}), kind: 'LONG_TERM', ground: 'HARM_TO_RUNNING' };
    await refused('WECHAT', 'takeMeasure', block, invalid('input.ground', /REVIEW_STANDARD/));
  });

  it('that ends before it begins, or as it begins, is refused, as is one whose end is not its to have (wechat/2.5, baidu/3.4)', async () => {
    const from = app.shop.clock.now();
    for (const early of [from, new Date(from.getTime() - 60_000)]) {
      await refused('BAIDU', 'takeMeasure', baidu({ from, until: early }), invalid('input.until', /after/));
      await refused('BAIDU', 'takeMeasure', baidu({ until: early }), invalid('input.until', /after/));
    }
    const until = new Date(from.getTime() + 60_000);
    const block = (more: object) => ({ ...baidu({ ground: 'REVIEW_STANDARD' }), ...more });
    await refused('WECHAT', 'takeMeasure', block({ kind: 'SHORT_TERM' }), invalid('input.until'));
    await refused('WECHAT', 'takeMeasure', block({ kind: 'PERMANENT', until }), invalid('input.until'));
  });
});

describe('a version of an agreement', () => {
  const documents = variantOf('BAIDU').agreement.versions[0].documents.map(
    ({ title, textHash: _, ...one }) => ({
      ...one,
      title: { en: title.en, zh_CN: title['zh-CN'] },
    }),
  );
  const draft = (more: object) => ({
    version: 'next',
    effectiveFrom: addDays(TODAY, 30),
    material: true,
    documents: documents.map((one, index) => (index === 0 ? { ...one, version: 'next' } : one)),
    ...more,
  });

  it('that drops a document which somebody accepted is refused with its name (baidu/0.1)', async () => {
    const { documents: whole, ...rest } = draft({});
    for (const dropped of whole) {
      const input = { ...rest, documents: whole.filter((one) => one !== dropped) };
      const { problems } = await mutate('BAIDU', 'draftAgreementVersion', input);
      expect(problems).toContainEqual(
        expect.objectContaining({ path: 'input.documents', en: expect.stringContaining(dropped.id) }),
      );
    }
    expect(await app.shop.database.prisma.agreementVersion.count()).toBe(0);
  });

  it('whose dates run backwards is refused: before the one in force, or in the past (baidu/0.3)', async () => {
    for (const effectiveFrom of ['2020-04-19', '2020-04-20', YESTERDAY, '2027-02-30']) {
      const input = draft({ effectiveFrom });
      await refused('BAIDU', 'draftAgreementVersion', input, invalid('input.effectiveFrom'));
    }
    await refused('BAIDU', 'publishAgreementVersion', { version: 'next' }, missing('input.version'));
    const published = await app.ask(undefined, '{ agreement(platform: BAIDU) { versions { version } } }');
    expect(published.data.agreement.versions).toHaveLength(1);
  });
});

describe('a confirmation of a deletion', () => {
  it('of another account’s demand, of none, or for the second time changes nothing: the first one stays (wechat/4.7)', async () => {
    const demand = { programId: restaurant.programId, scope: '收货地址' };
    const { demandId } = await granted('WECHAT', 'demandDataDeletion', demand, 'demandId');
    const said = { demandId, method: 'DELETED', statement: '已删除' };
    await refused(stranger, 'confirmDataDeletion', said, missing('input.demandId'));
    const none = { ...said, demandId: 'demand_none' };
    await refused(owner, 'confirmDataDeletion', none, missing('input.demandId'));
    const CONFIRMED = 'demand { confirmation { id number method documentSha256 confirmedAt } }';
    const first = await granted(owner, 'confirmDataDeletion', said, CONFIRMED);
    app.shop.clock.advance(60_000);
    const again = { ...said, method: 'ANONYMISED', statement: '已匿名化' };
    await refused(owner, 'confirmDataDeletion', again, { code: 'STATE', path: 'input.demandId' });
    const { demand: shown } = await mutate(owner, 'confirmDataDeletion', again, CONFIRMED);
    expect(shown).toEqual(first.demand);
  });
});

describe('a tax number', () => {
  it('that is wrong is refused with the character and why, and the invoice can still be asked for (wechat/2.6)', async () => {
    const { accountId } = restaurant.actor;
    const fee = { accountId, amountFen: 30_000, clause: 'wechat/2.6', reference: 'T-1', dueOn: TODAY };
    const { feeId } = await granted('WECHAT', 'demandFee', fee, 'feeId');
    const paid = { feeId, reference: '流水', evidenceFileIds: [ownFile] };
    await granted(owner, 'recordFeePayment', paid, 'fee { state }');
    const invoice = { feeId, titleKind: 'ORGANISATION', title: '样例' };
    for (const [taxpayerId, says] of [
      [`${TAX_NUMBER.slice(0, -1)}C`, /character 18/],
      [`I${TAX_NUMBER.slice(1)}`, /character 1\b/],
      [`${TAX_NUMBER.slice(0, 9)}1${TAX_NUMBER.slice(10)}`, /wrong at character/],
      [TAX_NUMBER.slice(0, -1), /18/],
      [null, /taxpayer/],
    ] as const) {
      const input = { ...invoice, taxpayerId };
      await refused(owner, 'requestInvoice', input, invalid('input.taxpayerId', says));
    }
    const right = { ...invoice, taxpayerId: TAX_NUMBER };
    const { fee: asked } = await granted(owner, 'requestInvoice', right, 'fee { state invoiceRequestedAt }');
    expect(asked).toEqual({ state: 'PAID', invoiceRequestedAt: expect.any(String) });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accountStream } from '../../src/events/stream.ts';
import { createEventRetention } from '../../src/store/event-retention.ts';
import { firstResults, type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { TamperedLog } from '../support/tampering.ts';

const VERIFY = `query ($first: Int, $after: String, $known: LogHeadInput) {
  verifyLog(first: $first, after: $after, known: $known) {
    status verified redacted unchained isComplete endCursor broken { fault position eventId } head { cursor hash }
  }
}`;

let app: GraphqlApp;
let log: TamperedLog;
let admin: string;

beforeAll(async () => {
  app = await openGraphqlApp();
  log = await TamperedLog.open(app.shop);
  admin = app.member(log.accountId, 'ADMIN');
});
afterAll(() => app.close());

async function verify(variables: object = {}) {
  return (await app.ask(admin, VERIFY, variables)).data.verifyLog;
}

describe('verifyLog', () => {
  it('tells an administrator that the log is as it was written', async () => {
    expect(await verify()).toMatchObject({
      status: 'VALID',
      verified: 24,
      redacted: 4,
      unchained: 0,
      isComplete: true,
      broken: null,
    });
  });

  it('looks at a long log in parts', async () => {
    const one = await verify({ first: 10 });
    expect(one).toMatchObject({ verified: 10, isComplete: false });
    expect(await verify({ after: one.endCursor })).toMatchObject({ verified: 14, isComplete: true });
  });

  it('goes through a head that was noted down, and tells where it does not', async () => {
    const { head } = await verify();
    expect(await verify({ known: head })).toMatchObject({ status: 'VALID' });
    const other = { cursor: head.cursor, hash: `c1.00000000.${'A'.repeat(43)}` };
    expect(await verify({ known: other })).toMatchObject({
      status: 'BROKEN',
      broken: { fault: 'FORKED', position: '24' },
    });
  });

  it('refuses a place of another account, and more than one request looks at', async () => {
    const after = app.shop.log.cursorAt(accountStream('acct_other'), 3n);
    const foreign = await app.ask(admin, VERIFY, { after });
    expect(foreign.errors[0]?.extensions.code).toBe('CURSOR_MALFORMED');
    for (const first of [0, 10_001]) {
      const refused = await app.ask(admin, VERIFY, { first });
      expect(refused.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  it('is for administrators', async () => {
    const { errors } = await app.ask(app.member(log.accountId, 'DEVELOPER'), VERIFY);
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', needed: 'ADMIN' });
  });
});

describe('an event', () => {
  it('says which version it is about, what it moved, and when it happened and was learned of', async () => {
    const { data } = await app.ask(
      admin,
      '{ events(first: 3) { nodes { type at occurredAt cursor hosts { id } change { axis } gap { to } } } }',
    );
    const [rejected, confirmed] = data.events.nodes;
    expect(rejected).toMatchObject({ type: 'REVIEW_REJECTED', hosts: [], change: null, gap: null });
    expect(Date.parse(rejected.at) - Date.parse(rejected.occurredAt)).toBe(60_000);
    expect(confirmed).toMatchObject({ type: 'HOST_CONFIRMED', hosts: [{ id: 'tieba' }] });
    expect(confirmed.occurredAt).toBe(confirmed.at);
  });
});

describe('what is no longer kept', () => {
  it('is told as a GAP, in the stream and in the list, with what to query instead; then it goes on', async () => {
    const { shop } = app;
    const old = shop.log.cursorAt(accountStream(log.accountId), 3n);
    const end = shop.log.cursorAt(accountStream(log.accountId), 24n);
    shop.clock.advance(10 * 86_400_000);
    await log.append(50);
    await createEventRetention(shop.database.prisma, shop.cipher, shop.clock, 7).removeExpired();
    const fields = 'type cursor gap { from to query(locale: en) }';
    const gap = {
      type: 'GAP',
      cursor: end,
      gap: { from: old, to: end, query: expect.stringContaining('programs') },
    };
    const told = await firstResults(
      app.socket(admin),
      `subscription { accountEvents(after: "${old}") { ${fields} } }`,
      2,
    );
    expect(told.map(({ data }) => data?.accountEvents)).toMatchObject([
      gap,
      { type: 'REVIEW_REJECTED', gap: null },
    ]);
    const [steps] = await firstResults(
      app.socket(admin),
      `subscription { reviewStatus(after: "${old}") { ${fields} } }`,
      1,
    );
    expect(steps?.data?.reviewStatus).toMatchObject(gap);
    const list = await app.ask(admin, `{ events(first: 2, after: "${old}") { nodes { id ${fields} } } }`);
    expect(list.data.events.nodes).toMatchObject([gap, { type: 'REVIEW_REJECTED' }]);
    const inbox = shop.log.cursorAt('host:tieba', 1n);
    const [first] = await firstResults(
      app.socket(app.host('tieba')),
      `subscription { hostInbox(after: "${inbox}") { ${fields} } }`,
      1,
    );
    expect(first?.data?.hostInbox).toMatchObject({
      type: 'GAP',
      gap: { query: expect.stringContaining('hostReviews') },
    });
    expect(await verify()).toMatchObject({ status: 'VALID', verified: 2 });
  });
});

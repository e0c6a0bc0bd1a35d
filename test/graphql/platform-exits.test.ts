import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { policyOfPage } from '../../src/kernel/printed-page.ts';
import { BACKUPS, type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { openRestaurant, type Restaurant } from '../support/restaurant.ts';

const LEAVE = `mutation ($input: LeavePlatformInput!) { leavePlatform(input: $input) {
  exit { id platform state clauses backups leftAt says(locale: en) purged { kind table rows sha256 } }
  problems { code path } } }`;
const EXITS = `query ($platform: Platform) { platformExits(platform: $platform) {
  id platform state clauses backups startedAt leftAt says(locale: en) purged { kind rows sha256 } } }`;
const input = { platform: 'WECHAT', confirm: 'WECHAT', knowsStillLive: false };

let app: GraphqlApp;
let restaurant: Restaurant;
let owner: string;

beforeAll(async () => {
  app = await openGraphqlApp();
  restaurant = await openRestaurant(app.shop);
  await restaurant.registered();
  owner = app.member(restaurant.actor.accountId, 'OWNER');
});
afterAll(() => app.close());

function page(id: string, token?: string, query = '') {
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  return fetch(new URL(`/platform-exits/${id}${query}`, app.url), { headers });
}

describe('leaving a platform over the API (wechat/4.10)', () => {
  it('is the owner’s alone: no other role, no token, no host, no platform', async () => {
    const { accountId } = restaurant.actor;
    const tokens = [
      app.member(accountId, 'ADMIN'),
      app.member(accountId, 'VIEWER'),
      app.host('tieba'),
      app.platform('WECHAT'),
    ];
    for (const token of tokens) {
      const { errors } = await app.ask(token, LEAVE, { input });
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', needed: 'OWNER' } }]);
    }
    expect((await app.ask(undefined, LEAVE, { input })).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ]);
    // A token of the owner's role is no person.
    app.viewers.set('robot', { kind: 'token', accountId, tokenId: 'tok_1', role: 'OWNER' });
    const { data } = await app.ask('robot', LEAVE, { input });
    expect(data.leavePlatform).toMatchObject({
      exit: null,
      problems: [{ code: 'INVALID_INPUT', path: 'input' }],
    });
    expect((await app.ask(owner, EXITS)).data.platformExits).toEqual([]);
  });

  it('needs the name of the platform once more, and says where it is missing', async () => {
    const slip = { ...input, confirm: 'BAIDU' };
    const { data } = await app.ask(owner, LEAVE, { input: slip });
    expect(data.leavePlatform).toMatchObject({ exit: null, problems: [{ path: 'input.confirm' }] });
  });

  it('answers with the proof of what went, once for one key, and is listed for every member', async () => {
    const once = { ...input, idempotencyKey: 'leave-1' };
    const { data, errors } = await app.ask(owner, LEAVE, { input: once });
    expect(errors).toEqual([]);
    const { exit } = data.leavePlatform;
    expect(exit).toMatchObject({
      platform: 'WECHAT',
      state: 'LEFT',
      clauses: ['wechat/4.10'],
      backups: BACKUPS,
    });
    expect(exit.purged).toContainEqual({
      kind: 'REGISTRATIONS',
      table: 'Registration',
      rows: 1,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect((await app.ask(owner, LEAVE, { input: once })).data.leavePlatform.exit.id).toBe(exit.id);
    const again = await app.ask(owner, LEAVE, { input });
    expect(again.data.leavePlatform).toMatchObject({ exit: null, problems: [{ code: 'STATE' }] });

    const viewer = app.member(restaurant.actor.accountId, 'VIEWER');
    const listed = (await app.ask(viewer, EXITS)).data.platformExits;
    expect(listed).toMatchObject([{ id: exit.id, says: exit.says, leftAt: exit.leftAt }]);
    expect((await app.ask(viewer, EXITS, { platform: 'BAIDU' })).data.platformExits).toEqual([]);
  });

  it('is nobody else’s to see: another account has no exits and leaves nothing', async () => {
    const stranger = app.member((await app.shop.newAccount()).accountId, 'OWNER');
    expect((await app.ask(stranger, EXITS)).data.platformExits).toEqual([]);
    const { data } = await app.ask(stranger, LEAVE, { input });
    expect(data.leavePlatform).toMatchObject({ exit: null, problems: [{ code: 'STATE' }] });
  });
});

describe('GET /platform-exits/<id> (wechat/4.10)', () => {
  const exitId = async (): Promise<string> => (await app.ask(owner, EXITS)).data.platformExits[0].id;

  it('is a page that runs nothing, is kept by no cache in between, and says what the API says', async () => {
    const id = await exitId();
    const response = await page(id, owner);
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toBe(policyOfPage(html));
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
    expect(response.headers.get('vary')).toContain('authorization');
    expect(response.headers.get('etag')).toBe(`"${createHash('sha256').update(html).digest('hex')}"`);
    expect(response.headers.get('content-disposition')).toBeNull();
    expect(html).not.toMatch(/<script|<img|<link/i);
    const [{ purged }] = (await app.ask(owner, EXITS)).data.platformExits;
    for (const { sha256 } of purged) expect(html).toContain(sha256);
    for (const backup of BACKUPS) expect(html).toContain(backup);
    expect(html).toContain('@page { size: A4');
  });

  it('comes as a file where that is asked for, with the same bytes', async () => {
    const id = await exitId();
    const [shown, file] = [await page(id, owner), await page(id, owner, '?download')];
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="${id}.html"`);
    expect(await file.text()).toBe(await shown.text());
  });

  it('is there for the members of its account alone', async () => {
    const id = await exitId();
    const stranger = app.member((await app.shop.newAccount()).accountId, 'OWNER');
    const asked = [
      page(id),
      page(id, stranger),
      page(id, app.platform('WECHAT')),
      page(id, app.host('tieba')),
      page('exit_none', owner),
      page(id, app.member(restaurant.actor.accountId, 'VIEWER')),
    ];
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses).toEqual([401, 404, 404, 404, 404, 200]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { headersOfConnection } from '../../src/accounts/presented-credential.ts';
import {
  accepted,
  baseUrl,
  bearer,
  type Fixture,
  memberOf,
  openFixture,
  owner,
  post,
  signInAs,
} from './accounts-fixture.ts';

let fixture: Fixture;
let joined: { personId: string; accountId: string; memberId: string };

beforeAll(async () => {
  fixture = await openFixture();
  joined = accepted(
    await fixture.signIn.createPersonWithAccount({ ...owner, accountName: 'Canary Teahouse' }),
  );
});
afterAll(() => fixture.close());

describe('a person', () => {
  it('signs in with e-mail, in any case, and password, and the session token then says who asks', async () => {
    const token = await signInAs(fixture.signIn, { ...owner, email: owner.email.toUpperCase() });
    const viewer = await fixture.signIn.viewerOf(bearer(token));
    expect(viewer).toMatchObject({ kind: 'member', ...joined, role: 'OWNER' });
    expect(Number(viewer.expiresAt)).toBeGreaterThan(fixture.clock.now().getTime());
  });

  it('may use the cookie instead, which scripts cannot read', async () => {
    const response = await post(fixture.signIn, '/sign-in/email', owner);
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toContain('HttpOnly');
    const headers = new Headers({ cookie: cookie.slice(0, cookie.indexOf(';')) });
    expect(memberOf(await fixture.signIn.viewerOf(headers)).personId).toBe(joined.personId);
  });

  it('is turned away with the same words for a wrong password as for an e-mail that nobody has', async () => {
    const wrong = await post(fixture.signIn, '/sign-in/email', {
      ...owner,
      password: 'another long password',
    });
    const unknown = await post(fixture.signIn, '/sign-in/email', {
      ...owner,
      email: 'nobody@canary.example',
    });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await wrong.text()).toBe(await unknown.text());
  });

  it('is nobody after signing out, here at once and on another node within two seconds', async () => {
    const token = await signInAs(fixture.signIn, owner);
    const other = fixture.otherNode();
    expect((await fixture.signIn.viewerOf(bearer(token))).kind).toBe('member');
    expect((await other.viewerOf(bearer(token))).kind).toBe('member');
    await post(fixture.signIn, '/sign-out', {}, { authorization: `Bearer ${token}` });
    expect((await fixture.signIn.viewerOf(bearer(token))).kind).toBe('nobody');
    fixture.clock.advance(2_000);
    expect((await other.viewerOf(bearer(token))).kind).toBe('nobody');
  });

  it('is nobody once the session has expired, even where it was verified a moment ago', async () => {
    const token = await signInAs(fixture.signIn, owner);
    const { sessionId } = memberOf(await fixture.signIn.viewerOf(bearer(token)));
    await fixture.database.prisma.session.update({
      where: { id: sessionId ?? '' },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    expect((await fixture.otherNode().viewerOf(bearer(token))).kind).toBe('nobody');

    // An hour ahead of the process's own clock, so that how fast this machine is does not matter.
    fixture.clock.advance(3_600_000);
    const second = await signInAs(fixture.signIn, owner);
    const { sessionId: secondId } = memberOf(await fixture.otherNode().viewerOf(bearer(second)));
    const soon = new Date(fixture.clock.now().getTime() + 1_900);
    await fixture.database.prisma.session.update({
      where: { id: secondId ?? '' },
      data: { expiresAt: soon },
    });
    expect((await fixture.signIn.viewerOf(bearer(second))).kind).toBe('member');
    fixture.clock.advance(1_900);
    expect((await fixture.signIn.viewerOf(bearer(second))).kind).toBe('nobody');
  });

  it('cannot sign up over HTTP, nor make tokens past the gateway', async () => {
    const signUp = await post(fixture.signIn, '/sign-up/email', { ...owner, email: 'new@canary.example' });
    expect(signUp.status).toBe(400);
    const token = await signInAs(fixture.signIn, owner);
    const authorization = { authorization: `Bearer ${token}` };
    const organizationId = joined.accountId;
    const made = await post(fixture.signIn, '/api-key/create', { name: 'ci', organizationId }, authorization);
    expect(made.status).toBe(404);
    const opened = await post(
      fixture.signIn,
      '/organization/create',
      { name: 'B', slug: 'b' },
      authorization,
    );
    expect(opened.status).toBe(403);
  });

  it('signs up and opens an account over HTTP where the gateway is open to all', async () => {
    const open = fixture.otherNode({ openToAll: true });
    const person = { ...owner, email: 'anybody@canary.example' };
    const signedUp = await post(open, '/sign-up/email', person);
    expect(signedUp.status).toBe(200);
    const token = await signInAs(open, person);
    expect((await open.viewerOf(bearer(token))).kind).toBe('nobody');
    const account = { name: 'Open Teahouse', slug: 'open-teahouse' };
    const authorization = { authorization: `Bearer ${token}` };
    expect((await post(open, '/organization/create', account, authorization)).status).toBe(200);
    expect(await open.viewerOf(bearer(token))).toMatchObject({ kind: 'member', role: 'OWNER' });
  });

  it('needs an e-mail of their own and a password of 12 characters', async () => {
    const again = await fixture.signIn.createPersonWithAccount({ ...owner, accountName: 'Second' });
    expect(again).toMatchObject({ ok: false, problems: [{ code: 'EMAIL_TAKEN', path: 'email' }] });
    const short = { ...owner, email: 'x@canary.example', password: 'elevenchars', accountName: 'Third' };
    expect(await fixture.signIn.createPersonWithAccount(short)).toMatchObject({
      ok: false,
      problems: [
        { code: 'INVALID_INPUT', path: 'password', message: expect.stringContaining('this one has 11') },
      ],
    });
    const nowhere = { ...owner, email: 'not an address', accountName: 'Fourth' };
    expect(await fixture.signIn.createPersonWithAccount(nowhere)).toMatchObject({
      problems: [{ path: 'email' }],
    });
  });
});

describe('a person in two accounts', () => {
  it('is nobody until one is named, and stays nobody in an account of others', async () => {
    const second = { ...owner, email: 'second@canary.example' };
    const own = accepted(await fixture.signIn.createPersonWithAccount({ ...second, accountName: 'Own' }));
    await fixture.database.prisma.member.create({
      data: {
        id: 'member_of_both',
        accountId: joined.accountId,
        personId: own.personId,
        role: 'VIEWER',
        createdAt: new Date(),
      },
    });
    const token = await signInAs(fixture.signIn, second);
    const viewerIn = (account: string) =>
      fixture.signIn.viewerOf(bearer(token, { 'x-paifang-account': account }));
    expect((await fixture.signIn.viewerOf(bearer(token))).kind).toBe('nobody');
    expect(await viewerIn(own.accountId)).toMatchObject({ accountId: own.accountId, role: 'OWNER' });
    expect(await viewerIn(joined.accountId)).toMatchObject({ accountId: joined.accountId, role: 'VIEWER' });
    expect((await viewerIn('account_of_others')).kind).toBe('nobody');

    const authorization = { authorization: `Bearer ${token}` };
    const chosen = { organizationId: own.accountId };
    expect((await post(fixture.signIn, '/organization/set-active', chosen, authorization)).status).toBe(200);
    expect(await fixture.signIn.viewerOf(bearer(token))).toMatchObject({ accountId: own.accountId });
  });
});

describe('what is no credential', () => {
  it('is nobody: nothing, garbage, another scheme, 200 KB, a forged signature, a claim of a connection', async () => {
    const token = await signInAs(fixture.signIn, owner);
    const forged = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    const attempts = [
      new Headers(),
      bearer('garbage'),
      bearer(forged),
      bearer(`${token}.c2lnbmF0dXJl`),
      bearer('x'.repeat(200_000)),
      bearer(`pft_${'a'.repeat(64)}`),
      bearer(`pfh_${'a'.repeat(43)}`),
      new Headers({ authorization: `Basic ${token}` }),
      new Headers({ cookie: `better-auth.session_token=${token}` }),
      headersOfConnection(
        { personId: joined.personId, role: 'OWNER', accountId: joined.accountId },
        undefined,
      ),
      headersOfConnection(null, undefined),
    ];
    for (const headers of attempts) {
      const viewer = await fixture.signIn.viewerOf(headers);
      expect(viewer.kind).toBe('nobody');
    }
  });

  it('is told apart from nobody who shows nothing, by who shows something that proves nothing', async () => {
    expect(await fixture.signIn.viewerOf(new Headers())).toEqual({ kind: 'nobody' });
    expect(await fixture.signIn.viewerOf(bearer(`pft_${'a'.repeat(64)}`))).toEqual({
      kind: 'nobody',
      refused: true,
    });
  });

  it('is not mended by a cookie: a wrong Authorization header counts alone', async () => {
    const response = await post(fixture.signIn, '/sign-in/email', owner);
    const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';');
    expect((await fixture.signIn.viewerOf(new Headers({ cookie, authorization: 'Bearer x' }))).kind).toBe(
      'nobody',
    );
    expect((await fixture.signIn.viewerOf(headersOfConnection({}, cookie))).kind).toBe('member');
    const wrong = headersOfConnection({ authorization: 'Bearer x' }, cookie);
    expect((await fixture.signIn.viewerOf(wrong)).kind).toBe('nobody');
  });

  it('is not asked for a second time in the same two seconds, however many ask', async () => {
    const token = await signInAs(fixture.signIn, owner);
    const node = fixture.otherNode();
    const viewers = await Promise.all(Array.from({ length: 50 }, () => node.viewerOf(bearer(token))));
    expect(new Set(viewers).size).toBe(1);
    expect(await node.viewerOf(bearer(token))).toBe(viewers[0]);
    fixture.clock.advance(2_000);
    expect(await node.viewerOf(bearer(token))).not.toBe(viewers[0]);
  });
});

describe('guessing', () => {
  it('60 times in a row ends in 429 with the time to wait, and stops nobody else', async () => {
    const statuses: number[] = [];
    let last = new Response();
    for (let guess = 0; guess < 60; guess += 1) {
      const body = { email: owner.email, password: `wrong password ${guess}` };
      // The header is an attempt to look like somebody else each time.
      const disguise = {
        'x-forwarded-for': `203.0.113.${guess}`,
        'x-paifang-client-address': `203.0.113.${guess}`,
      };
      last = await post(fixture.signIn, '/sign-in/email', body, disguise, '198.51.100.7');
      statuses.push(last.status);
    }
    expect(statuses.slice(0, 30).every((status) => status === 401)).toBe(true);
    expect(statuses.slice(30).every((status) => status === 429)).toBe(true);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    const otherNode = await post(fixture.otherNode(), '/sign-in/email', owner, {}, '198.51.100.7');
    expect(otherNode.status).toBe(429);
    expect((await post(fixture.signIn, '/sign-in/email', owner, {}, '198.51.100.8')).status).toBe(200);
  });

  it('from a foreign page, with or without a cookie, does not reach the passwords', async () => {
    const page = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' };
    expect((await post(fixture.signIn, '/sign-in/email', owner, { ...page, cookie: 'x=1' })).status).toBe(
      403,
    );
    const form = { ...page, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect((await post(fixture.signIn, '/sign-in/email', owner, form)).status).toBe(403);
    const own = { origin: baseUrl, cookie: 'x=1' };
    expect((await post(fixture.signIn, '/sign-in/email', owner, own)).status).toBe(200);
  });
});

import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createAccountsDatabase } from '../../src/accounts/accounts-database.ts';
import { createSignIn, type SignIn } from '../../src/accounts/sign-in.ts';
import type { Viewer } from '../../src/accounts/viewer.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { done } from '../../src/kernel/outcome.ts';
import { accepted, bearer, memberOf, owner, post, signInAs } from '../accounts/accounts-fixture.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { openPlainSocket, type PlainSocket } from '../support/plain-socket.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

const secret = randomBytes(32).toString('hex');

let shop: Workshop;
let app: GraphqlApp;
let signIn: SignIn;
let accountId: string;
let ownerSession: string;
let asOwner: Viewer;
/** Somebody whose rights stay, of the same group. */
let kept: PlainSocket;

function deskOn({ database, cipher }: Workshop): SignIn {
  return createSignIn({
    database: createAccountsDatabase(database.prisma, cipher, systemClock),
    secret,
    baseUrl: 'http://127.0.0.1:4000',
    trustedOrigins: [],
  });
}

beforeAll(async () => {
  shop = await openWorkshop();
  // better-auth dates what it gives out by the process's own clock.
  shop.clock.advance(Date.now() - shop.clock.now().getTime());
  // What the gateway does by itself from time to time, it does when a test lets the time pass.
  jest.useFakeTimers({
    doNotFake: [
      'Date',
      'hrtime',
      'performance',
      'nextTick',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setTimeout',
      'clearTimeout',
    ],
  });
  signIn = deskOn(shop);
  app = await openGraphqlApp({ on: shop, desk: () => signIn });
  ({ accountId } = accepted(await signIn.createPersonWithAccount({ ...owner, accountName: 'Teahouse' })));
  ownerSession = await signInAs(signIn, owner);
  asOwner = await signIn.viewerOf(bearer(ownerSession));
});
afterAll(async () => {
  await app.close();
  jest.useRealTimers();
  await shop.close();
});
beforeEach(async () => {
  kept = await following((await newToken()).token);
});
afterEach(() => kept.close());

async function newToken(): Promise<{ id: string; token: string }> {
  return accepted(await signIn.createApiToken(asOwner, { name: 'ci', role: 'VIEWER', expiresInDays: 1 }));
}

let people = 0;

/** A developer who has signed in. */
async function newMember(): Promise<{ memberId: string; session: string }> {
  people += 1;
  const person = { ...owner, email: `member-${people}@canary.example` };
  accepted(await signIn.addPersonToAccount({ ...person, accountId, role: 'DEVELOPER' }));
  const session = await signInAs(signIn, person);
  const { memberId } = memberOf(await signIn.viewerOf(bearer(session)));
  return { memberId, session };
}

async function asTheOwner(path: string, body: object): Promise<void> {
  const asked = { organizationId: accountId, ...body };
  const response = await post(signIn, path, asked, { authorization: `Bearer ${ownerSession}` });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}

async function following(credential: string): Promise<PlainSocket> {
  const socket = await openPlainSocket(app.url);
  await socket.signIn(credential);
  const { data } = await app.ask(ownerSession, '{ cursor }');
  socket.subscribe('1', `subscription { accountEvents(after: "${data.cursor}") { type } }`);
  return socket;
}

async function happens(): Promise<void> {
  const actor = { accountId, label: 'test', personId: 'person_1' };
  await app.shop.perform({ actor, name: 'test', input: {} }, async (records) => {
    records.record({ type: 'PROGRAM_UPDATED', payload: {} });
    return done(undefined);
  });
}

/** It is live: what comes next comes at once. */
async function hasHeardOne(...sockets: readonly PlainSocket[]): Promise<void> {
  await happens();
  for (const socket of sockets) expect(await socket.next()).toMatchObject({ id: '1', type: 'next' });
}

interface Open {
  readonly socket: PlainSocket;
  /** Ends its rights on this node. */
  end(): Promise<unknown>;
}

const endings: [string, string, () => Promise<Open>][] = [
  [
    'the token was revoked',
    'the token was revoked or has expired: use another',
    async () => {
      const { id, token } = await newToken();
      const mutation =
        'mutation ($id: ID!) { revokeApiToken(input: { id: $id }) { id problems { message } } }';
      return { socket: await following(token), end: () => app.ask(ownerSession, mutation, { id }) };
    },
  ],
  [
    'the member was removed',
    'you are no longer a member of the account',
    async () => {
      const { memberId, session } = await newMember();
      const end = async () => {
        await asTheOwner('/organization/remove-member', { memberIdOrEmail: memberId });
      };
      return { socket: await following(session), end };
    },
  ],
  [
    'the role was lowered',
    'your role has changed: connect again',
    async () => {
      const { memberId, session } = await newMember();
      const end = () => asTheOwner('/organization/update-member-role', { memberId, role: 'VIEWER' });
      return { socket: await following(session), end };
    },
  ],
  [
    'the session was ended',
    'the session has ended: sign in again',
    async () => {
      const { session } = await newMember();
      const end = () => post(signIn, '/sign-out', {}, { authorization: `Bearer ${session}` });
      return { socket: await following(session), end };
    },
  ],
];

describe('an event that was committed after', () => {
  it.each(endings)(
    '%s is not told, and the socket is closed with the reason',
    async (_what, reason, open) => {
      const { socket, end } = await open();
      await hasHeardOne(socket, kept);
      await end();
      await happens();
      expect(await kept.next()).toMatchObject({ id: '1', type: 'next' });
      expect(await socket.closed).toEqual({ code: 4403, reason });
      expect(socket.received).toEqual([]);
    },
  );

  it('a host’s credential was revoked finds its socket closed, with the reason', async () => {
    const { id, token } = await signIn.createHostCredential('tieba');
    const socket = await openPlainSocket(app.url);
    await socket.signIn(token);
    socket.subscribe('1', 'subscription { hostInbox { id } }');
    await signIn.revokeHostCredential(id);
    expect(await socket.closed).toEqual({ code: 4403, reason: 'the credential was revoked: use another' });
    expect(socket.received).toEqual([]);
  });

  it('a revocation waits until it is known whom that ends, and so it does where nobody can be asked', async () => {
    const { id, token } = await newToken();
    const socket = await following(token);
    await hasHeardOne(socket, kept);
    const { endingsOf } = signIn;
    const failed = new Promise<void>((resolve) => {
      signIn.endingsOf = () => {
        resolve();
        return Promise.reject(new Error('the database is gone'));
      };
    });
    accepted(await signIn.revokeApiToken(asOwner, id));
    await failed;
    await happens();
    for (let n = 0; n < 50; n += 1) await new Promise((resolve) => setImmediate(resolve));
    expect([socket.received, kept.received]).toEqual([[], []]);
    signIn.endingsOf = endingsOf;
    await app.graphql.recheckSockets();
    expect(await socket.closed).toMatchObject({ code: 4403 });
    expect(await kept.next()).toMatchObject({ id: '1', type: 'next' });
    expect(socket.received).toEqual([]);
  });

  it('a revocation finds the socket closed of who had just been found out to be somebody', async () => {
    const { id, token } = await newToken();
    const { viewerOf } = signIn;
    let letIn = (): void => {};
    const isFound = new Promise<void>((found) => {
      signIn.viewerOf = async (headers) => {
        const viewer = await viewerOf(headers);
        found();
        await new Promise<void>((resolve) => {
          letIn = resolve;
        });
        return viewer;
      };
    });
    const socket = await openPlainSocket(app.url);
    const entered = socket.signIn(token);
    await isFound;
    signIn.viewerOf = viewerOf;
    accepted(await signIn.revokeApiToken(asOwner, id));
    letIn();
    await entered.catch(() => {});
    expect(await socket.closed).toMatchObject({ code: 4403 });
  });
});

describe('rights that end where this node hears nothing of it', () => {
  it('are found to have ended by the look of every two seconds', async () => {
    const { id, token } = await newToken();
    const socket = await following(token);
    await hasHeardOne(socket, kept);
    // As another node does, or the operator's command.
    accepted(await deskOn(shop).revokeApiToken(asOwner, id));
    jest.advanceTimersByTime(2_000);
    expect(await socket.closed).toEqual({
      code: 4403,
      reason: 'the token was revoked or has expired: use another',
    });
  });
});

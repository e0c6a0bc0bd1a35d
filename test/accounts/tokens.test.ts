import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isAtLeast, mayAct, type Role, roles, type Viewer } from '../../src/accounts/viewer.ts';
import {
  accepted,
  bearer,
  type Fixture,
  memberOf,
  openFixture,
  owner,
  signInAs,
} from './accounts-fixture.ts';

let fixture: Fixture;
let accountId: string;
let asOwner: Viewer;

beforeAll(async () => {
  fixture = await openFixture();
  const joined = accepted(
    await fixture.signIn.createPersonWithAccount({ ...owner, accountName: 'Teahouse' }),
  );
  accountId = joined.accountId;
  asOwner = await fixture.signIn.viewerOf(bearer(await signInAs(fixture.signIn, owner)));
});
afterAll(() => fixture.close());

async function join(role: Role): Promise<Viewer> {
  const person = { ...owner, email: `${role}@canary.example` };
  accepted(await fixture.signIn.addPersonToAccount({ ...person, accountId, role }));
  return fixture.signIn.viewerOf(bearer(await signInAs(fixture.signIn, person)));
}

describe('a role', () => {
  it('may do what itself and each weaker role may', () => {
    for (const [index, role] of roles.entries()) {
      for (const [other, needed] of roles.entries()) expect(isAtLeast(role, needed)).toBe(index <= other);
    }
    expect(mayAct(asOwner, 'OWNER')).toBe(true);
    expect(mayAct({ kind: 'token', accountId, tokenId: 't', role: 'DEVELOPER' }, 'DEVELOPER')).toBe(true);
    expect(mayAct({ kind: 'token', accountId, tokenId: 't', role: 'DEVELOPER' }, 'ADMIN')).toBe(false);
  });

  it('is nothing that a host or nobody has', () => {
    expect(mayAct({ kind: 'host', hostId: 'h', credentialId: 'c' }, 'VIEWER')).toBe(false);
    expect(mayAct({ kind: 'nobody' }, 'VIEWER')).toBe(false);
  });
});

describe('an API token', () => {
  const ci = { name: 'ci', role: 'DEVELOPER', expiresInDays: 90 } as const;

  it('is shown once, acts for its account in its role, and says when it ends', async () => {
    const { id, token } = accepted(await fixture.signIn.createApiToken(asOwner, ci));
    expect(token).toMatch(/^pft_[A-Za-z]{64}$/);
    const viewer = await fixture.signIn.viewerOf(bearer(token));
    expect(viewer).toMatchObject({ kind: 'token', accountId, tokenId: id, role: 'DEVELOPER' });
    const days = (Number(viewer.expiresAt) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(89.9);
    expect(days).toBeLessThan(90.1);
    const listed = accepted(await fixture.signIn.listApiTokens(asOwner)).find((row) => row.id === id);
    expect(listed).toMatchObject({ name: 'ci', role: 'DEVELOPER', start: token.slice(0, 8) });
    expect(listed?.lastUsedAt).toBeInstanceOf(Date);
    expect(JSON.stringify(listed)).not.toContain(token);
  });

  it('is refused in any other account than its own', async () => {
    const { token } = accepted(await fixture.signIn.createApiToken(asOwner, ci));
    const named = (account: string) =>
      fixture.signIn.viewerOf(bearer(token, { 'x-paifang-account': account }));
    expect((await named(accountId)).kind).toBe('token');
    expect((await named('account_of_others')).kind).toBe('nobody');
  });

  it('is nobody once revoked: here at once, on another node within two seconds', async () => {
    const { id, token } = accepted(await fixture.signIn.createApiToken(asOwner, ci));
    const other = fixture.otherNode();
    expect((await fixture.signIn.viewerOf(bearer(token))).kind).toBe('token');
    expect((await other.viewerOf(bearer(token))).kind).toBe('token');
    expect(await fixture.signIn.revokeApiToken(asOwner, id)).toEqual({ ok: true, value: { id } });
    expect((await fixture.signIn.viewerOf(bearer(token))).kind).toBe('nobody');
    fixture.clock.advance(2_000);
    expect((await other.viewerOf(bearer(token))).kind).toBe('nobody');
    expect(await fixture.signIn.revokeApiToken(asOwner, id)).toMatchObject({
      problems: [{ code: 'NOT_FOUND' }],
    });
  });

  it('is nobody from the moment it expires', async () => {
    const { token } = accepted(await fixture.signIn.createApiToken(asOwner, { ...ci, expiresInDays: 1 }));
    const viewer = await fixture.signIn.viewerOf(bearer(token));
    expect(viewer.kind).toBe('token');
    fixture.clock.advance(Number(viewer.expiresAt) - fixture.clock.now().getTime());
    expect((await fixture.signIn.viewerOf(bearer(token))).kind).toBe('nobody');
    expect((await fixture.otherNode().viewerOf(bearer(token))).kind).toBe('nobody');
  });

  it('is made, listed and revoked by owners and administrators who signed in, up to their own role', async () => {
    const [admin, developer] = [await join('ADMIN'), await join('DEVELOPER')];
    const { id, token } = accepted(await fixture.signIn.createApiToken(admin, { ...ci, role: 'ADMIN' }));
    const asToken = await fixture.signIn.viewerOf(bearer(token));
    const refused = [
      await fixture.signIn.createApiToken(admin, { ...ci, role: 'OWNER' }),
      await fixture.signIn.createApiToken(developer, { ...ci, role: 'VIEWER' }),
      await fixture.signIn.createApiToken(asToken, { ...ci, role: 'VIEWER' }),
      await fixture.signIn.createApiToken({ kind: 'nobody' }, ci),
      await fixture.signIn.listApiTokens(developer),
      await fixture.signIn.listApiTokens({ kind: 'host', hostId: 'h', credentialId: 'c' }),
      await fixture.signIn.revokeApiToken(developer, id),
    ];
    for (const outcome of refused)
      expect(outcome).toMatchObject({ ok: false, problems: [{ code: 'FORBIDDEN' }] });
    expect(accepted(await fixture.signIn.listApiTokens(asToken)).length).toBeGreaterThan(0);
  });

  it('is out of reach for the owner of another account', async () => {
    const stranger = { ...owner, email: 'stranger@canary.example' };
    accepted(await fixture.signIn.createPersonWithAccount({ ...stranger, accountName: 'Other' }));
    const asStranger = await fixture.signIn.viewerOf(bearer(await signInAs(fixture.signIn, stranger)));
    const { id, token } = accepted(await fixture.signIn.createApiToken(asOwner, ci));
    expect(await fixture.signIn.revokeApiToken(asStranger, id)).toMatchObject({
      problems: [{ code: 'NOT_FOUND' }],
    });
    expect(accepted(await fixture.signIn.listApiTokens(asStranger))).toEqual([]);
    const posing = { ...memberOf(asStranger), accountId };
    await expect(fixture.signIn.createApiToken(posing, ci)).rejects.toThrow();
    expect((await fixture.signIn.viewerOf(bearer(token))).kind).toBe('token');
  });

  it('needs a name and an end', async () => {
    const outcomes = [
      await fixture.signIn.createApiToken(asOwner, { ...ci, name: ' ' }),
      await fixture.signIn.createApiToken(asOwner, { ...ci, name: 'x'.repeat(65) }),
      await fixture.signIn.createApiToken(asOwner, { ...ci, expiresInDays: 0 }),
      await fixture.signIn.createApiToken(asOwner, { ...ci, expiresInDays: 366 }),
      await fixture.signIn.createApiToken(asOwner, { ...ci, expiresInDays: Number.NaN }),
    ];
    for (const outcome of outcomes) expect(outcome).toMatchObject({ problems: [{ code: 'INVALID_INPUT' }] });
  });
});

describe('a host credential', () => {
  it('speaks for one host and no account', async () => {
    const { id, token } = await fixture.signIn.createHostCredential('bilibili');
    expect(token).toMatch(/^pfh_[A-Za-z0-9_-]{43}$/);
    const viewer = await fixture.signIn.viewerOf(bearer(token, { 'x-paifang-account': accountId }));
    expect(viewer).toEqual({ kind: 'host', hostId: 'bilibili', credentialId: id });
  });

  it('can be followed by another before it is revoked', async () => {
    const first = await fixture.signIn.createHostCredential('car-host');
    const second = await fixture.signIn.createHostCredential('car-host');
    expect((await fixture.signIn.viewerOf(bearer(first.token))).kind).toBe('host');
    expect(await fixture.signIn.revokeHostCredential(first.id)).toBe(true);
    expect((await fixture.signIn.viewerOf(bearer(first.token))).kind).toBe('nobody');
    expect((await fixture.signIn.viewerOf(bearer(second.token))).kind).toBe('host');
    expect(await fixture.signIn.revokeHostCredential(first.id)).toBe(false);
    const listed = await fixture.signIn.listHostCredentials('car-host');
    expect(listed.filter(({ revokedAt }) => revokedAt === undefined).map(({ id }) => id)).toEqual([
      second.id,
    ]);
  });
});

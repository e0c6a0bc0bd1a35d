import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  accepted,
  bearer,
  type Fixture,
  memberOf,
  openFixture,
  owner,
  post,
  signInAs,
} from './accounts-fixture.ts';

let fixture: Fixture;
let accountId: string;
let sessionToken: string;

beforeAll(async () => {
  fixture = await openFixture();
  const joined = accepted(
    await fixture.signIn.createPersonWithAccount({ ...owner, accountName: 'Canary Teahouse' }),
  );
  accountId = joined.accountId;
  sessionToken = await signInAs(fixture.signIn, owner);
});
afterAll(() => fixture.close());

async function everyText(): Promise<string> {
  const { rows: columns } = await fixture.database.pool.query<{ table_name: string; column_name: string }>(
    `SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'`,
  );
  const texts: string[] = [];
  for (const { table_name, column_name } of columns) {
    const { rows } = await fixture.database.pool.query<{ cell: string }>(
      `SELECT "${column_name}"::text AS cell FROM "${table_name}" WHERE "${column_name}" IS NOT NULL`,
    );
    texts.push(...rows.map(({ cell }) => cell));
  }
  return texts.join('\n').toLowerCase();
}

describe('the database', () => {
  it('holds no e-mail, name, address, token or password in plain, hex or base64', async () => {
    const viewer = await fixture.signIn.viewerOf(bearer(sessionToken));
    const address = '198.51.100.77';
    const agent = { 'user-agent': 'Canary Browser 1.0' };
    expect((await post(fixture.signIn, '/sign-in/email', owner, agent, address)).status).toBe(200);
    const api = accepted(
      await fixture.signIn.createApiToken(viewer, { name: 'ci', role: 'VIEWER', expiresInDays: 1 }),
    );
    const host = await fixture.signIn.createHostCredential('bilibili');
    const invited = { email: 'Guest@canary.example', role: 'VIEWER', organizationId: accountId };
    const authorization = { authorization: `Bearer ${sessionToken}` };
    expect((await post(fixture.signIn, '/organization/invite-member', invited, authorization)).status).toBe(
      200,
    );

    const text = await everyText();
    expect(text).toContain('pf1.d.');
    for (const canary of [
      owner.email,
      owner.name,
      owner.password,
      'Canary Teahouse',
      agent['user-agent'],
      address,
      sessionToken,
      api.token,
      host.token,
      invited.email,
    ]) {
      for (const plain of [canary, canary.toLowerCase()]) {
        const bytes = Buffer.from(plain);
        for (const form of [plain, bytes.toString('hex'), bytes.toString('base64url')]) {
          expect(text).not.toContain(form.toLowerCase());
        }
      }
    }
  });

  it('gives its members back in plain to those who may read them', async () => {
    expect(await fixture.signIn.listMembers(accountId)).toMatchObject([
      { role: 'OWNER', name: owner.name, email: owner.email.toLowerCase() },
    ]);
    expect(await fixture.signIn.readAccount(accountId)).toMatchObject({
      id: accountId,
      name: 'Canary Teahouse',
    });
    expect(await fixture.signIn.readAccount('account_of_nobody')).toBeUndefined();
  });

  it('is not believed where a cell was moved from one row to another', async () => {
    const other = { ...owner, email: 'other@canary.example', name: 'Canary Other' };
    const { personId } = accepted(
      await fixture.signIn.addPersonToAccount({ ...other, accountId, role: 'VIEWER' }),
    );
    const [first] = await fixture.signIn.listMembers(accountId);
    const { prisma } = fixture.database;
    const before = await prisma.person.findUniqueOrThrow({ where: { id: personId } });
    const foreign = await prisma.person.findUniqueOrThrow({ where: { id: first?.personId ?? '' } });
    await prisma.person.update({ where: { id: personId }, data: { sealedName: foreign.sealedName } });
    await expect(fixture.signIn.listMembers(accountId)).rejects.toThrow('belongs to another row');
    await prisma.person.update({ where: { id: personId }, data: { sealedName: before.sealedName } });
    expect(await fixture.signIn.listMembers(accountId)).toHaveLength(2);
  });

  it('serves on under a new master key while the previous one is given, and not without it', async () => {
    const newKey = randomBytes(32);
    const rotated = fixture.otherNode({ masterKeys: [newKey, fixture.masterKey] });
    expect((await rotated.viewerOf(bearer(sessionToken))).kind).toBe('member');
    const fresh = await signInAs(rotated, owner);
    expect(memberOf(await rotated.viewerOf(bearer(fresh))).accountId).toBe(accountId);
    const authorization = { authorization: `Bearer ${fresh}` };
    const passwords = { currentPassword: owner.password, newPassword: 'a different password' };
    expect((await post(rotated, '/change-password', passwords, authorization)).status).toBe(200);
    expect(await signInAs(rotated, { ...owner, password: passwords.newPassword })).toBeTruthy();
    const again = await rotated.createPersonWithAccount({ ...owner, accountName: 'Twice' });
    expect(again).toMatchObject({ problems: [{ code: 'EMAIL_TAKEN' }] });
    await post(rotated, '/sign-out', {}, { authorization: `Bearer ${sessionToken}` });
    expect((await rotated.viewerOf(bearer(sessionToken))).kind).toBe('nobody');
    expect((await fixture.otherNode({ masterKeys: [newKey] }).viewerOf(bearer(sessionToken))).kind).toBe(
      'nobody',
    );
  });
});

describe('an invitation', () => {
  it('is taken up by the person whose e-mail it names, and by nobody else', async () => {
    const admin = { ...owner, email: 'admin@canary.example' };
    const guest = { ...owner, email: 'guest2@canary.example' };
    accepted(await fixture.signIn.addPersonToAccount({ ...admin, accountId, role: 'ADMIN' }));
    const home = accepted(await fixture.signIn.createPersonWithAccount({ ...guest, accountName: 'Home' }));
    const [asAdmin, asGuest] = [await signInAs(fixture.signIn, admin), await signInAs(fixture.signIn, guest)];
    const invited = await post(
      fixture.signIn,
      '/organization/invite-member',
      { email: guest.email, role: 'DEVELOPER', organizationId: accountId },
      { authorization: `Bearer ${asAdmin}` },
    );
    const { id: invitationId } = (await invited.json()) as { id: string };
    const accept = (token: string) =>
      post(
        fixture.signIn,
        '/organization/accept-invitation',
        { invitationId },
        { authorization: `Bearer ${token}` },
      );
    expect((await accept(asAdmin)).status).toBe(403);
    expect((await accept(asGuest)).status).toBe(200);
    const joined = await fixture.signIn.viewerOf(bearer(asGuest, { 'x-paifang-account': accountId }));
    expect(joined).toMatchObject({ kind: 'member', accountId, personId: home.personId, role: 'DEVELOPER' });
  });
});

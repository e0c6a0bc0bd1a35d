import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Viewer } from '../../src/accounts/viewer.ts';
import { accepted, bearer, type Fixture, openFixture, owner, signInAs } from './accounts-fixture.ts';

let fixture: Fixture;
let accountId: string;
let asOwner: Viewer;

beforeAll(async () => {
  fixture = await openFixture();
  accountId = accepted(
    await fixture.signIn.createPersonWithAccount({ ...owner, accountName: 'Teahouse' }),
  ).accountId;
  asOwner = await fixture.signIn.viewerOf(bearer(await signInAs(fixture.signIn, owner)));
});
afterAll(() => fixture.close());

async function joined(name: string): Promise<Viewer> {
  const person = { ...owner, email: `${name}@canary.example` };
  accepted(await fixture.signIn.addPersonToAccount({ ...person, accountId, role: 'DEVELOPER' }));
  return fixture.signIn.viewerOf(bearer(await signInAs(fixture.signIn, person)));
}

/** Why the viewer is no longer who they were, as a node finds that was told of nothing. */
async function ending(viewer: Viewer) {
  return (await fixture.otherNode().endingsOf([asOwner, viewer]))[1];
}

describe('who was let in', () => {
  it('is told from who no longer is, all in the order in which they were asked about', async () => {
    const { signIn } = fixture;
    const { id, token } = accepted(
      await signIn.createApiToken(asOwner, { name: 'ci', role: 'VIEWER', expiresInDays: 1 }),
    );
    const asToken = await signIn.viewerOf(bearer(token));
    const host = await signIn.createHostCredential('tieba');
    const asHost = await signIn.viewerOf(bearer(host.token));
    const platform = await signIn.createPlatformCredential('BAIDU');
    const asPlatform = await signIn.viewerOf(bearer(platform.token));
    const all = [asOwner, asToken, asHost, asPlatform];
    expect(await signIn.endingsOf(all)).toEqual([undefined, undefined, undefined, undefined]);
    accepted(await signIn.revokeApiToken(asOwner, id));
    await signIn.revokeHostCredential(host.id);
    await signIn.revokePlatformCredential(platform.id);
    expect(await fixture.otherNode().endingsOf(all)).toEqual([
      undefined,
      'TOKEN_ENDED',
      'CREDENTIAL_REVOKED',
      'CREDENTIAL_REVOKED',
    ]);
  });

  it('is another with another role, without the membership, and without the session', async () => {
    const { prisma } = fixture.database;
    const [promoted, left, signedOut] = [await joined('a'), await joined('b'), await joined('c')];
    if (promoted.kind !== 'member' || left.kind !== 'member' || signedOut.kind !== 'member')
      throw new Error();
    expect([await ending(promoted), await ending(left), await ending(signedOut)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    await prisma.member.update({ where: { id: promoted.memberId }, data: { role: 'ADMIN' } });
    await prisma.member.delete({ where: { id: left.memberId } });
    await prisma.session.delete({ where: { id: signedOut.sessionId ?? '' } });
    expect([await ending(promoted), await ending(left), await ending(signedOut)]).toEqual([
      'ROLE_CHANGED',
      'MEMBERSHIP_ENDED',
      'SESSION_ENDED',
    ]);
  });

  it('is asked about together, however many there are', async () => {
    const unknown = { kind: 'token', accountId, tokenId: '', role: 'VIEWER' } as const;
    const many = Array.from({ length: 1_203 }, (_, n) => ({ ...unknown, tokenId: `token_${n}` }));
    const endings = await fixture.signIn.endingsOf([...many, asOwner]);
    expect(endings.filter((one) => one === 'TOKEN_ENDED')).toHaveLength(1_203);
    expect(endings.at(-1)).toBeUndefined();
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { done } from '../../src/kernel/outcome.ts';
import { advanceRegistration } from '../../src/onboarding/advance-registration.ts';
import { askForAuthorisation, LINK_MS } from '../../src/onboarding/ask-for-authorisation.ts';
import { type AuthorisationLink, RETURN_MS } from '../../src/onboarding/authorisation-records.ts';
import { redeemAuthorisation } from '../../src/onboarding/redeem-authorisation.ts';
import { receivePush } from '../../src/review/pushes.ts';
import { createAuthorisationLinks } from '../../src/store/authorisation-links.ts';
import { granted, openRestaurant, type Restaurant } from '../support/restaurant.ts';
import { openWorkshop, type Workshop } from '../support/workshop.ts';

let shop: Workshop;
let place: Restaurant;
let appId: string;
beforeAll(async () => {
  shop = await openWorkshop();
});
beforeEach(async () => {
  place = await openRestaurant(shop);
  appId = `wx-${place.programId}`;
  host().authorised = authorised(['18']);
});
afterAll(() => shop.close());

const host = () => place.connectorOf('WECHAT');
const authorised = (permissions: readonly string[]) =>
  ({ appId, admission: 'PASSED', verification: 'NONE', permissions }) as const;
const links = () => createAuthorisationLinks(shop.database.prisma, shop.cipher);

function ask(more: object = {}) {
  const input = {
    programId: place.programId,
    platform: 'WECHAT',
    email: `${place.programId}@example.com`,
    ...more,
  };
  return askForAuthorisation({ ...place.deps, connectorOf: place.connectorOf }, place.actor, input);
}

function redeem(state: string, code = 'code-1') {
  const deps = {
    ...place.effects,
    links: links(),
    report: () => {},
  };
  return redeemAuthorisation(deps, 'WECHAT', { state, code });
}

const registration = () =>
  shop.database.prisma.registration.findFirst({ where: { programId: place.programId, platform: 'WECHAT' } });
const events = async () =>
  (await shop.eventTypes(place.actor.accountId)).filter((type) => /AUTHORISATION|REGIST/.test(type));

describe('a link for the owner of an existing program', () => {
  it('makes it the registration of the program, and is asked after what the platform says of it', async () => {
    const { token, expiresAt } = granted(await ask());
    expect(expiresAt.getTime()).toBe(shop.clock.now().getTime() + LINK_MS);
    expect(await redeem(token)).toBe('AUTHORISED');
    expect(await registration()).toMatchObject({
      state: 'REGISTERED',
      appId,
      admission: 'PASSED',
      verification: 'NONE',
      permissions: ['18'],
      authorisedSince: shop.clock.now(),
    });
    expect(await events()).toEqual(['AUTHORISATION_ASKED_FOR', 'REGISTERED', 'AUTHORISATION_GRANTED']);
    expect(shop.queue.jobs).toContainEqual({ kind: 'REGISTRATION', id: (await registration())?.id });
    expect(host().count('register')).toBe(0);
  });

  it('serves until its day is over, and for an hour those who have gone on by then', async () => {
    const { token } = granted(await ask());
    shop.clock.advance(LINK_MS + RETURN_MS);
    expect(await redeem(token)).toBe('NOT_VALID');
    expect(await registration()).toBeNull();
    const next = granted(await ask());
    shop.clock.advance(LINK_MS + RETURN_MS - 1);
    expect(await redeem(next.token)).toBe('AUTHORISED');
  });

  it('leads to twenty pages of the platform, and to no more', async () => {
    const { token } = granted(await ask());
    const link = await links().linkOf('WECHAT', token);
    const pages = Array.from({ length: 21 }, (_, n) => `mark-${n}`);
    const noted = [];
    for (const page of pages) noted.push(await links().notePage(link?.id ?? '', page));
    expect(noted.indexOf(false)).toBe(20);
    expect(await links().linkOfPage('WECHAT', 'mark-19')).toEqual(link);
    expect(await links().linkOfPage('WECHAT', 'mark-20')).toBeUndefined();
    expect(await links().linkOfPage('BAIDU', 'mark-19')).toBeUndefined();
  });

  it('is not made where the rules do not let the program be registered', async () => {
    await shop.database.prisma.acceptance.deleteMany({ where: { accountId: place.actor.accountId } });
    expect(await ask()).toMatchObject({ ok: false, problems: [{ code: 'AGREEMENT_REQUIRED' }] });
    expect(
      await shop.database.prisma.authorisationLink.count({ where: { programId: place.programId } }),
    ).toBe(0);
  });

  it('brings nothing in where the rules have come not to let it meanwhile', async () => {
    const { token } = granted(await ask());
    await shop.database.prisma.acceptance.deleteMany({ where: { accountId: place.actor.accountId } });
    expect(await redeem(token)).toBe('NOT_ALLOWED');
    expect(await registration()).toBeNull();
  });

  it('is not made while the platform is being asked to register the program', async () => {
    const { programId } = place;
    granted(
      await shop.perform({ actor: place.actor, name: 'test', input: {} }, async (records) => {
        const program = await records.program(place.actor.accountId, programId);
        if (program) await records.addRegistration(program, 'WECHAT', 'a@example.com');
        return done(undefined);
      }),
    );
    const refused = await ask();
    expect(refused.ok).toBe(false);
    expect(JSON.stringify(refused)).toContain('REGISTRATION_UNDER_WAY');
    await shop.database.prisma.registration.updateMany({ where: { programId }, data: { state: 'REFUSED' } });
  });

  it('says that the platform does not take the code, or does not answer', async () => {
    const { token } = granted(await ask());
    host().authorised = undefined;
    expect(await redeem(token)).toBe('CODE_OVER');
    host().authorised = authorised([]);
    expect(await redeem(token)).toBe('AUTHORISED');
  });

  it('that is asked for again with the same key is the same link', async () => {
    const deps = { ...place.deps, connectorOf: place.connectorOf };
    const input = { programId: place.programId, platform: 'WECHAT', email: 'same@example.com' } as const;
    const one = granted(await askForAuthorisation(deps, place.actor, input, 'key-1'));
    expect(granted(await askForAuthorisation(deps, place.actor, input, 'key-1'))).toEqual(one);
    const other = granted(await askForAuthorisation(deps, place.actor, input, 'key-2'));
    expect(other.token).not.toBe(one.token);
  });
});

describe('a push about an authorisation', () => {
  const hear = async (page?: string) => {
    host().news = { kind: 'AUTHORISED', appId, ...(page ? { page } : {}) };
    const body = `signed ${place.programId} ${Math.random()}`;
    await receivePush(place.pushes, 'WECHAT', { address: 'events', query: {}, body });
    await place.work();
    const push = await shop.database.prisma.hostPush.findFirst({ where: { key: body } });
    return push?.outcome;
  };
  const pageOf = async (token: string): Promise<AuthorisationLink | undefined> => {
    const link = await links().linkOf('WECHAT', token);
    if (link) await links().notePage(link.id, `page ${link.id}`);
    return link;
  };

  it('brings the program in where it names a page to which a link led', async () => {
    const link = await pageOf(granted(await ask()).token);
    host().registration = { state: 'REGISTERED', ...authorised(['18']) };
    expect(await hear(`page ${link?.id}`)).toBe('AUTHORISED');
    expect(await registration()).toMatchObject({ state: 'REGISTERED', appId });
    expect(await hear(`page ${link?.id}`)).toBe('AUTHORISED');
  });

  it.each([undefined, 'a page of nobody'])(
    'of a program that nobody knows is kept for an operator',
    async (page) => {
      expect(await hear(page)).toBe('UNKNOWN_APP');
      expect(await registration()).toBeNull();
    },
  );

  it('of a page whose link has ended brings nothing in', async () => {
    const link = await pageOf(granted(await ask()).token);
    shop.clock.advance(LINK_MS + RETURN_MS);
    expect(await hear(`page ${link?.id}`)).toBe('UNKNOWN_APP');
    expect(await registration()).toBeNull();
  });

  it('of a program that is registered has the platform asked what it may do for it now', async () => {
    await redeem(granted(await ask()).token);
    const since = shop.clock.now();
    await place.work().catch(() => {});
    shop.clock.advance(60_000);
    host().registration = { state: 'REGISTERED', ...authorised(['18', '30']) };
    expect(await hear()).toBe('AUTHORISED');
    expect(await registration()).toMatchObject({ permissions: ['18', '30'], authorisedSince: since });
    expect(
      (await shop.eventTypes(place.actor.accountId)).filter((type) => type === 'AUTHORISATION_GRANTED'),
    ).toHaveLength(2);
    await hear();
    expect(
      (await shop.eventTypes(place.actor.accountId)).filter((type) => type === 'AUTHORISATION_GRANTED'),
    ).toHaveLength(2);
  });
});

describe('a permission that was taken back', () => {
  const at = () => new Date(shop.clock.now().getTime() - 5_000);
  const revoke = async () => {
    host().news = { kind: 'AUTHORISATION_ENDED', appId, at: at() };
    await receivePush(place.pushes, 'WECHAT', { address: 'events', query: {}, body: `signed gone ${appId}` });
    await place.work();
  };

  it('is over since the platform says so, until it is given again', async () => {
    await redeem(granted(await ask()).token);
    host().registration = { state: 'REGISTERED', ...authorised(['18']) };
    await revoke();
    expect(await registration()).toMatchObject({ authorisationEndedAt: at(), state: 'REGISTERED' });
    expect(await events()).toContain('AUTHORISATION_ENDED');

    shop.clock.advance(1_000);
    const { token } = granted(await ask({ email: undefined }));
    host().authorised = { ...authorised(['18']), appId: 'wx-other' };
    expect(await redeem(token)).toBe('OTHER_PROGRAM');
    host().authorised = authorised(['18']);
    expect(await redeem(token, 'code-2')).toBe('AUTHORISED');
    expect(await registration()).toMatchObject({
      appId,
      authorisationEndedAt: null,
      authorisedSince: shop.clock.now(),
    });
  });

  it('stays over though the platform was being asked as it was taken back', async () => {
    await redeem(granted(await ask()).token);
    host().registration = { state: 'REGISTERED', ...authorised(['18']) };
    await place.work();
    const { id = '' } = (await registration()) ?? {};
    // The answer is of before; the push comes in while it is on its way.
    const lookUp = host().lookUpRegistration.bind(host());
    host().lookUpRegistration = async () => {
      const before = await lookUp();
      await shop.database.prisma.registration.update({ where: { id }, data: { authorisationEndedAt: at() } });
      return { ...before, permissions: ['18', '30'] } as typeof before;
    };
    await advanceRegistration(place.effects, id);
    expect(await registration()).toMatchObject({ authorisationEndedAt: at(), permissions: ['18'] });
  });
});

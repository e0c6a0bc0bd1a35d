import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readForm } from '../../src/demo/browser.ts';
import { openSandboxedGateway, type SandboxedGateway } from '../support/sandboxed-gateway.ts';

let place: SandboxedGateway;
beforeAll(async () => {
  place = await openSandboxedGateway();
}, 120_000);
afterAll(() => place.stop());

type Platform = 'WECHAT' | 'BAIDU';
type Values = Readonly<Record<string, string>>;

/** Another program of the account, which nobody has registered anywhere. */
async function newProgram(): Promise<string> {
  const { prisma } = place.gateway.database;
  const first = await prisma.program.findUniqueOrThrow({
    where: { id: place.programId },
    include: { materials: true },
  });
  const manifest = { ...(first.manifest as object), name: `面馆${randomBytes(4).toString('hex')}` };
  const materials = first.materials.map(({ paper, fileId, validFrom, validUntil }) => ({
    paper,
    fileId,
    validFrom,
    validUntil,
    holder: '某某餐饮有限公司',
  }));
  const { createProgram } = await place.ask(
    `mutation($input: CreateProgramInput!) { createProgram(input: $input) { program { id } problems { message } } }`,
    { input: { manifest, materials } },
  );
  expect(createProgram.problems).toEqual([]);
  return createProgram.program.id;
}

async function askFor(input: object) {
  const { askForAuthorisation } = await place.ask(
    `mutation($input: AskForAuthorisationInput!) {
       askForAuthorisation(input: $input) { link { url expiresAt } problems { code message path } }
     }`,
    { input },
  );
  return askForAuthorisation;
}

async function linkFor(programId: string, platform: Platform): Promise<string> {
  const { link, problems } = await askFor({ programId, platform, email: `${programId}@example.com` });
  expect(problems).toEqual([]);
  return link.url;
}

async function submit(url: string, fields: Values) {
  return fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
}

/** From the link to the platform's page. */
async function platformPage(link: string, device: 'COMPUTER' | 'PHONE' = 'COMPUTER'): Promise<string> {
  const answer = await submit(link, { device });
  expect(answer.status).toBe(303);
  return answer.headers.get('location') ?? '';
}

/** Agrees on the platform's page, as an administrator who may type into it; the address they are sent back to. */
async function agreeOn(page: string, typed: Values = {}): Promise<string> {
  const form = readForm(await (await fetch(page)).text(), page);
  if (!form) throw new Error(`no form at ${page}`);
  const answer = await submit(form.action, { ...form.fields, ...typed });
  expect(answer.status).toBe(302);
  return answer.headers.get('location') ?? '';
}

async function comeBack(address: string): Promise<{ status: number; result: string | null }> {
  const answer = await fetch(address, { redirect: 'manual' });
  const location = answer.headers.get('location');
  return {
    status: answer.status,
    result: location && new URL(location).searchParams.get('result'),
  };
}

async function registrationOf(programId: string, platform: Platform) {
  const { program } = await place.ask(
    `query($id: ID!) { program(id: $id) { registrations {
       id platform state appId admission verification authorisedSince authorisationEndedAt permissions
     } } }`,
    { id: programId },
  );
  return program.registrations.find((one: { platform: string }) => one.platform === platform);
}

/** Asked for until it is so, for at most 20 seconds. */
async function until<Value>(ask: () => Promise<Value | undefined | false | null>): Promise<Value> {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    const found = await ask();
    if (found) return found;
  }
  throw new Error('it does not come to be');
}

describe.each(['WECHAT', 'BAIDU'] as const)('an existing program at %s', (platform) => {
  it('is brought in by its owner, and its id becomes the registration of the program', async () => {
    const programId = await newProgram();
    const link = await linkFor(programId, platform);
    const invitation = await fetch(link);
    expect(invitation.status).toBe(200);
    expect(invitation.headers.get('referrer-policy')).toBe('origin');
    const html = await invitation.text();
    for (const text of ['演示账号 Demo', 'administrator', '管理员']) expect(html).toContain(text);

    const back = await agreeOn(await platformPage(link), { nick_name: '老面馆', app_name: '老面馆' });
    expect(await comeBack(back)).toEqual({ status: 303, result: 'AUTHORISED' });

    const registration = await registrationOf(programId, platform);
    expect(registration).toMatchObject({
      state: 'REGISTERED',
      admission: 'PASSED',
      verification: 'PASSED',
      authorisationEndedAt: null,
    });
    expect(registration.appId).toMatch(platform === 'WECHAT' ? /^wx[0-9a-f]{16}$/ : /^\d{8}$/);
    expect(registration.permissions).toContain(platform === 'WECHAT' ? '18' : '开发管理权限');
    expect(registration.authorisedSince).not.toBeNull();

    // What it grants is used: the gateway speaks for it at once.
    const { reviewQuota } = await place.ask(
      `query($programId: ID!, $platform: Platform!) { reviewQuota(programId: $programId, platform: $platform) { quota { period } problems { message } } }`,
      { programId, platform },
    );
    expect(reviewQuota.problems).toEqual([]);
  });

  it('serves a phone, too', async () => {
    const programId = await newProgram();
    const page = await platformPage(await linkFor(programId, platform), 'PHONE');
    if (platform === 'WECHAT') expect(new URL(page).pathname).toBe('/wxaopen/safe/bindcomponent');
    expect(await comeBack(await agreeOn(page))).toMatchObject({ result: 'AUTHORISED' });
    expect(await registrationOf(programId, platform)).toMatchObject({ state: 'REGISTERED' });
  });

  it('is brought in once, however often its owner comes back', async () => {
    const programId = await newProgram();
    const link = await linkFor(programId, platform);
    const back = await agreeOn(await platformPage(link));
    expect(await comeBack(back)).toEqual({ status: 303, result: 'AUTHORISED' });
    const before = await registrationOf(programId, platform);
    expect(await comeBack(back)).toEqual({ status: 303, result: 'AUTHORISED' });
    expect(await registrationOf(programId, platform)).toEqual(before);
    const { prisma } = place.gateway.database;
    const events = await prisma.event.findMany({ where: { programId, type: 'REGISTERED' } });
    expect(events).toHaveLength(1);
    // It has served: another code under the same link is nobody's.
    const other = new URL(back);
    other.searchParams.set(platform === 'WECHAT' ? 'auth_code' : 'authorization_code', 'another');
    expect(await comeBack(other.href)).toEqual({ status: 403, result: null });
    expect((await fetch(link)).status).toBe(404);
    expect((await submit(link, { device: 'PHONE' })).status).toBe(404);
  });

  it('of two returns at the same time is brought in by one, and the other is told so when it is made again', async () => {
    const programId = await newProgram();
    const back = await agreeOn(await platformPage(await linkFor(programId, platform)));
    const results = await Promise.all([comeBack(back), comeBack(back)]);
    // The platform takes a code once: who came second may be told so, and asked to start again.
    expect(results.map(({ result }) => result)).toContain('AUTHORISED');
    expect(await comeBack(back)).toMatchObject({ result: 'AUTHORISED' });
    expect(await registrationOf(programId, platform)).toMatchObject({ state: 'REGISTERED' });
  });

  it('is not brought in with a state that is forged, or of the other platform', async () => {
    const programId = await newProgram();
    const back = new URL(await agreeOn(await platformPage(await linkFor(programId, platform))));
    const forged = new URL(back);
    forged.searchParams.set('state', randomBytes(32).toString('base64url'));
    expect(await comeBack(forged.href)).toEqual({ status: 403, result: null });
    const foreign = new URL(back);
    foreign.pathname = `/hosts/${platform === 'WECHAT' ? 'baidu' : 'wechat'}/authorised`;
    expect(await comeBack(foreign.href)).toEqual({ status: 403, result: null });
    const without = new URL(back);
    without.searchParams.delete('state');
    expect(await comeBack(without.href)).toEqual({ status: 403, result: null });
    // The way back that the platform gave still leads there.
    expect(await comeBack(back.href)).toMatchObject({ result: 'AUTHORISED' });
  });

  it('says that nobody agreed where the platform sends somebody back without a code', async () => {
    const programId = await newProgram();
    const link = await linkFor(programId, platform);
    const back = new URL(await agreeOn(await platformPage(link)));
    for (const name of ['auth_code', 'authorization_code']) back.searchParams.delete(name);
    const told = (await comeBack(back.href)).result;
    // WeChat's push names the page on which they agreed, so that it may be done although they came back without a code.
    expect(['NOT_AGREED', null]).toContain(told);
  });

  it('that is another program here already is not taken from it', async () => {
    const programId = await newProgram();
    const appId = await place.appId(platform);
    const page = await platformPage(await linkFor(programId, platform));
    const back = await agreeOn(page, platform === 'WECHAT' ? { biz_appid: appId } : { app_id: appId });
    expect(await comeBack(back)).toMatchObject({ result: 'TAKEN' });
    expect(await registrationOf(programId, platform)).toBeUndefined();
    // Its tokens were made anew with that, and it is still spoken for.
    const { reviewQuota } = await place.ask(
      `query($programId: ID!, $platform: Platform!) { reviewQuota(programId: $programId, platform: $platform) { problems { message } } }`,
      { programId: place.programId, platform },
    );
    expect(reviewQuota.problems).toEqual([]);
  });

  it('whose owner took the permission back can be authorised anew, and no other in its place', async () => {
    const programId = await newProgram();
    await comeBack(await agreeOn(await platformPage(await linkFor(programId, platform))));
    const { appId, authorisedSince } = await registrationOf(programId, platform);
    const body = platform === 'WECHAT' ? { appid: appId } : { appId: Number(appId) };
    await place.control(platform, 'apps/revoke', body);
    const ended = await until(async () => {
      const now = await registrationOf(programId, platform);
      return now.authorisationEndedAt && now;
    });
    expect(ended).toMatchObject({ state: 'REGISTERED', appId, authorisedSince });

    const again = await askFor({ programId, platform });
    expect(again.problems).toEqual([]);
    const other = await agreeOn(
      await platformPage(again.link.url),
      platform === 'WECHAT' ? { biz_appid: '' } : {},
    );
    expect(await comeBack(other)).toMatchObject({ result: 'OTHER_PROGRAM' });
    const back = await agreeOn(await platformPage(again.link.url), { app_id: appId });
    expect(await comeBack(back)).toMatchObject({ result: 'AUTHORISED' });
    expect(await registrationOf(programId, platform)).toMatchObject({ appId, authorisationEndedAt: null });
    const { reviewQuota } = await place.ask(
      `query($programId: ID!, $platform: Platform!) { reviewQuota(programId: $programId, platform: $platform) { problems { message } } }`,
      { programId, platform },
    );
    expect(reviewQuota.problems).toEqual([]);
  });

  it('needs the address under which the platform knows it, and agreements that are kept', async () => {
    const programId = await newProgram();
    const { problems } = await askFor({ programId, platform });
    expect(problems).toMatchObject([{ code: 'INVALID_INPUT', path: 'input.email' }]);
    const nobodys = await askFor({ programId: 'prog_none', platform, email: 'a@example.com' });
    expect(nobodys.problems).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it('leaves neither link nor code in an address that stays, nor in the log of events', async () => {
    const programId = await newProgram();
    const link = await linkFor(programId, platform);
    const back = await agreeOn(await platformPage(link));
    const answer = await fetch(back, { redirect: 'manual' });
    const code = new URL(back).searchParams.get(platform === 'WECHAT' ? 'auth_code' : 'authorization_code');
    const token = new URL(link).searchParams.get('link') ?? '';
    const location = answer.headers.get('location') ?? '';
    const shown = await (await fetch(location)).text();
    const { prisma } = place.gateway.database;
    const events = JSON.stringify(await prisma.event.findMany({ where: { programId } }), (_, value) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    const rows = JSON.stringify(await prisma.authorisationLink.findMany({ where: { programId } }));
    for (const secret of [token, code]) {
      for (const text of [location, shown, events, rows]) expect(text).not.toContain(secret);
    }
    expect(shown).toContain('授权已完成');
    expect(shown).toContain('has been authorised');
  });
});

describe('an authorisation whose owner never comes back', () => {
  it('is done by the push of WeChat, which names the page that they agreed on', async () => {
    const programId = await newProgram();
    await agreeOn(await platformPage(await linkFor(programId, 'WECHAT')));
    const registration = await until(async () => registrationOf(programId, 'WECHAT'));
    expect(registration).toMatchObject({ state: 'REGISTERED' });
  });

  it('is theirs all the same when they come after the push', async () => {
    const programId = await newProgram();
    const back = await agreeOn(await platformPage(await linkFor(programId, 'WECHAT')));
    const before = await until(async () => registrationOf(programId, 'WECHAT'));
    expect(await comeBack(back)).toEqual({ status: 303, result: 'AUTHORISED' });
    expect(await comeBack(back)).toEqual({ status: 303, result: 'AUTHORISED' });
    expect(await registrationOf(programId, 'WECHAT')).toMatchObject({ id: before.id, appId: before.appId });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SettingDecision } from '../../src/hosts/push-news.ts';
import { applyPushes, receivePush } from '../../src/review/pushes.ts';
import { createFileStore } from '../../src/store/files.ts';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { openRestaurant, type Restaurant } from '../support/restaurant.ts';

let app: GraphqlApp;
let place: Restaurant;

beforeAll(async () => {
  app = await openGraphqlApp();
});
beforeEach(async () => {
  app.shop.queue.jobs.length = 0;
  place = await openRestaurant(app.shop);
  await place.registered();
});
afterAll(() => app.close());

const host = () => place.connectorOf('WECHAT');
const developer = () => app.member(place.actor.accountId, 'DEVELOPER');
const at = (platform = 'WECHAT') => ({ programId: place.programId, platform });
const CHANGE = `id setting act state text category reference words decidedAt fileIds
  papers { paper fileId } trouble { retry code words }`;

async function act(name: string, input: object, who = developer()) {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await app.ask(
    who,
    `mutation ($input: ${type}!) { ${name}(input: $input) { settingChange { ${CHANGE} } problems { code path } } }`,
    { input: { ...at(), ...input } },
  );
  return { change: data?.[name]?.settingChange, problems: data?.[name]?.problems, errors };
}

/** The changes of the program, the newest first. */
async function changes(asOf?: Date) {
  const { data } = await app.ask(
    developer(),
    `query ($id: ID!, $asOf: DateTime) { program(id: $id, asOf: $asOf) { settingChanges(platform: WECHAT) { ${CHANGE} } } }`,
    { id: place.programId, ...(asOf ? { asOf: asOf.toISOString() } : {}) },
  );
  return data.program.settingChanges;
}

async function look(id: string): Promise<void> {
  await app.shop.queue.send([{ job: { kind: 'SETTING', id } }]);
  await place.work();
}

async function pushed(decision: Omit<SettingDecision, 'appId'>): Promise<void> {
  const appId = `WECHAT-${place.programId}`;
  host().news = { kind: 'SETTINGS_DECIDED', decisions: [{ appId, ...decision }] };
  const body = `signed ${Math.random()}`;
  await receivePush(place.pushes, 'WECHAT', { address: 'messages', query: {}, body });
  app.shop.queue.jobs.length = 0;
  await applyPushes(place.pushes, 'WECHAT/messages');
  await place.work();
}

async function picture(name: string): Promise<string> {
  const { database, cipher, clock } = app.shop;
  const content = Buffer.from(`89504e470d0a1a0a${Buffer.from(name).toString('hex')}`, 'hex');
  const file = { name, mediaType: 'image/png', content };
  return (await createFileStore(database.prisma, cipher, clock).put(place.actor.accountId, file)).id;
}

const told = async () =>
  (await app.shop.eventTypes(place.actor.accountId)).filter((type) => type.startsWith('SETTING_CHANGE'));

describe('another name', () => {
  it('is asked for by a job, looked at by the platform, and in force when that says so', async () => {
    const proof = await picture('licence.png');
    const { change, problems } = await act('changeProgramName', { name: '新面馆', proofFileIds: [proof] });
    expect(problems).toEqual([]);
    expect(change).toMatchObject({
      setting: 'NAME',
      act: 'CHANGE',
      state: 'REQUESTED',
      text: '新面馆',
      fileIds: [proof],
    });
    expect(host().acts).toEqual([]);
    await place.work();
    expect(host().acts).toEqual(['changeName']);
    expect(host().media).toEqual(['licence.png']);
    expect(await changes()).toMatchObject([{ state: 'IN_REVIEW', reference: '77' }]);
    host().changes.NAME = { state: 'IN_FORCE' };
    await look(change.id);
    expect(await changes()).toMatchObject([{ state: 'APPROVED', decidedAt: expect.any(String) }]);
    expect(await told()).toEqual([
      'SETTING_CHANGE_REQUESTED',
      'SETTING_CHANGE_IN_REVIEW',
      'SETTING_CHANGE_APPROVED',
    ]);
  });

  it('that is refused keeps the platform’s words, word for word, and the past stays what it was', async () => {
    const { change } = await act('changeProgramName', { name: '官方面馆' });
    await place.work();
    const before = app.shop.clock.now();
    app.shop.clock.advance(60_000);
    host().changes.NAME = { state: 'DECLINED', words: '名称<br>过泛' };
    await look(change.id);
    expect(await changes()).toMatchObject([{ state: 'REFUSED', words: '名称<br>过泛' }]);
    expect(await changes(before)).toMatchObject([{ state: 'IN_REVIEW', words: null }]);
  });

  it('that is so already is not asked for: changes are counted', async () => {
    host().shown.name = '新面馆';
    await act('changeProgramName', { name: '新面馆' });
    await place.work();
    expect(host().acts).toEqual([]);
    expect(await changes()).toMatchObject([{ state: 'APPROVED' }]);
  });

  it('is asked for once, though the answer was lost', async () => {
    host().failNext('changeName', 'MAY_HAVE_ACTED', true, 'lost');
    const { change } = await act('changeProgramName', { name: '新面馆' });
    await expect(place.work()).rejects.toThrow('lost');
    await look(change.id);
    expect(host().count('changeName')).toBe(1);
    expect(await changes()).toMatchObject([{ state: 'IN_REVIEW', reference: null }]);
  });

  it('is asked for again, where the call that failed had done nothing', async () => {
    host().failNext('changeName', 'MAY_HAVE_ACTED', false, 'lost');
    const { change } = await act('changeProgramName', { name: '新面馆' });
    await expect(place.work()).rejects.toThrow('lost');
    await look(change.id);
    expect(host().count('changeName')).toBe(1);
    expect(await changes()).toMatchObject([{ state: 'IN_REVIEW', reference: '77' }]);
  });

  it('that the platform will not take at all is refused with its code', async () => {
    host().failNext('changeName', 'FIX_INPUT', false, 'name is taken rid: 1');
    await act('changeProgramName', { name: '新面馆' });
    await place.work();
    expect(await changes()).toMatchObject([
      {
        state: 'REFUSED',
        words: 'name is taken rid: 1',
        trouble: { retry: 'FIX_INPUT', code: '1', words: 'name is taken rid: 1' },
      },
    ]);
    expect((await act('changeProgramName', { name: '另一面馆' })).problems).toEqual([]);
  });

  it('for which the gateway lacks a permission waits for the operator', async () => {
    host().failNext('changeName', 'ASK_OPERATOR', false, 'no permission');
    const { change } = await act('changeProgramName', { name: '新面馆' });
    await expect(place.work()).rejects.toThrow('no permission');
    expect(await changes()).toMatchObject([{ state: 'REQUESTED', trouble: { retry: 'ASK_OPERATOR' } }]);
    await look(change.id);
    expect(await changes()).toMatchObject([{ state: 'IN_REVIEW', trouble: null }]);
  });
});

describe('what a platform pushes of a change', () => {
  it('makes the gateway ask, and the answer decides', async () => {
    await act('changeProgramName', { name: '新面馆' });
    await place.work();
    await pushed({ setting: 'NAME', accepted: true, subject: '新面馆' });
    expect(await changes()).toMatchObject([{ state: 'IN_REVIEW' }]);
    host().changes.NAME = { state: 'DECLINED', words: '侵权' };
    await pushed({ setting: 'NAME', accepted: true, subject: '新面馆' });
    expect(await changes()).toMatchObject([{ state: 'REFUSED', words: '侵权' }]);
  });

  it('stands where the platform cannot be asked, since its number was lost', async () => {
    host().tellsByNumber = true;
    host().failNext('changeName', 'MAY_HAVE_ACTED', true, 'lost');
    const { change } = await act('changeProgramName', { name: '新面馆' });
    await expect(place.work()).rejects.toThrow('lost');
    await look(change.id);
    await pushed({ setting: 'NAME', accepted: false, subject: '别的名字', words: '不是这个' });
    expect(await changes()).toMatchObject([{ state: 'IN_REVIEW' }]);
    const decidedAt = new Date(app.shop.clock.now().getTime() - 5_000);
    await pushed({ setting: 'NAME', accepted: false, subject: '新面馆', words: '名称过泛', at: decidedAt });
    expect(await changes()).toMatchObject([
      { state: 'REFUSED', words: '名称过泛', decidedAt: decidedAt.toISOString() },
    ]);
  });

  it('and of which nobody says anything for thirty days is given up, so that another can be asked for', async () => {
    host().tellsByNumber = true;
    host().failNext('changeName', 'MAY_HAVE_ACTED', true, 'lost');
    const { change } = await act('changeProgramName', { name: '新面馆' });
    await expect(place.work()).rejects.toThrow('lost');
    await look(change.id);
    app.shop.clock.advance(29 * 86_400_000);
    await look(change.id);
    expect(await changes()).toMatchObject([{ state: 'IN_REVIEW' }]);
    app.shop.clock.advance(2 * 86_400_000);
    await look(change.id);
    expect(await changes()).toMatchObject([{ state: 'ABANDONED' }]);
    expect((await act('changeProgramName', { name: '另一面馆' })).problems).toEqual([]);
  });

  it('of papers makes the gateway look into categories', async () => {
    await act('addProgramCategory', { path: ['餐饮', '外卖'] });
    await place.work();
    host().filed.set('餐饮 > 外卖', { state: 'IN_FORCE' });
    host().news = { kind: 'PAPERS_MOVED', appId: `WECHAT-${place.programId}` };
    await receivePush(place.pushes, 'WECHAT', {
      address: 'messages',
      query: {},
      body: `signed ${place.programId}`,
    });
    await applyPushes(place.pushes, 'WECHAT/messages');
    await place.work();
    expect(await changes()).toMatchObject([{ state: 'APPROVED' }]);
  });
});

describe('a picture, and an introduction', () => {
  it('that take effect at once are in force when the job is done', async () => {
    const { change } = await act('changeProgramIntroduction', { introduction: '在店里点餐' });
    expect(change).toMatchObject({ text: '在店里点餐', state: 'REQUESTED' });
    await place.work();
    expect(await changes()).toMatchObject([{ setting: 'INTRODUCTION', state: 'APPROVED' }]);
  });

  it('are asked for beside each other, the picture from the account’s files', async () => {
    const fileId = await picture('icon.png');
    await act('changeProgramIcon', { fileId });
    await act('changeProgramIntroduction', { introduction: '在店里点餐' });
    await place.work();
    expect(host().media).toEqual(['icon.png']);
    const found: { setting: string; state: string }[] = await changes();
    expect(found.map(({ setting, state }) => `${setting} ${state}`).sort()).toEqual([
      'ICON IN_REVIEW',
      'INTRODUCTION APPROVED',
    ]);
  });
});

describe('a category', () => {
  it('is asked for with the papers on file that the platform’s list asks for (wechat/2.8)', async () => {
    const { change } = await act('addProgramCategory', { path: ['餐饮', '外卖'] });
    expect(change).toMatchObject({
      setting: 'CATEGORY',
      act: 'ADD',
      category: ['餐饮', '外卖'],
      papers: null,
    });
    await place.work();
    expect(host().papersGiven).toEqual(['食品经营许可证']);
    expect(await changes()).toMatchObject([{ state: 'IN_REVIEW' }]);
    host().filed.set('餐饮 > 外卖', { state: 'DECLINED', words: '证照不清' });
    await look(change.id);
    expect(await changes()).toMatchObject([{ state: 'REFUSED', words: '证照不清' }]);
  });

  it('that was turned down gets other papers, by name', async () => {
    host().filed.set('餐饮 > 外卖', { state: 'DECLINED', words: '证照不清' });
    const fileId = await picture('clear.png');
    const papers = [{ paper: '其他许可证', fileId }];
    const { change } = await act('replaceCategoryPapers', { path: ['餐饮', '外卖'], papers });
    expect(change.papers).toEqual(papers);
    await place.work();
    expect(host().papersGiven).toEqual(['其他许可证']);
    expect(await changes()).toMatchObject([{ act: 'REPLACE_PAPERS', state: 'IN_REVIEW' }]);
  });

  it('is taken away, once, though the answer was lost', async () => {
    host().failNext('removeCategory', 'MAY_HAVE_ACTED', true, 'lost');
    const { change } = await act('removeProgramCategory', { path: ['餐饮', '小吃'] });
    await expect(place.work()).rejects.toThrow('lost');
    await look(change.id);
    expect(host().count('removeCategory')).toBe(1);
    expect(await changes()).toMatchObject([{ act: 'REMOVE', state: 'APPROVED' }]);
  });

  it('that the platform does not have is refused, and nothing is asked for', async () => {
    await act('addProgramCategory', { path: ['餐饮', '飞船'] });
    await place.work();
    expect(await changes()).toMatchObject([
      { state: 'REFUSED', words: expect.stringContaining('餐饮 > 飞船') },
    ]);
    expect(host().acts).toEqual([]);
  });
});

describe('what cannot be asked for', () => {
  it.each([
    ['changeProgramName', { name: ' ' }, 'INVALID_INPUT', 'input.name'],
    ['changeProgramIntroduction', { introduction: '长'.repeat(501) }, 'INVALID_INPUT', 'input.introduction'],
    ['changeProgramIcon', { fileId: 'file_no' }, 'NOT_FOUND', 'input.fileId'],
    ['changeProgramName', { name: '新', proofFileIds: ['file_no'] }, 'NOT_FOUND', 'input.proofFileIds[0]'],
    ['addProgramCategory', { path: [] }, 'INVALID_INPUT', 'input.path'],
    [
      'addProgramCategory',
      { path: ['餐饮'], papers: [{ paper: '证', fileId: 'file_no' }] },
      'NOT_FOUND',
      'input.papers[0].fileId',
    ],
  ])('%s with %j is a problem, and nothing is on record', async (name, input, code, path) => {
    const { change, problems } = await act(name, input);
    expect(change).toBeNull();
    expect(problems).toEqual([{ code, path }]);
    expect(await changes()).toEqual([]);
  });

  it('is a second change of the same setting while one is under way, and the same under its key', async () => {
    const first = await act('changeProgramName', { name: '新面馆', idempotencyKey: 'name-1' });
    expect((await act('changeProgramName', { name: '别的' })).problems).toEqual([
      { code: 'STATE', path: 'input' },
    ]);
    const again = await act('changeProgramName', { name: '新面馆', idempotencyKey: 'name-1' });
    expect(again.change.id).toBe(first.change.id);
    expect(await changes()).toHaveLength(1);
  });

  it('is anything by who only reads, of another account’s program, or at a platform without calls for it', async () => {
    const viewer = await act(
      'changeProgramName',
      { name: '新' },
      app.member(place.actor.accountId, 'VIEWER'),
    );
    expect(viewer.errors[0]?.extensions.code).toBe('FORBIDDEN');
    const stranger = await app.shop.newAccount();
    const foreign = await act('changeProgramName', { name: '新' }, app.member(stranger.accountId, 'OWNER'));
    expect(foreign.problems).toEqual([{ code: 'NOT_FOUND', path: 'input.programId' }]);
    Object.assign(app.connectorOf('BAIDU'), { profile: undefined });
    const nowhere = await act('changeProgramName', { name: '新', ...at('BAIDU') });
    expect(nowhere.problems).toEqual([{ code: 'INVALID_INPUT', path: 'input.platform' }]);
  });
});

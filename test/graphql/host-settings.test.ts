import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GraphqlApp, openGraphqlApp } from '../support/graphql-app.ts';
import { openRestaurant, type Restaurant } from '../support/restaurant.ts';

let app: GraphqlApp;
let place: Restaurant;

beforeAll(async () => {
  app = await openGraphqlApp();
  place = await openRestaurant(app.shop);
  await place.registered();
});
afterAll(() => app.close());

const wechat = () => app.connectorOf('WECHAT');
const developer = () => app.member(place.actor.accountId, 'DEVELOPER');
const at = (platform = 'WECHAT') => ({ programId: place.programId, platform });
const events = (type: string) =>
  app.shop.database.prisma.event.findMany({
    where: { accountId: place.actor.accountId, type },
    orderBy: { accountPosition: 'asc' },
  });

/** A mutation with one input; answers with its payload. */
async function act(name: string, input: object, of: string, who = developer()) {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await app.ask(
    who,
    `mutation ($input: ${type}!) { ${name}(input: $input) { ${of} problems { code path message(locale: en)
       ... on HostProblem { trouble { code words } } } } }`,
    { input },
  );
  return { payload: data?.[name], errors };
}

describe('what a program may speak to', () => {
  const domains = 'domains { kind addresses schemes takesPort most }';
  const set = (asked: readonly { kind: string; addresses: readonly string[] }[], who?: string) =>
    act('setHostDomains', { ...at(), domains: asked }, domains, who);
  const request = (...addresses: string[]) => [{ kind: 'REQUEST', addresses }];
  const writes = () => wechat().count('setDomains');

  it('is set, answered with what the platform has afterwards, and told in the log', async () => {
    const { payload, errors } = await set(request('https://api.example.com', 'https://b.example.com:8443'));
    expect(errors).toEqual([]);
    expect(payload).toEqual({
      domains: [
        {
          kind: 'REQUEST',
          addresses: ['https://api.example.com', 'https://b.example.com:8443'],
          schemes: ['https'],
          takesPort: true,
          most: 3,
        },
        { kind: 'WEB_VIEW', addresses: [], schemes: ['https'], takesPort: false, most: null },
      ],
      problems: [],
    });
    expect((await events('DOMAINS_SET')).map(({ payload: told }) => told)).toEqual([
      {
        platform: 'WECHAT',
        domains: { REQUEST: ['https://api.example.com', 'https://b.example.com:8443'] },
      },
    ]);
  });

  it('is not sent again where it is so already, in whatever order', async () => {
    const before = writes();
    const { payload } = await set(request('https://b.example.com:8443', 'https://api.example.com'));
    expect(payload.problems).toEqual([]);
    expect(writes()).toBe(before);
    expect(await events('DOMAINS_SET')).toHaveLength(1);
  });

  it('is asked about before it is set again, when the answer was lost', async () => {
    const before = writes();
    wechat().failNext('setDomains', 'RETRY_NOW', true, 'connection lost');
    const lost = await set(request('https://c.example.com'));
    expect(lost.payload.problems).toEqual([
      expect.objectContaining({ code: 'HOST', trouble: { code: '1', words: 'connection lost' } }),
    ]);
    const again = await set(request('https://c.example.com'));
    expect(again.payload.problems).toEqual([]);
    expect(writes()).toBe(before + 1);
  });

  it('and what the platform leaves out without a word is named, beside what it took', async () => {
    wechat().leavesOut.add('https://unfiled.example.com');
    const { payload } = await set(request('https://d.example.com', 'https://unfiled.example.com'));
    expect(payload.domains[0].addresses).toEqual(['https://d.example.com']);
    expect(payload.problems).toEqual([
      {
        code: 'INVALID_INPUT',
        path: 'input.domains[0].addresses[1]',
        message: expect.stringContaining('"https://unfiled.example.com"'),
      },
    ]);
  });

  it.each([
    ['no scheme', request('api.example.com'), 'input.domains[0].addresses[0]'],
    ['another scheme', request('http://api.example.com'), 'input.domains[0].addresses[0]'],
    ['a path', request('https://api.example.com/v1'), 'input.domains[0].addresses[0]'],
    ['an address of numbers', request('https://10.0.0.1'), 'input.domains[0].addresses[0]'],
    ['no port that there is', request('https://api.example.com:70000'), 'input.domains[0].addresses[0]'],
    ['what is the platform’s own', request('https://API.platform.example'), 'input.domains[0].addresses[0]'],
    [
      'a port where none is taken',
      [{ kind: 'WEB_VIEW', addresses: ['https://h5.example.com:8443'] }],
      'input.domains[0].addresses[0]',
    ],
    [
      'the same twice',
      request('https://a.example.com', 'https://a.example.com'),
      'input.domains[0].addresses[1]',
    ],
    [
      'more than there can be',
      request(...[1, 2, 3, 4].map((n) => `https://${n}.example.com`)),
      'input.domains[0].addresses',
    ],
    ['a kind that the platform does not have', [{ kind: 'UDP', addresses: [] }], 'input.domains[0].kind'],
    ['a kind twice', [...request(), ...request()], 'input.domains[1].kind'],
    ['nothing at all', [], 'input.domains'],
  ])('%s is refused, and nothing is sent', async (_what, asked, path) => {
    const before = writes();
    const { payload } = await set(asked);
    expect(payload.domains).toBeNull();
    expect(payload.problems).toEqual([{ code: 'INVALID_INPUT', path, message: expect.stringMatching(/\S/) }]);
    expect(writes()).toBe(before);
  });

  it('is for developers, of their own programs, at platforms that have calls for it', async () => {
    const viewer = await set(request('https://a.example.com'), app.member(place.actor.accountId, 'VIEWER'));
    expect(viewer.errors[0]?.extensions.code).toBe('FORBIDDEN');
    const stranger = await app.shop.newAccount();
    const foreign = await set(request('https://a.example.com'), app.member(stranger.accountId, 'OWNER'));
    expect(foreign.payload.problems).toEqual([expect.objectContaining({ code: 'NOT_FOUND' })]);
    Object.assign(app.connectorOf('BAIDU'), { domains: undefined });
    const input = { ...at('BAIDU'), domains: request('https://a.example.com') };
    const { payload } = await act('setHostDomains', input, domains);
    expect(payload.problems).toEqual([
      expect.objectContaining({ code: 'INVALID_INPUT', path: 'input.platform' }),
    ]);
  });
});

describe('what users read of their data', () => {
  const guideline = `guideline { items { key purpose } contact { email phone account qq } noticeMethod retentionDays textReference storeRegion
    thirdParties { name provider items { key purpose } } } detected undeclared fromManifest { key purpose }`;
  const set = (input: object, who?: string) =>
    act(
      'setPrivacyGuideline',
      { ...at(), contact: { email: 'privacy@example.com' }, noticeMethod: '弹窗', ...input },
      guideline,
      who,
    );
  const read = async (platform = 'WECHAT') => {
    const { data } = await app.ask(
      developer(),
      `query ($programId: ID!, $platform: Platform!) { privacyGuideline(programId: $programId, platform: $platform) {
         ${guideline} problems { code path } } }`,
      at(platform),
    );
    return data.privacyGuideline;
  };
  const writes = () => wechat().count('setPrivacy');

  it('is, before anybody sets it, what the program declares beside what its code was found to use', async () => {
    wechat().guideline = { isSet: false, detected: ['K-phone', 'Album'] };
    const answer = await read();
    expect(answer).toMatchObject({ guideline: null, detected: ['K-phone', 'Album'], problems: [] });
    expect(answer.undeclared).toEqual(['K-phone', 'Album']);
    expect(answer.fromManifest).toContainEqual({ key: 'K-phone', purpose: expect.stringMatching(/./) });
  });

  it('is set as the manifest declares it, and what is then still not spoken of is told', async () => {
    const { payload, errors } = await set({ retentionDays: 30 });
    expect(errors).toEqual([]);
    expect(payload.problems).toEqual([]);
    expect(payload.guideline).toEqual({
      items: payload.fromManifest,
      contact: { email: 'privacy@example.com', phone: null, account: null, qq: null },
      noticeMethod: '弹窗',
      retentionDays: 30,
      textReference: null,
      storeRegion: null,
      thirdParties: null,
    });
    expect(payload.undeclared).toEqual(['Album']);
  });

  it('is not sent again where it is so already, and the log tells kinds of data and no address', async () => {
    const before = writes();
    expect((await set({ retentionDays: 30 })).payload.problems).toEqual([]);
    expect(writes()).toBe(before);
    const [told, ...more] = await events('PRIVACY_GUIDELINE_SET');
    expect(more).toEqual([]);
    expect(told?.payload).toEqual({ platform: 'WECHAT', items: expect.arrayContaining(['K-phone']) });
    expect(JSON.stringify(told?.payload)).not.toContain('privacy@example.com');
  });

  it('keeps the text and the region that were set in the platform’s console, unless others are named', async () => {
    const { guideline: before, detected } = wechat().guideline;
    if (!before) throw new Error('there is no guideline');
    const inConsole = { ...before, textReference: 'text-of-the-console', storeRegion: 2 };
    wechat().guideline = { isSet: true, detected, guideline: inConsole };
    const kept = { textReference: 'text-of-the-console', storeRegion: 2 };
    const contact = { qq: '10000' };
    expect((await set({ retentionDays: 60, contact })).payload.guideline).toMatchObject({
      ...kept,
      contact,
      retentionDays: 60,
    });
    const others = { textReference: 'text-2', storeRegion: 1 };
    expect((await set(others)).payload.guideline).toMatchObject(others);
    wechat().guideline = { isSet: true, detected, guideline: before };
  });

  it('is set by items of one’s own, with other people’s code', async () => {
    const party = { name: '地图', provider: '某某公司', items: [{ key: 'Location', purpose: '定位' }] };
    const items = [
      { key: 'Album', purpose: '上传照片' },
      { key: 'K-phone', purpose: '联系' },
    ];
    const { payload } = await set({ items, thirdParties: [party] });
    expect(payload.guideline).toMatchObject({ items, thirdParties: [party], retentionDays: null });
    expect(payload.undeclared).toEqual([]);
  });

  it.each([
    ['nobody to reach', { contact: {} }, ['input.contact']],
    ['no way to be told of changes', { noticeMethod: ' ' }, ['input.noticeMethod']],
    ['no time at all', { retentionDays: 0 }, ['input.retentionDays']],
    ['a kind without a purpose', { items: [{ key: 'Album', purpose: '' }] }, ['input.items[0].purpose']],
    [
      'a kind twice',
      { items: ['a', 'b'].map((purpose) => ({ key: 'Album', purpose })) },
      ['input.items[1].key'],
    ],
    [
      'code of nobody',
      { thirdParties: [{ name: 'x', provider: '', items: [] }] },
      ['input.thirdParties[0].provider'],
    ],
  ])('%s is refused, and nothing is sent', async (_what, input, paths) => {
    const before = writes();
    const { payload } = await set(input);
    expect(payload.guideline).toBeNull();
    expect(payload.problems.map(({ path }: { path: string }) => path)).toEqual(paths);
    expect(writes()).toBe(before);
  });

  it('is for developers, of their own programs, at platforms that have calls for it', async () => {
    expect((await set({}, app.member(place.actor.accountId, 'VIEWER'))).errors[0]?.extensions.code).toBe(
      'FORBIDDEN',
    );
    const stranger = await app.shop.newAccount();
    const foreign = await set({}, app.member(stranger.accountId, 'OWNER'));
    expect(foreign.payload.problems).toEqual([expect.objectContaining({ code: 'NOT_FOUND' })]);
    Object.assign(app.connectorOf('BAIDU'), { privacy: undefined });
    expect(await read('BAIDU')).toMatchObject({
      guideline: null,
      problems: [{ code: 'INVALID_INPUT', path: 'platform' }],
    });
    const there = await set({ platform: 'BAIDU' });
    expect(there.payload.problems).toEqual([expect.objectContaining({ path: 'input.platform' })]);
  });
});

import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PIXEL } from '../sandbox/baidu-scene.ts';
import { openSandboxedGateway, type SandboxedGateway } from '../support/sandboxed-gateway.ts';

let run: SandboxedGateway;
beforeAll(async () => {
  run = await openSandboxedGateway();
}, 180_000);
afterAll(() => run.stop());

type Platform = 'WECHAT' | 'BAIDU';

const MEASURE = `id kind ground scope clauses words hides inForce until contested endedHow reference
  appeals { id state handIn words reference trouble { retry words code clause } }
  rectifications { id state handIn words trouble { retry words clause } }`;

/** The new measure of this kind, once it was pushed. The record of the breach is pushed on its own, before or after. */
async function punished(platform: Platform, kind: string, punishment: object) {
  const before = (await measures(platform)).map(({ id }) => id);
  const app = await run.appId(platform);
  await run.control(platform, 'measures', { app, ...punishment });
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    const found = (await measures(platform)).find((one) => one.kind === kind && !before.includes(one.id));
    if (found) return found;
  }
  throw new Error(`no ${kind} of ${platform} came in`);
}

// biome-ignore lint/suspicious/noExplicitAny: answers have the form of their query
async function measures(platform: Platform, inForceOnly = false): Promise<any[]> {
  const query = `query ($platform: Platform!, $id: ID!, $inForceOnly: Boolean!) {
    enforcements(platform: $platform, programId: $id, inForceOnly: $inForceOnly, first: 100) { nodes { ${MEASURE} } } }`;
  return (await run.ask(query, { platform, id: run.programId, inForceOnly })).enforcements.nodes;
}

async function measureOf(id: string) {
  return (await run.ask(`query ($id: ID!) { node(id: $id) { ... on Enforcement { ${MEASURE} } } }`, { id }))
    .node;
}

/** How the program stands at the platform's own host, and what may be done there. */
async function standing(hostId: string) {
  const { program } = await run.ask(
    `query ($id: ID!) { program(id: $id) { distributions { host { id } headline visibility
       allowedNext { operation allowed verdict { findings { code citations { clause { id } } } } } } } }`,
    { id: run.programId },
  );
  return program.distributions.find(({ host }: { host: { id: string } }) => host.id === hostId);
}

/** The clauses that a measure in force holds the operation up by. */
async function heldUpBy(hostId: string, operation: string): Promise<string[]> {
  const { allowedNext } = await standing(hostId);
  const found = allowedNext.find((one: { operation: string }) => one.operation === operation);
  const findings = (found?.verdict?.findings ?? []) as {
    code: string;
    citations: { clause: { id: string } }[];
  }[];
  return findings
    .filter(({ code }) => code === 'MEASURE_IN_FORCE')
    .flatMap(({ citations }) => citations.map(({ clause }) => clause.id));
}

async function contest(mutation: 'openAppeal' | 'submitRectification', input: object) {
  const what = mutation === 'openAppeal' ? 'appeal' : 'rectification';
  const type = mutation === 'openAppeal' ? 'OpenAppealInput' : 'SubmitRectificationInput';
  const data = await run.ask(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${what} { id handIn } problems { code message } } }`,
    { input },
  );
  expect(data[mutation].problems).toEqual([]);
  return data[mutation][what] as { id: string; handIn: string };
}

async function picture(): Promise<string> {
  const content = Buffer.concat([PIXEL, randomBytes(4)]);
  return (await run.api.uploadFile({ name: 'proof.png', mediaType: 'image/png', content })).id;
}

async function nextSays(platform: Platform, ...outcomes: object[]): Promise<void> {
  await run.control(platform, 'measures/answers', { app: await run.appId(platform), outcomes });
}

describe('WeChat punishes over the wire', () => {
  it('wechat/2.5: a program that is taken down is hidden and held up, until an appeal with proof is won', async () => {
    const before = await standing('wechat');
    expect(before.visibility).toBe('PUBLIC');
    const measure = await punished('WECHAT', 'SHORT_TERM', {
      kind: 'OFFLINE',
      reason: '存在诱导分享行为',
      days: 7,
    });
    expect(measure).toMatchObject({
      kind: 'SHORT_TERM',
      ground: 'BREACH_OF_AGREEMENT',
      scope: 'PROGRAM',
      clauses: ['wechat/2.5'],
      hides: true,
      inForce: true,
      until: expect.any(String),
    });
    expect(measure.words).toContain('存在诱导分享行为');
    expect((await standing('wechat')).visibility).toBe('HIDDEN');
    expect(await heldUpBy('wechat', 'RELEASE')).toContain('wechat/2.5');
    const enforcementId = measure.id as string;

    const bare = await run.ask(
      `mutation ($input: OpenAppealInput!) { openAppeal(input: $input) { appeal { id } problems { code path } } }`,
      { input: { enforcementId, statement: '并无诱导分享' } },
    );
    expect(bare.openAppeal).toEqual({
      appeal: null,
      problems: [{ code: 'INVALID_INPUT', path: 'input.evidenceFileIds' }],
    });

    await nextSays(
      'WECHAT',
      { outcome: 'reject', reason: '证据不足' },
      { outcome: 'approve', reason: '申诉成立' },
    );
    const said = { enforcementId, statement: '并无诱导分享', evidenceFileIds: [await picture()] };
    expect((await contest('openAppeal', said)).handIn).toBe('WAITING');
    await run.heard('APPEAL_UPHELD', enforcementId);
    expect(await measureOf(enforcementId)).toMatchObject({
      inForce: true,
      appeals: [
        {
          state: 'UPHELD',
          handIn: 'HANDED_IN',
          words: '证据不足',
          reference: expect.any(String),
          trouble: null,
        },
      ],
    });

    await contest('openAppeal', said);
    await run.heard('APPEAL_OVERTURNED', enforcementId);
    expect(await measureOf(enforcementId)).toMatchObject({ inForce: false, endedHow: 'APPEAL' });
    expect((await standing('wechat')).visibility).toBe('PUBLIC');
    expect(await heldUpBy('wechat', 'RELEASE')).toEqual([]);
    expect(await measures('WECHAT', true)).toEqual([]);
  }, 90_000);

  it('wechat/2.5: an appeal whose answer got lost is not handed in twice', async () => {
    const { id: enforcementId } = await punished('WECHAT', 'LONG_TERM', {
      kind: 'ACCOUNT',
      reason: '发布虚假信息',
      days: 90,
    });
    const path = '/wxa/component/createappeal';
    const made = await run.calls('WECHAT', path);
    await nextSays('WECHAT', { outcome: 'approve' });
    await run.control('WECHAT', 'answers', { path, cut: true, acts: true });
    await contest('openAppeal', { enforcementId, statement: '信息属实', evidenceFileIds: [await picture()] });
    await run.heard('APPEAL_OVERTURNED', enforcementId);
    expect(await run.calls('WECHAT', path)).toBe(made + 1);
    expect(await measureOf(enforcementId)).toMatchObject({ inForce: false, endedHow: 'APPEAL' });
  }, 90_000);

  it('wechat/0.1: a warning holds nothing up, and its fix is for WeChat’s console, which the API says', async () => {
    const measure = await punished('WECHAT', 'WARNING', {
      kind: 'WARNING',
      reason: '类目不符',
      days: 3,
      push: 'PUNISHMENT',
    });
    expect(measure).toMatchObject({ kind: 'WARNING', clauses: ['wechat/0.1'], hides: false, inForce: true });
    expect((await standing('wechat')).visibility).toBe('PUBLIC');
    await contest('submitRectification', { enforcementId: measure.id, statement: '已更换类目' });
    expect(await run.heard('RECTIFICATION_WITHOUT_CALL', measure.id)).toMatchObject({
      instead: 'IN_CONSOLE',
    });
    expect((await measureOf(measure.id)).rectifications).toMatchObject([{ handIn: 'IN_CONSOLE' }]);
  }, 60_000);
});

describe('Baidu punishes over the wire', () => {
  it('baidu/3.4, baidu/3.4(2): a program that is forced offline comes back once Baidu accepts the fix', async () => {
    expect((await standing('baiduboxapp')).visibility).toBe('PUBLIC');
    const measure = await punished('BAIDU', 'PROGRAM_OFFLINE', {
      kind: 'OFFLINE',
      reason: '名称不合规',
      offlineReason: 1,
    });
    expect(measure).toMatchObject({
      kind: 'PROGRAM_OFFLINE',
      ground: 'BREACH_OF_AGREEMENT',
      clauses: ['baidu/3.4', 'baidu/3.4(2)'],
      inForce: true,
    });
    const enforcementId = measure.id as string;
    expect((await standing('baiduboxapp')).visibility).toBe('HIDDEN');
    expect(await heldUpBy('baiduboxapp', 'RELEASE')).toContain('baidu/3.4');

    await contest('openAppeal', { enforcementId, statement: '名称合规' });
    expect(await run.heard('APPEAL_WITHOUT_CALL', enforcementId)).toMatchObject({ instead: 'IN_CONSOLE' });

    await nextSays('BAIDU', { outcome: 'reject', reason: '名称仍不合规' }, { outcome: 'approve' });
    await contest('submitRectification', { enforcementId, statement: '已改名' });
    await run.heard('RECTIFICATION_DECLINED', enforcementId);
    expect(await measureOf(enforcementId)).toMatchObject({
      inForce: true,
      rectifications: [{ state: 'DECLINED', handIn: 'HANDED_IN', words: '名称仍不合规' }],
    });
    await contest('submitRectification', { enforcementId, statement: '再次改名' });
    await run.heard('RECTIFICATION_ACCEPTED', enforcementId);
    expect(await measureOf(enforcementId)).toMatchObject({ inForce: false, endedHow: 'RECTIFICATION' });
    expect((await standing('baiduboxapp')).visibility).toBe('PUBLIC');
    expect(await heldUpBy('baiduboxapp', 'RELEASE')).toEqual([]);
  }, 90_000);

  it('baidu/3.4: traffic that is off comes back by the call for recovery, also as an appeal', async () => {
    const { id: enforcementId } = await punished('BAIDU', 'TRAFFIC_OFF', {
      kind: 'TRAFFIC',
      reason: '诱导关注',
    });
    await nextSays('BAIDU', { outcome: 'approve' });
    await contest('submitRectification', { enforcementId, statement: '长'.repeat(101) });
    await run.heard('RECTIFICATION_TURNED_AWAY', enforcementId);
    await contest('submitRectification', { enforcementId, statement: '已下线诱导关注的页面' });
    await run.heard('RECTIFICATION_ACCEPTED', enforcementId);

    const { id: again } = await punished('BAIDU', 'TRAFFIC_OFF', { kind: 'TRAFFIC', reason: '误判' });
    await nextSays('BAIDU', { outcome: 'approve' });
    await contest('openAppeal', { enforcementId: again, statement: '页面并无诱导' });
    await run.heard('APPEAL_OVERTURNED', again);
    expect(await measureOf(again)).toMatchObject({ inForce: false, endedHow: 'APPEAL' });
  }, 90_000);

  it('baidu/3.4: what the package was the reason for is put right by a new version, which the API says', async () => {
    const { id } = await punished('BAIDU', 'PROGRAM_OFFLINE', {
      kind: 'OFFLINE',
      reason: '功能不可用',
      offlineReason: 2,
    });
    await contest('submitRectification', { enforcementId: id, statement: '新版本已修复' });
    expect(await run.heard('RECTIFICATION_WITHOUT_CALL', id)).toMatchObject({ instead: 'BY_NEW_VERSION' });
    expect((await measureOf(id)).rectifications).toMatchObject([
      { state: 'IN_REVIEW', handIn: 'BY_NEW_VERSION' },
    ]);
    await run.control('BAIDU', 'measures/end', { app: await run.appId('BAIDU') });
    await run.heard('RECTIFICATION_ACCEPTED', id);
    expect(await measureOf(id)).toMatchObject({ inForce: false, endedHow: 'RECTIFICATION' });
  }, 60_000);
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allContent } from '../support/restaurant.ts';
import { openSandboxedGateway, type SandboxedGateway } from '../support/sandboxed-gateway.ts';

type Platform = 'WECHAT' | 'BAIDU';

let gateway: SandboxedGateway;
beforeAll(async () => {
  gateway = await openSandboxedGateway();
}, 180_000);
afterAll(() => gateway.stop());

const PATIENCE_MS = 60_000;
const hostOf = { WECHAT: 'wechat', BAIDU: 'baiduboxapp' } as const;

/** Somebody at the platform's own console. */
async function atConsole(platform: Platform, action: string, more: object = {}) {
  const app = await gateway.appId(platform);
  await gateway.control(platform, 'console', { app, action, ...more });
}
const holdReviews = (platform: Platform) =>
  gateway.control(platform, 'reviews', { app: '*', outcomes: [{ outcome: 'wait' }] });
const decide = async (platform: Platform, outcome: string) =>
  gateway.control(platform, 'reviews/decide', { app: await gateway.appId(platform), outcome });

const DISTRIBUTIONS = `query ($id: ID!) { cursor program(id: $id) { distributions {
  id host { id } release headline visibility waitingOn { party since } liveVersion { number }
  package { review state trouble { words } version { number } }
  allowedNext { operation allowed verdict { findings { code remedy { kind foreignChangeId } } } }
  foreignChanges { id kind hostVersion description hostState noticedAt acknowledgedAt acknowledgedBy endedAt holdsUp
    source message(locale: en) insteadOf { version { number } } package { version { number } } } } } }`;

async function seen(platform: Platform) {
  const { program } = await gateway.ask(DISTRIBUTIONS, { id: gateway.programId });
  return program.distributions.find((one: { host: { id: string } }) => one.host.id === hostOf[platform]);
}

/** Asks until it is so. Each question is a call over HTTP, so this is no busy loop. */
// biome-ignore lint/suspicious/noExplicitAny: answers have the form of their query
async function until(platform: Platform, isSo: (distribution: any) => boolean): Promise<any> {
  const last = performance.now() + PATIENCE_MS;
  for (;;) {
    const distribution = await seen(platform);
    if (isSo(distribution)) return distribution;
    if (performance.now() > last) throw new Error(`still ${JSON.stringify(distribution, null, 1)}`);
  }
}

/** What is on that is not ours, of this kind and not accepted. */
// biome-ignore lint/suspicious/noExplicitAny: answers have the form of their query
const open = (kind: string) => (distribution: any) =>
  distribution.foreignChanges.some(
    (change: { kind: string; acknowledgedAt: string | null }) =>
      change.kind === kind && change.acknowledgedAt === null,
  );

async function accept(platform: Platform, kind: string): Promise<void> {
  const { foreignChanges } = await until(platform, open(kind));
  for (const { id, acknowledgedAt } of foreignChanges) {
    if (acknowledgedAt !== null) continue;
    const { acknowledgeForeignChange: answer } = await gateway.ask(
      `mutation ($input: AcknowledgeForeignChangeInput!) { acknowledgeForeignChange(input: $input) {
         foreignChange { id acknowledgedAt acknowledgedBy holdsUp } problems { message } } }`,
      { input: { foreignChangeId: id, idempotencyKey: `accept ${id}` } },
    );
    expect(answer).toEqual({
      foreignChange: {
        id,
        acknowledgedAt: expect.any(String),
        acknowledgedBy: expect.stringMatching(/^(member|token):/),
        holdsUp: [],
      },
      problems: [],
    });
  }
}

async function createVersion(number: string): Promise<string> {
  const templates = ['WECHAT', 'BAIDU'].map((platform) => ({ platform, templateId: '1' }));
  const { createVersion: answer } = await gateway.ask(
    'mutation ($input: CreateVersionInput!) { createVersion(input: $input) { version { id } problems { message } } }',
    { input: { programId: gateway.programId, number, templates } },
  );
  expect(answer.problems).toEqual([]);
  return answer.version.id;
}

async function submit(platform: Platform, versionId: string) {
  const { submitForReview } = await gateway.ask(
    `mutation ($input: SubmitForReviewInput!) { submitForReview(input: $input) {
       results { accepted verdict { answer findings { code citations { clause { id } } remedy { kind foreignChangeId } } } }
       problems { message } } }`,
    { input: { versionId, hostIds: [hostOf[platform]], absentContent: allContent } },
  );
  return submitForReview.results[0];
}

async function release(platform: Platform, versionId: string) {
  const { release: answer } = await gateway.ask(
    'mutation ($input: ReleaseInput!) { release(input: $input) { results { accepted verdict { findings { code } } } } }',
    { input: { versionId, hostIds: [hostOf[platform]] } },
  );
  return answer.results[0];
}

async function act(name: string, input: object) {
  const answer = await gateway.ask(
    `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { problems {
       __typename code platform message(locale: en) ... on ForeignChangeProblem { changes { kind hostVersion } } } } }`,
    { input },
  );
  return answer[name].problems;
}

const mayBeSubmitted = async (platform: Platform) => {
  const { shippability } = await gateway.ask(
    `query ($ids: [ID!], $hosts: [ID!], $content: [String!]!) { shippability(programIds: $ids, hostIds: $hosts, absentContent: $content) {
       hosts { answer smallestRemedies { remedies { kind } } } } }`,
    { ids: [gateway.programId], hosts: [hostOf[platform]], content: allContent },
  );
  return shippability[0].hosts[0];
};

describe.each(['WECHAT', 'BAIDU'] as const)('two who write, at %s', (platform) => {
  /** Baidu takes the second version that the main job hands in: its first is refused there. */
  const before = platform === 'WECHAT' ? '1.0.0' : '1.0.1';
  let next: string;

  it('what is uploaded in the console is shown, and says what it holds up', async () => {
    const { liveVersion } = await seen(platform);
    expect(liveVersion).toEqual({ number: before });
    await atConsole(platform, 'UPLOAD', { version: '9.9', description: 'a hotfix' });
    const distribution = await until(platform, open('UPLOADED'));
    expect(distribution.foreignChanges).toMatchObject([
      {
        kind: 'UPLOADED',
        hostVersion: '9.9',
        description: 'a hotfix',
        source: 'SIMULATED',
        holdsUp: platform === 'WECHAT' ? ['SUBMIT'] : [],
        message: expect.stringContaining('version 9.9 was uploaded'),
      },
    ]);
    // What Baidu keeps beside ours is in nobody's way.
    expect(distribution).toMatchObject({
      visibility: 'PUBLIC',
      ...(platform === 'WECHAT'
        ? { headline: 'CHANGED_ELSEWHERE', waitingOn: { party: 'DEVELOPER' } }
        : { headline: 'LIVE', waitingOn: { party: 'NOBODY' } }),
    });
  }, 120_000);

  it('what is submitted in the console holds back ours, in the act and in the question about it', async () => {
    await holdReviews(platform);
    await atConsole(platform, 'SUBMIT');
    await until(platform, open('SUBMITTED'));
    next = await createVersion(`2.0.${platform === 'WECHAT' ? 0 : 1}`);
    const refused = await submit(platform, next);
    expect(refused).toMatchObject({
      accepted: false,
      verdict: {
        answer: 'NO',
        findings: [
          {
            code: 'FOREIGN_CHANGE',
            citations: [{ clause: { id: expect.any(String) } }, ...(platform === 'WECHAT' ? [] : [{}])],
            remedy: { kind: 'ACKNOWLEDGE_FOREIGN_CHANGE', foreignChangeId: expect.stringMatching(/^fch_/) },
          },
        ],
      },
    });
    expect(await mayBeSubmitted(platform)).toEqual({
      answer: 'NO',
      smallestRemedies: { remedies: [{ kind: 'ACKNOWLEDGE_FOREIGN_CHANGE' }] },
    });
  }, 120_000);

  it('what is released in the console is what users get: ours has given way, and nothing says LIVE', async () => {
    await decide(platform, 'approve');
    await atConsole(platform, 'RELEASE');
    const distribution = await until(platform, open('RELEASED'));
    expect(distribution).toMatchObject({
      release: 'SUPERSEDED',
      headline: 'CHANGED_ELSEWHERE',
      waitingOn: { party: 'DEVELOPER', since: expect.any(String) },
      visibility: 'HIDDEN',
      liveVersion: null,
    });
    expect(
      distribution.foreignChanges.filter(({ kind }: { kind: string }) => kind === 'RELEASED'),
    ).toMatchObject([
      {
        hostVersion: '9.9',
        insteadOf: { version: { number: before } },
        holdsUp: ['SUBMIT', 'RELEASE', 'ROLL_BACK'],
      },
    ]);
  }, 120_000);

  it('is built over once it was accepted, and the change ends with that', async () => {
    await accept(platform, 'RELEASED');
    expect(await seen(platform)).toMatchObject({ headline: 'SUPERSEDED' });
    expect(await mayBeSubmitted(platform)).toMatchObject({ answer: 'YES' });
    expect(await submit(platform, next)).toMatchObject({ accepted: true });
    await until(platform, ({ headline }) => headline === 'READY_TO_RELEASE');
    expect(await release(platform, next)).toMatchObject({ accepted: true });
    const distribution = await until(platform, ({ headline }) => headline === 'LIVE');
    expect(distribution.liveVersion.number).toMatch(/^2/);
    await until(platform, ({ foreignChanges }) => foreignChanges.length === 0);
  }, 120_000);

  it('a rollback in the console is noticed: the version that came back is theirs', async () => {
    await atConsole(platform, 'ROLL_BACK');
    const distribution = await until(platform, ({ release: now }) => now === 'ROLLED_BACK');
    expect(distribution).toMatchObject({
      headline: 'CHANGED_ELSEWHERE',
      liveVersion: null,
      foreignChanges: [{ kind: 'ROLLED_BACK', hostVersion: '9.9' }],
    });
    expect(await act('rollBack', { versionId: next, platform })).toMatchObject([
      {
        __typename: 'ForeignChangeProblem',
        code: 'FOREIGN_CHANGE',
        platform,
        message: expect.stringContaining('9.9'),
        changes: [{ kind: 'ROLLED_BACK', hostVersion: '9.9' }],
      },
    ]);
    await accept(platform, 'ROLLED_BACK');
  }, 120_000);

  it('a review of ours that is taken back in the console is withdrawn, and can be handed in once more', async () => {
    await holdReviews(platform);
    const third = await createVersion(`3.0.${platform === 'WECHAT' ? 0 : 1}`);
    expect(await submit(platform, third)).toMatchObject({ accepted: true });
    await until(platform, ({ package: pack }) => pack?.review === 'IN_REVIEW');
    await atConsole(platform, 'WITHDRAW');
    const distribution = await until(platform, open('WITHDRAWN'));
    expect(distribution).toMatchObject({
      headline: 'CHANGED_ELSEWHERE',
      package: { review: 'WITHDRAWN' },
    });
    expect(await submit(platform, third)).toMatchObject({
      accepted: false,
      verdict: { findings: [{ code: 'FOREIGN_CHANGE' }] },
    });
    await accept(platform, 'WITHDRAWN');
    expect(await submit(platform, third)).toMatchObject({ accepted: true });
    await until(platform, ({ headline }) => headline === 'READY_TO_RELEASE');
    expect(await release(platform, third)).toMatchObject({ accepted: true });
    await until(platform, ({ headline }) => headline === 'LIVE');
  }, 120_000);

  it('a service that is closed in the console is paused, and opened from here only once that was accepted', async () => {
    await atConsole(platform, 'PAUSE');
    expect(await until(platform, ({ release: now }) => now === 'PAUSED')).toMatchObject({
      headline: 'CHANGED_ELSEWHERE',
      visibility: 'HIDDEN',
      foreignChanges: [{ kind: 'PAUSED', hostVersion: null, holdsUp: ['RESUME'] }],
    });
    const { nodes } = await gateway.ask(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Distribution { package { version { id } } } } }',
      { ids: [(await seen(platform)).id] },
    );
    const input = { versionId: nodes[0].package.version.id, platform };
    expect(await act('resumeService', input)).toMatchObject([{ code: 'FOREIGN_CHANGE' }]);
    await accept(platform, 'PAUSED');
    expect(await act('resumeService', input)).toEqual([]);
    await until(platform, ({ headline }) => headline === 'LIVE');
  }, 120_000);
});

describe('a version that is on its way to WeChat', () => {
  it('is not submitted over what somebody uploads after it; it waits, says why, and goes on when that was accepted', async () => {
    const commits = () => gateway.calls('WECHAT', '/wxa/commit');
    const made = await commits();
    // The platform looks at the code for as long as it takes somebody else to upload.
    const scanning = { errcode: 61039, errmsg: 'scan is not finished' };
    await gateway.control('WECHAT', 'answers', {
      path: '/wxa/security/get_code_privacy_info',
      times: 1_000,
      body: scanning,
    });
    const versionId = await createVersion('4.0.0');
    expect(await submit('WECHAT', versionId)).toMatchObject({ accepted: true });
    await until('WECHAT', ({ package: pack }) => pack.state === 'UPLOADING');
    await gateway.heard('PACKAGE_UPLOADING', await packageId(versionId));
    while ((await commits()) === made);
    await atConsole('WECHAT', 'UPLOAD', { version: '9.99', description: 'another' });
    const waiting = await until('WECHAT', open('UPLOADED'));
    expect(waiting).toMatchObject({ headline: 'CHANGED_ELSEWHERE', waitingOn: { party: 'DEVELOPER' } });
    expect(await commits()).toBe(made + 1);

    await gateway.clearAnswers('WECHAT');
    await accept('WECHAT', 'UPLOADED');
    await until('WECHAT', ({ package: pack }) => pack.review === 'APPROVED');
    expect(await commits()).toBe(made + 2);
  }, 120_000);
});

async function packageId(versionId: string): Promise<string> {
  const { node } = await gateway.ask(
    'query ($id: ID!) { node(id: $id) { ... on Version { packages { id platform } } } }',
    { id: versionId },
  );
  return node.packages.find((pack: { platform: string }) => pack.platform === 'WECHAT').id;
}

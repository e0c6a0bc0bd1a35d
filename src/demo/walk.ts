import { randomBytes } from 'node:crypto';
import { createApiClient } from '../client/api-client.ts';
import { AccountEventsDocument, HereDocument, ReviewStatusDocument } from '../client/generated/graphql.ts';
import type { LiveClient } from '../client/live-client.ts';
import { readCatalogue } from './catalogue.ts';
import type { EventFeed } from './event-feed.ts';
import { spoilerIn, tellEvent } from './event-telling.ts';
import { sayIn } from './language.ts';
import { scriptReviews } from './reviewers.ts';
import { createDevice, type PublishedProgram, type Stage, type WalkSettings } from './stage.ts';
import { acceptAgreements } from './steps/accept-agreements.ts';
import { chooseHosts, chosenHosts } from './steps/choose-hosts.ts';
import { type Comparison, compareStreams } from './steps/compare-streams.ts';
import { createProgram } from './steps/create-program.ts';
import { hearFirstRound, hearSecondRound, type Listening, throughATunnel } from './steps/hear-reviews.ts';
import { registerOnBaidu, registerOnWechat, verifyOnBaidu } from './steps/register.ts';
import { type HostStanding, releaseOnBaidu, releaseOnWechat, showStanding } from './steps/release.ts';
import { createVersion, demandAll, showRefusal, submit } from './steps/submit.ts';
import { fromAccountEvents, fromReviewStatus, type StreamEvent } from './stream-event.ts';
import { createTeller } from './teller.ts';

/** What the walk came to. */
export interface Summary {
  readonly programId: string;
  readonly name: string;
  /** How the program stands at WeChat and at each chosen host of Baidu's. */
  readonly hosts: readonly HostStanding[];
  readonly stream: Comparison;
  /** Events that the phone was told after the tunnel. */
  readonly late: number;
  readonly durationMs: number;
}

const DEFAULT_WIDTH = 100;
/** Tieba's partner refuses in the sandbox; the other two with a review of their own confirm. */
const REFUSED_BY = 'tieba';
const hostWords = new Map([
  ['iqiyi', 'HOST_CONFIRMED'],
  ['iovauto', 'HOST_CONFIRMED'],
  [REFUSED_BY, 'HOST_REFUSED'],
] as const);

/**
 * Plays the main job through the public API: agreements, program, registration, hosts, submission, reviews with a
 * rejection and its correction, each host's own word, release; all of it heard live, across a broken connection.
 * Can be played again on the same data. Throws `WalkFailed` where something does not come, and `ApiError` or
 * `ConnectionLost` where the gateway does not answer as it should.
 */
export async function playMainJob(settings: WalkSettings): Promise<Summary> {
  const { stage, mark } = await enter(settings);
  try {
    return await play(stage, mark);
  } finally {
    for (const close of stage.closing.reverse()) await close();
  }
}

async function enter(settings: WalkSettings): Promise<{ readonly stage: Stage; readonly mark: string }> {
  const { url, email, password, locale, print, colour = false, width = DEFAULT_WIDTH } = settings;
  const say = sayIn(locale);
  const tell = createTeller({ print, look: { colour, width }, now: () => performance.now() });
  const api = createApiClient({ url });
  tell.step(say('登录，接受协议', 'Sign in and accept the agreements'));
  await api.signIn(email, password);
  tell.happened({ who: say('开发者', 'developer'), what: say(`以 ${email} 登录`, `signs in as ${email}`) });
  const catalogue = await readCatalogue(api, locale);
  return { stage: { settings, api, catalogue, say, tell, closing: [] }, mark: newMark() };
}

/** New in each run, so that names and addresses are free: the time in seconds, and a little chance. */
function newMark(): string {
  return Math.floor(Date.now() / 1000).toString(36) + randomBytes(1).toString('hex');
}

async function play(stage: Stage, mark: string): Promise<Summary> {
  const { say, tell, settings, catalogue } = stage;
  await acceptAgreements(stage);

  tell.step(say('声明主体，上传资料，创建小程序', 'Declare the subject, hand in papers, create the program'));
  const program = await createProgram(stage, mark);

  tell.step(say('在微信和百度注册', 'Register on WeChat and on Baidu'));
  const desk = createDesk(stage, program);
  desk.start((await stage.api.execute(HereDocument)).cursor);
  const registering = { stage, desk, program, mark };
  await registerOnWechat(registering);
  const baiduApp = await registerOnBaidu(registering);
  await verifyOnBaidu(registering);

  tell.step(say('选择宿主', 'Choose hosts'));
  await chooseHosts(stage, program);

  tell.step(say('提交 1.0.0', 'Submit 1.0.0'));
  const first = {
    id: await createVersion(stage, program, '1.0.0', say('首个版本', 'first version')),
    number: '1.0.0',
  };
  await showRefusal(stage, first.id, chosenHosts);
  await scriptReviews(settings.sandbox.baiduUrl, baiduApp, [
    { outcome: 'reject', reason: '首页的限时免单入口无法打开，请修复后重新提交（沙箱模拟）' },
    { outcome: 'approve' },
  ]);
  const late = new Set<string>();
  const phone = createPhone(stage, program, late);
  const from = (await stage.api.execute(HereDocument)).cursor;
  phone.start(from);
  tell.happened({
    who: say('手机', 'phone'),
    what: say('通过 WebSocket 订阅 reviewStatus', 'subscribes to reviewStatus over WebSocket'),
  });
  const absentContent = catalogue.agreements.flatMap(({ contentKinds }) =>
    contentKinds.map(({ code }) => code),
  );
  const results = await submit(stage, { versionId: first.id, absentContent });
  demandAll(stage, results);
  tell.happened({
    who: say('开发者', 'developer'),
    what: say(
      `声明不含违法内容，一次提交到全部 ${results.length} 个宿主`,
      `declares unlawful content absent, and submits to all ${results.length} hosts at once`,
    ),
  });

  tell.step(say('审核：实时收听，不轮询', 'Reviews, heard live and without polling'));
  const listening: Listening = { stage, program, phone, desk };
  await hearFirstRound(listening, first.number);
  const second = await correct(listening, absentContent, late);
  await hearSecondRound(listening, second.number, hostWords);

  tell.step(say('发布', 'Release'));
  await releaseOnWechat(listening, first);
  await releaseOnBaidu(listening, second, chosenHosts, REFUSED_BY);
  const hosts = await showStanding(stage, program, ['wechat', ...chosenHosts]);

  tell.step(say('核对：断线前后有没有缺失或重复', 'Check that nothing was missed or doubled'));
  const replay = createReplay(stage, program);
  const heardLate = phone.received.filter(({ cursor }) => late.has(cursor)).length;
  const stream = await compareStreams(stage, phone, replay, from, heardLate);
  return { ...program, hosts, stream, late: heardLate, durationMs: tell.elapsed() };
}

/** The correction is created and handed in while the phone is away. */
async function correct(at: Listening, absentContent: readonly string[], late: Set<string>) {
  const { stage, program } = at;
  const number = '1.0.1';
  let id = '';
  await throughATunnel(
    at,
    number,
    async () => {
      const { say } = stage;
      id = await createVersion(
        stage,
        program,
        number,
        say('修复首页入口', 'mends the entrance on the front page'),
      );
      demandAll(stage, await submit(stage, { versionId: id, hostIds: chosenHosts, absentContent }));
    },
    (missed) => {
      for (const { cursor } of missed) late.add(cursor);
    },
  );
  return { id, number };
}

/** Hears everything of the account, and tells what comes before the first review. */
function createDesk(stage: Stage, program: PublishedProgram): EventFeed<StreamEvent> {
  return createDevice(stage, {
    name: 'the desk',
    subscribe: (live, after) => eachOf(live.subscribe(AccountEventsDocument, { after }), fromAccountEvents),
    onEvent: (event) => {
      if (event.programId === program.programId && isOfRegistration(event)) tellOf(stage, event);
    },
    spoiledBy: (event) => (event.programId === program.programId ? spoilerIn(event, stage) : undefined),
  });
}

/** Hears the reviews of this program, and tells all of them; what happened in the tunnel is marked. */
function createPhone(
  stage: Stage,
  program: PublishedProgram,
  late: ReadonlySet<string>,
): EventFeed<StreamEvent> {
  return createDevice(stage, {
    name: 'the phone',
    subscribe: reviewsOf(program),
    onEvent: (event) => tellOf(stage, event, late.has(event.cursor)),
    spoiledBy: (event) => spoilerIn(event, stage),
  });
}

function createReplay(stage: Stage, program: PublishedProgram): EventFeed<StreamEvent> {
  return createDevice(stage, { name: 'the replay', subscribe: reviewsOf(program) });
}

function reviewsOf({ programId }: PublishedProgram) {
  return (live: LiveClient, after: string | undefined) =>
    eachOf(live.subscribe(ReviewStatusDocument, { after, programs: [programId] }), fromReviewStatus);
}

function isOfRegistration({ type }: StreamEvent): boolean {
  return /^(REGIST|VERIFICATION)/.test(type);
}

function tellOf(stage: Stage, event: StreamEvent, isLate = false): void {
  const moment = tellEvent(event, stage);
  if (!moment) return;
  const note = stage.say('补听：', 'heard late: ');
  stage.tell.happened(isLate ? { ...moment, what: note + moment.what, tone: 'QUIET' } : moment);
}

async function* eachOf<From, To>(
  source: AsyncIterable<From>,
  change: (item: From) => To,
): AsyncGenerator<To> {
  for await (const item of source) yield change(item);
}

import type { Catalogue } from './catalogue.ts';
import type { Say } from './language.ts';
import { type StreamEvent, textOf } from './stream-event.ts';
import type { Moment, Tone } from './timeline.ts';

export interface Telling {
  readonly say: Say;
  readonly catalogue: Catalogue;
}

/** Who acts, what they do in both languages, how it is told, and the clause that it happens under, by platform. */
interface Wording {
  readonly who: 'DEVELOPER' | 'GATEWAY' | 'PLATFORM' | 'HOST';
  readonly zh: (about: About) => string;
  readonly en: (about: About) => string;
  readonly tone?: Tone;
  readonly clauses?: Readonly<Record<string, readonly string[]>>;
}

/** What a sentence may speak of. */
interface About {
  readonly platform: string;
  readonly hosts: string;
  readonly version: string;
  /** A text of the event's payload. */
  readonly told: (key: string) => string;
  readonly visibility: string;
}

const review = { WECHAT: ['wechat/2.4'], BAIDU: ['baidu/2.2'] };
const hostReview = { BAIDU: ['baidu/3.6'] };

/** The events that the story tells; others happen and are counted. */
const wordings: Readonly<Partial<Record<StreamEvent['type'], Wording>>> = {
  REGISTRATION_CONSENT_NEEDED: {
    who: 'PLATFORM',
    zh: () => '请管理员在授权页上同意',
    en: () => 'asks the administrator to agree on its page',
  },
  REGISTERED: {
    who: 'PLATFORM',
    zh: ({ told }) => `注册完成，小程序编号 ${told('appId')}`,
    en: ({ told }) => `registers the program as ${told('appId')}`,
    tone: 'GOOD',
    clauses: { WECHAT: ['wechat/2.1'], BAIDU: ['baidu/2.1'] },
  },
  REGISTRATION_REFUSED: {
    who: 'PLATFORM',
    zh: () => '拒绝注册',
    en: () => 'refuses to register the program',
    tone: 'BAD',
  },
  VERIFICATION_PAGE_READY: {
    who: 'PLATFORM',
    zh: () => '打开认证页，等待对公打款',
    en: () => 'opens its verification page and awaits the transfer',
  },
  VERIFICATION_CHANGED: {
    who: 'PLATFORM',
    zh: ({ told }) => `准入认证 ${told('admission')}，高级认证 ${told('verification')}`,
    en: ({ told }) => `admission ${told('admission')}, advanced verification ${told('verification')}`,
    tone: 'GOOD',
    clauses: { BAIDU: ['baidu/2.1', 'baidu/2.2'] },
  },
  SUBMITTED: {
    who: 'GATEWAY',
    zh: ({ version, platform, hosts }) => `受理 ${version}，交给${platform}：${hosts}`,
    en: ({ version, platform, hosts }) => `takes ${version} on for ${platform}: ${hosts}`,
  },
  PACKAGE_UPLOADING: {
    who: 'GATEWAY',
    zh: ({ version, platform }) => `正在向${platform}上传 ${version}`,
    en: ({ version, platform }) => `uploads ${version} to ${platform}`,
    tone: 'QUIET',
  },
  PACKAGE_UPLOADED: {
    who: 'PLATFORM',
    zh: ({ version }) => `已收到 ${version} 的代码包`,
    en: ({ version }) => `has the package of ${version}`,
    tone: 'QUIET',
  },
  PACKAGE_FAILED: {
    who: 'PLATFORM',
    zh: ({ version }) => `${version} 上传失败`,
    en: ({ version }) => `could not take the package of ${version}`,
    tone: 'BAD',
  },
  REVIEW_STARTED: {
    who: 'PLATFORM',
    zh: ({ version }) => `开始审核 ${version}`,
    en: ({ version }) => `reviews ${version}`,
  },
  REVIEW_DELAYED: {
    who: 'PLATFORM',
    zh: ({ version }) => `${version} 的审核延期`,
    en: ({ version }) => `needs longer for ${version}`,
  },
  REVIEW_APPROVED: {
    who: 'PLATFORM',
    zh: ({ version }) => `${version} 审核通过`,
    en: ({ version }) => `approves ${version}`,
    tone: 'GOOD',
    clauses: review,
  },
  REVIEW_REJECTED: {
    who: 'PLATFORM',
    zh: ({ version }) => `驳回 ${version}`,
    en: ({ version }) => `rejects ${version}`,
    tone: 'BAD',
    clauses: review,
  },
  HOST_REVIEW_OPENED: {
    who: 'GATEWAY',
    zh: ({ version, hosts }) => `请${hosts}自行审核 ${version}`,
    en: ({ version, hosts }) => `asks ${hosts} for its own word on ${version}`,
    tone: 'QUIET',
  },
  HOST_CONFIRMED: {
    who: 'HOST',
    zh: ({ version }) => `确认接入 ${version}`,
    en: ({ version }) => `confirms ${version}`,
    tone: 'GOOD',
    clauses: hostReview,
  },
  HOST_REFUSED: {
    who: 'HOST',
    zh: ({ version }) => `拒绝接入 ${version}`,
    en: ({ version }) => `refuses ${version}`,
    tone: 'BAD',
    clauses: hostReview,
  },
  RELEASE_REQUESTED: {
    who: 'DEVELOPER',
    zh: ({ version, hosts }) => `请求在${hosts}发布 ${version}`,
    en: ({ version, hosts }) => `asks to release ${version} at ${hosts}`,
    tone: 'QUIET',
  },
  RELEASED: {
    who: 'HOST',
    zh: ({ version, visibility }) => `${version} 已对用户可见${visibility}`,
    en: ({ version, visibility }) => `shows ${version} to its users${visibility}`,
    tone: 'GOOD',
    clauses: { WECHAT: ['wechat/2.3'], BAIDU: ['baidu/2.2'] },
  },
  HOST_CALL_FAILED: {
    who: 'PLATFORM',
    zh: ({ told }) => `调用失败：${told('call')}`,
    en: ({ told }) => `fails a call: ${told('call')}`,
    tone: 'BAD',
  },
};

/** The events after which what a step waits for cannot come any more. */
const spoiling = new Set<StreamEvent['type']>(['REGISTRATION_REFUSED', 'PACKAGE_FAILED', 'HOST_CALL_FAILED']);

/** An event as a line of the story; undefined where the story does not tell it. */
export function tellEvent(event: StreamEvent, { say, catalogue }: Telling): Omit<Moment, 'at'> | undefined {
  const wording = wordings[event.type];
  if (!wording) return undefined;
  const about = aboutOf(event, say, catalogue);
  const clauses = wording.clauses?.[event.platform ?? ''] ?? [];
  const quoted = event.words ? [say(`原话：“${event.words}”`, `in their words: “${event.words}”`)] : [];
  return {
    who: whoIn(wording, about, say),
    what: say(wording.zh(about), wording.en(about)),
    details: [...quoted, ...clauses.map((id) => catalogue.clause(id))],
    ...(wording.tone ? { tone: wording.tone } : {}),
  };
}

/** Why the walk cannot go on after this event; undefined for all others. */
export function spoilerIn(event: StreamEvent, telling: Telling): string | undefined {
  if (!spoiling.has(event.type)) return undefined;
  const moment = tellEvent(event, telling);
  return moment && [moment.who, moment.what, ...(moment.details ?? [])].join(' ');
}

function aboutOf(event: StreamEvent, say: Say, catalogue: Catalogue): About {
  const { platform, hostIds, version = '', visibility } = event;
  return {
    platform: platform === undefined ? '' : catalogue.nameOf(platform),
    hosts: hostIds.map((id) => catalogue.nameOf(id)).join(say('、', ', ')),
    version,
    told: (key) => textOf(event, key) ?? '',
    visibility: visibility ? ` (${visibility.from} -> ${visibility.to})` : '',
  };
}

function whoIn({ who }: Wording, { platform, hosts }: About, say: Say): string {
  switch (who) {
    case 'DEVELOPER':
      return say('开发者', 'developer');
    case 'GATEWAY':
      return say('牌坊', 'Paifang');
    case 'PLATFORM':
      return platform;
    case 'HOST':
      return hosts;
  }
}

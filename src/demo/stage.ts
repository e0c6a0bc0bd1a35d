import type { ApiClient } from '../client/api-client.ts';
import { createLiveClient, type LiveClient } from '../client/live-client.ts';
import type { Catalogue } from './catalogue.ts';
import { EventFeed, type FeedSettings } from './event-feed.ts';
import type { Say, StoryLocale } from './language.ts';
import type { StreamEvent } from './stream-event.ts';
import type { Teller } from './teller.ts';
import { WalkFailed } from './walk-failed.ts';

export interface WalkSettings {
  /** The gateway without a path. */
  readonly url: string;
  readonly email: string;
  readonly password: string;
  /** Where the sandboxes are, without a path. */
  readonly sandbox: { readonly wechatUrl: string; readonly baiduUrl: string };
  readonly locale: StoryLocale;
  /** Takes what is told, some lines at a time, without the last line break. */
  readonly print: (text: string) => void;
  /** Whether to tell it in colours. Default: no. */
  readonly colour?: boolean;
  /** Columns of the terminal. Default: 100. */
  readonly width?: number;
  /** How long one event is waited for, in milliseconds. Default: 30 000. */
  readonly patienceMs?: number;
}

/** What every step works with. */
export interface Stage {
  readonly settings: WalkSettings;
  readonly api: ApiClient;
  readonly catalogue: Catalogue;
  readonly say: Say;
  readonly tell: Teller;
  /** What has to be closed, whatever becomes of the walk. */
  readonly closing: (() => Promise<void>)[];
}

/** The program that is being published, once there is one. */
export interface PublishedProgram {
  readonly programId: string;
  readonly name: string;
}

const PATIENCE_MS = 30_000;

type FeedChoices = Pick<FeedSettings<StreamEvent>, 'name' | 'onEvent' | 'spoiledBy'> & {
  readonly subscribe: (live: LiveClient, after: string | undefined) => AsyncIterable<StreamEvent>;
};

/** A device of the developer's, with a connection of its own. */
export function createDevice(stage: Stage, { subscribe, ...choices }: FeedChoices): EventFeed<StreamEvent> {
  const { api, settings, closing } = stage;
  const live = createLiveClient({ url: settings.url, token: api.token });
  closing.push(() => live.close());
  return new EventFeed<StreamEvent>({
    ...choices,
    open: (after) => subscribe(live, after),
    cursorOf: ({ cursor }) => cursor,
    breakConnection: () => live.cut(),
    patienceMs: settings.patienceMs ?? PATIENCE_MS,
  });
}

/** An expected refusal, as every mutation answers it. */
export interface ToldProblem {
  readonly code: string;
  readonly message: string;
  readonly path?: string | null;
}

/** Throws what the server says where it refuses something that the walk needs. */
export function demand(what: string, problems: readonly ToldProblem[]): void {
  if (problems.length === 0) return;
  const reasons = problems.map(
    ({ code, message, path }) => `${message} [${code}${path ? ` at ${path}` : ''}]`,
  );
  throw new WalkFailed(`${what}: the gateway refuses: ${reasons.join('; ')}`);
}

/** A value that the contract leaves out for some cases, in a case where it has to be there. */
export function present<Value>(what: string, value: Value | null | undefined): Value {
  if (value === null || value === undefined)
    throw new WalkFailed(`${what}: the gateway's answer does not hold it`);
  return value;
}

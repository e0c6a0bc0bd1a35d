import { z } from 'zod';
import type { CredentialVault } from '../credential-vault.ts';
import type { MissedPushDesk, MissedPushPage } from '../desks/desks.ts';
import { HostError } from '../host-error.ts';
import { openMessage } from '../push-envelope.ts';
import { readReply } from '../reply.ts';
import type { BaiduApi } from './api.ts';
import { type BaiduConfig, PLATFORM } from './config.ts';
import { verifiedMessage } from './pushes.ts';

const PATH = '/rest/2.0/smartapp/pushmsg/getmsg';
const PAGE_SIZE = 100;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What is asked for without a time: the last day. Less is relied upon, since the clocks are two. */
const LAST_DAY_MS = 20 * HOUR_MS;
/** A month back at most, a week at once: within both, whatever a month is. */
const FURTHEST_BACK_MS = 28 * DAY_MS;
const WIDEST_MS = 6 * DAY_MS;
/** After a pause longer than this, also pushes that Baidu takes to have arrived are asked for: we may have been put back to a backup. */
const PAUSE_MS = HOUR_MS;

const EVERY_PUSH = '1';
const FAILED_PUSHES = '2';

/** The times could not be read: their form is not published. Nothing was answered. */
const unreadTimes = new Set(['100', '2002', '30001', '40001', '41000']);

const text = z.union([z.string(), z.number()]).transform(String);
const pageShape = z.object({
  data: z.object({
    count: z.union([z.number(), z.string()]).transform(Number).nullish(),
    list: z.array(z.object({ id: text, content: z.string().nullish() })).nullish(),
  }),
});

/**
 * Finds pushes that did not arrive (找回推送). Source: https://smartprogram.baidu.com/docs/third/push/find_push_list/.
 * `start` and `end` are sent as Unix seconds, which is inferred; so the last day, for which none are needed, is asked for
 * without them every time, and times only after a longer pause.
 */
export function createBaiduMissedPushes(
  config: BaiduConfig,
  vault: CredentialVault,
  api: BaiduApi,
): MissedPushDesk {
  const { encodingAesKeys } = config;

  async function* ask(question: Readonly<Record<string, string>>): AsyncGenerator<MissedPushPage> {
    for (let offset = 0; ; ) {
      const query = { ...question, offset: String(offset), count: String(PAGE_SIZE) };
      const reply = await api.asPlatform({ method: 'GET', path: PATH, query, effect: 'READS' });
      const { data } = readReply(PLATFORM, `GET ${PATH}`, pageShape, reply);
      const list = data.list ?? [];
      if (list.length > 0) yield read(list.map(({ content }) => content ?? ''));
      offset += list.length;
      if (list.length === 0 || offset >= (data.count ?? 0)) return;
    }
  }

  function read(contents: readonly string[]): MissedPushPage {
    const pushes = contents.flatMap((content) => {
      const message = openMessage(content, { encodingAesKeys });
      const push = message === undefined ? undefined : verifiedMessage(config, message);
      return push ? [{ ...push, address: 'missed' }] : [];
    });
    return { pushes, unreadable: contents.length - pushes.length };
  }

  /** Windows of the past that the last day does not reach, the oldest first. */
  async function* askForEarlier(from: Date, until: Date, push_type: string): AsyncGenerator<MissedPushPage> {
    const end = until.getTime();
    let start = Math.max(from.getTime(), end - FURTHEST_BACK_MS);
    while (start < end) {
      const windowEnd = Math.min(start + WIDEST_MS, end);
      const seconds = (ms: number) => String(Math.floor(ms / 1000));
      yield* ask({ push_type, start: seconds(start), end: seconds(windowEnd) });
      start = windowEnd;
    }
  }

  return {
    async *between(from, until) {
      await vault.noteUse({ platform: PLATFORM, holder: config.clientId, kind: 'push-key' }, 'READ_PUSH');
      const pause = until.getTime() - from.getTime();
      const push_type = pause > PAUSE_MS ? EVERY_PUSH : FAILED_PUSHES;
      if (pause > LAST_DAY_MS) {
        try {
          yield* askForEarlier(from, until, push_type);
        } catch (error) {
          if (!(error instanceof HostError) || !unreadTimes.has(error.detail.code ?? '')) throw error;
        }
      }
      yield* ask({ push_type });
    },
  };
}

import { randomBytes } from 'node:crypto';
import type { StreamId } from '../../events/stream.ts';
import type { DatabaseLocation } from '../database.ts';
import { KeptLine } from './kept-line.ts';
import type { OpenLine } from './line.ts';
import { natsLine } from './nats-line.ts';
import { EVENT_CHANNEL, postgresLine } from './postgres-line.ts';
import { redisLine } from './redis-line.ts';
import type { WakeUpCarrier, WakeUps } from './wake-ups.ts';

/** Where a carrier is that was chosen in the database's stead; its address may hold a password. */
export interface WakeUpAddress {
  readonly carrier: Exclude<WakeUpCarrier, 'POSTGRES'>;
  readonly url: string;
}

/** Where it is written down that a carrier went away, and that it is back. */
export interface WakeUpLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

export interface WakeUpParts {
  /** Called for each stream that another node says has grown. */
  readonly ring: (stream: StreamId) => void;
  readonly log: WakeUpLog;
}

const lines: Readonly<Record<WakeUpCarrier, (url: string) => OpenLine>> = {
  POSTGRES: postgresLine,
  REDIS: redisLine,
  NATS: natsLine,
};

/**
 * Hears from the other nodes of a database, and tells them, over what was chosen for it or else the database itself. What is
 * embedded has one node, which wakes nobody. Returns at once: a carrier that cannot be had is written down, and tried
 * again until it can.
 */
export function openWakeUps(
  database: DatabaseLocation,
  chosen: WakeUpAddress | undefined,
  parts: WakeUpParts,
): WakeUps | undefined {
  if (chosen) return wakeUpsOver(chosen.carrier, chosen.url, parts);
  return database.kind === 'SERVER' ? wakeUpsOver('POSTGRES', database.url, parts) : undefined;
}

function wakeUpsOver(carrier: WakeUpCarrier, url: string, { ring, log }: WakeUpParts): WakeUps {
  const self = randomBytes(6).toString('base64url');
  const where = { carrier, at: new URL(url).host };
  const line = new KeptLine({
    open: lines[carrier](url),
    hear: (message) => {
      const { sender, streams } = readMessage(message);
      if (sender !== self) for (const stream of streams) ring(stream);
    },
    onDown: (fault) =>
      log.warn(
        { ...where, reason: reasonOf(fault, url) },
        'wake-ups of other nodes do not arrive: their events are told up to five seconds late',
      ),
    onUp: () => log.info(where, 'wake-ups of other nodes arrive'),
  });
  const inDatabase = carrier === 'POSTGRES';
  return {
    carrier,
    isUp: () => line.isUp(),
    async withCommit(tx, streams) {
      if (inDatabase && streams.length > 0)
        await tx.$executeRaw`SELECT pg_notify(${EVENT_CHANNEL}, stream) FROM unnest(${streams}::text[]) AS grown (stream)`;
    },
    afterCommit(streams) {
      if (!inDatabase && streams.length > 0) line.send([self, ...streams].join(' '));
    },
    stop: () => line.stop(),
  };
}

/** Names of streams, and before them, where others than the database carry them, who says so. Whatever else comes is passed over. */
function readMessage(message: string): { readonly sender: string; readonly streams: readonly StreamId[] } {
  const words = message.split(' ');
  return { sender: words[0] ?? '', streams: words.filter(isStreamId) };
}

function isStreamId(word: string): word is StreamId {
  return /^(account|host):./.test(word);
}

/** What a carrier said, without the password or token of its address. */
export function reasonOf(fault: unknown, url: string): string {
  const { message, code }: { message?: unknown; code?: unknown } =
    typeof fault === 'object' && fault !== null ? fault : { message: fault };
  const { username, password } = new URL(url);
  const secret = password || username;
  let reason = String(message || code || 'no reason was given');
  for (const form of [secret, decodeURIComponent(secret)])
    if (form !== '') reason = reason.replaceAll(form, '…');
  return reason;
}

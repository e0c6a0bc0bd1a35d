import { z } from 'zod';
import type { MeasureTold, PushNews } from '../connector.ts';
import type { MeasureTaken } from '../push-news.ts';
import { asJson } from '../reply.ts';
import type { IllegalRecord } from './illegal-records.ts';
import { asFields, type MessageFields, textOf } from './message-xml.ts';

const DAY_MS = 86_400_000;

/** No text draws the line between a short term and a long one (wechat/2.5); this one is ours. */
const SHORT_TERM_DAYS = 30;

/** By what a breach is told to be the same, wherever WeChat speaks of it. */
export interface Breach {
  readonly illegal_reason?: string | null | undefined;
  readonly rule_name?: string | null | undefined;
  readonly rule_url?: string | null | undefined;
}

export function breachOf({ illegal_reason, rule_name, rule_url }: Breach): string {
  const rule = [rule_name, rule_url].filter((part) => part).join(' ');
  return [illegal_reason, rule].filter((part) => part).join('\n');
}

/** Events of the two kinds have numbers of their own, and two of them could be the same. */
export const PUNISH = 'wxa_punish_event';
export const RECORD = 'wxa_illegal_record';

/**
 * What WeChat pushes against a program, in the words of its agreement. Its grounds are what the operating rules object to,
 * which are part of the agreement (wechat/0.1); so each is a breach of it. What does not have the published form is kept
 * whole and told as unread. Sources: the pages of the mini program's event `Penalty_for_Violation` and of the third-party
 * platform's `record_event` and `getillegalrecords`.
 */
export function measureNews(event: string, fields: MessageFields, appId: string | undefined): PushNews {
  if (appId === undefined) return { kind: 'OTHER' };
  const read = event === 'wxa_appeal_record' ? appealIn(fields) : takenIn(event, fields);
  const [told, ...also] = read ?? [unread(event, fields)];
  if (!told) return { kind: 'OTHER', appId };
  return { kind: 'MEASURE_TOLD', appId, told, ...(also.length > 0 ? { also } : {}) };
}

function unread(event: string, fields: MessageFields): MeasureTold {
  return { act: 'UNREAD', words: `${event} ${JSON.stringify(fields)}` };
}

/** What the push of a breach says, from the list in which it is as well; undefined where it has no form that can be read. */
export function recordTold({ create_time, ...record }: IllegalRecord): MeasureTaken | undefined {
  return takenIn(RECORD, { ...record, create_time: String(create_time) })?.[0];
}

function takenIn(event: string, fields: MessageFields): readonly MeasureTaken[] | undefined {
  const id = textOf(fields, event === PUNISH ? 'punish_id' : 'illegal_record_id');
  const seconds = Number(textOf(fields, event === PUNISH ? 'punish_time' : 'create_time') ?? Number.NaN);
  if (id === undefined || !Number.isSafeInteger(seconds)) return undefined;
  const from = new Date(seconds * 1000);
  const breach = breachOf({
    illegal_reason: textOf(fields, 'illegal_reason'),
    rule_name: textOf(fields, 'rule_name'),
    rule_url: textOf(fields, 'rule_url'),
  });
  const detail = textOf(fields, 'detail');
  const guide = textOf(fields, 'adjust_guide_url');
  const words = [breach, ...textsOf(fields.illegal_content), detail, guide].filter((part) => part).join('\n');
  const base = {
    act: 'TAKEN',
    ground: 'BREACH_OF_AGREEMENT',
    reference: `${event} ${id}`,
    from,
    words,
    breach,
  } as const;
  if (event === RECORD) return [{ ...base, measure: 'WARNING', isRecord: true }];
  return punished(textOf(fields, 'event_type'), asJson(detail ?? ''), from)?.map(
    ({ named, ...measure }, index) => ({
      ...base,
      ...measure,
      // One event bans several functions, each for its own time.
      reference: index === 0 ? base.reference : `${base.reference} ${named}`,
    }),
  );
}

type Punishment = Pick<MeasureTaken, 'measure' | 'until' | 'functions' | 'rectifyBefore'> & {
  readonly named?: string;
};

const days = z.number().int().min(0);
const warning = z.object({ rectify_deadline: z.number().int().positive() });
const functionBan = z
  .object({ banned_function_names: z.array(z.string().min(1)).min(1).max(50), banned_days: z.array(days) })
  .refine(({ banned_days, banned_function_names }) => banned_days.length === banned_function_names.length);
const suspension = z.object({ suspended_days: days });
const accountBan = z.object({ banned_days: days });
const pageBan = z.object({ path: z.string().min(1) });

/** By `event_type`: 1 a warning, 2 functions, 3 taken down, 4 the program's account, 5 (in an older page 10) one page. */
function punished(type: string | undefined, detail: unknown, from: Date): readonly Punishment[] | undefined {
  switch (type) {
    case '1': {
      const read = warning.safeParse(detail).data;
      return read && [{ measure: 'WARNING', rectifyBefore: new Date(read.rectify_deadline * 1000) }];
    }
    case '2': {
      const read = functionBan.safeParse(detail).data;
      return read && functionsBanned(read.banned_function_names, read.banned_days, from);
    }
    case '3': {
      const read = suspension.safeParse(detail).data;
      return [read ? blocked(read.suspended_days, from) : blockedAtAll];
    }
    case '4': {
      const read = accountBan.safeParse(detail).data;
      return [read ? blocked(read.banned_days, from) : blockedAtAll];
    }
    case '5':
    case '10': {
      const read = pageBan.safeParse(detail).data;
      return read && [{ measure: 'OTHER', functions: [read.path] }];
    }
    default:
      return undefined;
  }
}

/** 0 days: for good. */
function blocked(term: number, from: Date): Punishment {
  if (term === 0) return { measure: 'PERMANENT' };
  const until = new Date(from.getTime() + term * DAY_MS);
  return { measure: term > SHORT_TERM_DAYS ? 'LONG_TERM' : 'SHORT_TERM', until };
}

/** Blocked, and for how long cannot be read: it must not pass as a block that has an end, nor as one that has none. */
const blockedAtAll: Punishment = { measure: 'OTHER' };

/** One measure for each time that functions are banned for. */
function functionsBanned(
  names: readonly string[],
  terms: readonly number[],
  from: Date,
): readonly Punishment[] {
  return [...new Set(terms)].map((term) => {
    const functions = names.filter((_, index) => terms[index] === term);
    const until = term === 0 ? {} : { until: new Date(from.getTime() + term * DAY_MS) };
    return { measure: 'OTHER', functions, named: String(term), ...until };
  });
}

/** `appeal_status`: 1 it is looked at, 2 it is won, 3 it is lost, 4 it was taken back, so that the measure stands. */
const appealActs: Readonly<Record<string, 'APPEAL_TAKEN' | 'APPEAL_UPHELD' | 'APPEAL_OVERTURNED'>> = {
  '1': 'APPEAL_TAKEN',
  '2': 'APPEAL_OVERTURNED',
  '3': 'APPEAL_UPHELD',
  '4': 'APPEAL_UPHELD',
};

function appealIn(fields: MessageFields): readonly MeasureTold[] | undefined {
  const status = textOf(fields, 'appeal_status') ?? '';
  const act = appealActs[status];
  const reference = textOf(fields, 'appeal_record_id');
  if (act === undefined || reference === undefined) return undefined;
  const said = textOf(fields, 'audit_reason') ?? (status === '4' ? TAKEN_BACK : undefined);
  const overWire = textOf(fields, 'appeal_from') === '1';
  return [{ act, reference, overWire, ...(said === undefined ? {} : { words: said }) }];
}

export const TAKEN_BACK = '申诉已撤销 (appeal_status 4)';

/** The sample has a list, the table a text; a list is repeated elements, or elements of an element. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  const inner = asFields(value);
  return inner ? Object.values(inner).flatMap(textsOf) : [];
}

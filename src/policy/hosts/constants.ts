import type { ASTNode } from '@marcbachmann/cel-js';
import { isCivilDate } from '../../kernel/civil-time.ts';
import type { LocalizedText } from '../../kernel/localized.ts';
import { allOf } from './parts.ts';
import { calendar, type PlacedFault } from './weigh.ts';

/** The least and the most that CEL's int holds. */
export const INT_LEAST = -(2n ** 63n);
export const INT_MOST = 2n ** 63n - 1n;

// No way to read a text in two ways: then looking through it takes as many steps as it has characters.
const UNIT = '(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:ns|us|µs|ms|s|m|h)';
const UNITS = /([\d.]+)(ns|us|µs|ms|s|m|h)/gy;
const DURATION = new RegExp(`^[-+]?(?:${UNIT})+$`);
const INSTANT = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[-+]\d\d:\d\d)$/;
const milliseconds: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/** What is wrong with what an expression has written out, whatever the facts are: none of it waits for a program. */
export function constantFaults(root: ASTNode): readonly PlacedFault[] {
  const parts = allOf(root);
  // The least int is written as the negative of one more than the most.
  const negated = new Set(parts.map((node) => (node.op === '-_' ? node.args : undefined)));
  return parts.flatMap((node) => {
    switch (node.op) {
      case 'value':
        return valueFaults(node.args, node.start, negated.has(node) ? INT_MOST + 1n : INT_MOST);
      case 'call':
        return callFaults(node.args[0], node.args[1], node.start);
      case 'rcall':
        return calendar.includes(node.args[0]) ? node.args[2].flatMap(zoneFaults) : [];
      default:
        return [];
    }
  });
}

function valueFaults(value: unknown, at: number, most: bigint): readonly PlacedFault[] {
  if (typeof value === 'bigint') return value > most ? [{ at, message: tooLarge(value) }] : [];
  const offered = ['string', 'boolean', 'number'].includes(typeof value);
  return offered ? [] : [{ at, message: noSuchLiteral }];
}

function callFaults(name: string, [argument]: readonly ASTNode[], at: number): readonly PlacedFault[] {
  if (!argument || (name !== 'timestamp' && name !== 'duration')) return [];
  if (argument.op !== 'value') return [{ at, message: notWrittenOut(name) }];
  const { args: value } = argument;
  const seconds = typeof value === 'bigint' && name === 'timestamp';
  // Of another type: that is told with the types.
  if (typeof value !== 'string' && !seconds) return [];
  const text = String(value);
  const isSound =
    name === 'duration'
      ? DURATION.test(text)
      : seconds
        ? isReachable(Number(value) * 1_000)
        : isInstant(text);
  return isSound ? [] : [{ at: argument.start, message: notOne(name, text) }];
}

/** As much of RFC 3339 as the library reads, on a day that there is. */
function isInstant(text: string): boolean {
  return (
    text.length <= 30 && INSTANT.test(text) && isCivilDate(text.slice(0, 10)) && isReachable(Date.parse(text))
  );
}

/** From the year 1 to the year 9999; what is no number is not. */
function isReachable(milliseconds: number): boolean {
  return milliseconds >= -62_135_596_800_000 && milliseconds <= 253_402_300_799_999;
}

/** As many milliseconds at the most as a duration that is written out has, without its sign. */
export function lengthOf(text: string): bigint {
  let total = 1;
  // Of what is no duration there is no length, and nobody waits for it.
  const units = DURATION.test(text) ? text.replace(/^[-+]/, '').matchAll(UNITS) : [];
  for (const [, count = '', unit = ''] of units) total += Number(count) * (milliseconds[unit] ?? 0);
  return BigInt(Math.ceil(Math.min(total, Number.MAX_SAFE_INTEGER)));
}

function zoneFaults(zone: ASTNode): readonly PlacedFault[] {
  if (zone.op !== 'value') return [{ at: zone.start, message: notWrittenOut('timeZone') }];
  return typeof zone.args !== 'string' || isZone(zone.args)
    ? []
    : [{ at: zone.start, message: notOne('timeZone', zone.args) }];
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

type Written = 'timestamp' | 'duration' | 'timeZone';

const examples: Readonly<Record<Written, readonly [zh: string, en: string, example: string]>> = {
  timestamp: ['时间点', 'instant', '2027-03-10T08:00:00Z'],
  duration: ['时长', 'duration', '720h'],
  timeZone: ['时区', 'time zone', 'Asia/Shanghai'],
};

function notOne(kind: Written, found: string): LocalizedText {
  const [zh, en, example] = examples[kind];
  return {
    'zh-CN': `“${found}”不是${zh}；应如 "${example}"`,
    en: `\`${found}\` is no ${en}; expected one such as "${example}"`,
  };
}

function notWrittenOut(kind: Written): LocalizedText {
  const [zh, en, example] = examples[kind];
  return {
    'zh-CN': `${zh}须直接写出，例如 "${example}"；否则无法预先检查`,
    en: `expected the ${en} to be written out, as in "${example}": what is worked out from a program cannot be checked beforehand`,
  };
}

/** An int that holds no such number. */
export function tooLarge(found: bigint): LocalizedText {
  return {
    'zh-CN': `${found} 超出整数范围；应在 ${INT_LEAST} 与 ${INT_MOST} 之间`,
    en: `${found} is more than an int holds; expected a number from ${INT_LEAST} to ${INT_MOST}`,
  };
}

const noSuchLiteral: LocalizedText = {
  'zh-CN': '规则中不能使用无符号整数、字节串和 null；请使用整数、文本或 has()',
  en: 'unsigned ints, bytes and null are not offered; expected an int, a text or `has()`',
};

import { padTo, widthOf, wrap } from './display-width.ts';

/** One thing that happened, as it is told. */
export interface Moment {
  /** Milliseconds since the start. */
  readonly at: number;
  /** Who did it, in words. */
  readonly who: string;
  readonly what: string;
  /** Lines below it: reasons, clauses, counts. */
  readonly details?: readonly string[];
  readonly tone?: Tone;
}

/** GOOD: something came through. BAD: something was refused. QUIET: on the way, or heard late. */
export type Tone = 'PLAIN' | 'GOOD' | 'BAD' | 'QUIET';

export interface Appearance {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

const TIME_COLUMNS = 8;
const WHO_COLUMNS = 16;
const INDENT = TIME_COLUMNS + 2 + WHO_COLUMNS;
const NARROWEST_TEXT = 30;

/** SGR codes of a terminal. */
const BOLD = '1';
const tones: Readonly<Record<Tone, string>> = { PLAIN: '', GOOD: '32', BAD: '31', QUIET: '2' };

/** `   3.2 s  Baidu         rejects 1.0.0`, and below it the details, all of them aligned with the text. */
export function renderMoment(
  { at, who, what, details = [], tone = 'PLAIN' }: Moment,
  look: Appearance,
): string {
  const text = Math.max(look.width - INDENT, NARROWEST_TEXT);
  // A name that is too long for its column has the line to itself.
  const [first = '', ...rest] = [...(widthOf(who) < WHO_COLUMNS ? [] : ['']), ...wrap(what, text)];
  const time = `${(at / 1000).toFixed(1)} s`.padStart(TIME_COLUMNS);
  const name = first === '' ? who : padTo(who, WHO_COLUMNS);
  const head = `${paint(time, tones.QUIET, look)}  ${name}${paint(first, tones[tone], look)}`;
  const below = rest.map((line) => ' '.repeat(INDENT) + paint(line, tones[tone], look));
  const more = details.flatMap((detail) =>
    wrap(detail, text - 2).map((line, index) => {
      return ' '.repeat(INDENT) + paint((index === 0 ? '- ' : '  ') + line, tones.QUIET, look);
    }),
  );
  return [head, ...below, ...more].join('\n');
}

/** The heading of a step, with an empty line above it. */
export function renderHeading(number: number, title: string, look: Appearance): string {
  return `\n${paint(`${number}  ${title}`, BOLD, look)}`;
}

/** Columns under their heads, as wide as their widest cell. */
export function renderTable(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  look: Appearance,
): string {
  const widths = heads.map((head, column) =>
    Math.max(...[head, ...rows.map((row) => row[column] ?? '')].map((cell) => widthOf(cell))),
  );
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, column) => padTo(cell, widths[column] ?? 0)).join('   ')}`.trimEnd();
  return [paint(line(heads), tones.QUIET, look), ...rows.map(line)].join('\n');
}

function paint(text: string, code: string, { colour }: Appearance): string {
  return colour && code !== '' && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text;
}

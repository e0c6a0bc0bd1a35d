import type { ASTNode } from '@marcbachmann/cel-js';
import { isCivilDate } from '../../kernel/civil-time.ts';
import type { LocalizedText } from '../../kernel/localized.ts';
import { allOf } from './parts.ts';
import type { Literal, Shape } from './shape.ts';
import type { PlacedFault } from './weigh.ts';

const alike = ['==', '!=', 'in'];
const ordered = ['<', '<=', '>', '>='];

/**
 * Where an enumeration is compared with a text that is none of its words, or a day with what is no day: such a
 * comparison always comes to the same, which nobody means.
 */
export function wordFaults(root: ASTNode, shapes: ReadonlyMap<ASTNode, Shape>): readonly PlacedFault[] {
  const faults = new Map<string, PlacedFault>();
  for (const node of allOf(root)) {
    const isAlike = alike.includes(node.op);
    if (!isAlike && !ordered.includes(node.op)) continue;
    const [one, other] = (node.args as readonly ASTNode[]).map((side) => shapes.get(side));
    if (!one || !other) continue;
    const container = node.op === 'in' && other.kind === 'LIST' ? other.item : other;
    const found = [...misfits(one, container, isAlike), ...misfits(container, one, isAlike)];
    for (const fault of found) faults.set(`${fault.at} ${fault.message.en}`, fault);
  }
  return [...faults.values()].sort((a, b) => a.at - b.at);
}

/** What is written out on one side and cannot be on the other. */
function misfits(written: Shape, other: Shape, isAlike: boolean): readonly PlacedFault[] {
  if (written.kind === 'LIST' && other.kind === 'LIST') return misfits(written.item, other.item, isAlike);
  if (written.kind !== 'TEXT' || other.kind !== 'TEXT') return [];
  const { literals = [] } = written;
  if (other.day) return literals.filter(({ text }) => !isCivilDate(text)).map(noDay);
  const { words, enumerated } = other;
  if (!isAlike || !enumerated || !words) return [];
  return literals.filter(({ text }) => !words.includes(text)).map((literal) => noWord(literal, words));
}

function noWord({ text, at }: Literal, words: readonly string[]): PlacedFault {
  const near = nearestWord(text, words);
  const all = words.join(', ');
  const message: LocalizedText = {
    'zh-CN': `“${text}”不是其取值${near ? `，是否为“${near}”` : ''}；应为其中之一：${all}`,
    en: `\`${text}\` is none of its words${near ? `; is \`${near}\` meant` : ''}; expected one of: ${all}`,
  };
  return { at, message };
}

function noDay({ text, at }: Literal): PlacedFault {
  const message: LocalizedText = {
    'zh-CN': `“${text}”不是日期；应为 YYYY-MM-DD`,
    en: `\`${text}\` is no day; expected YYYY-MM-DD`,
  };
  return { at, message };
}

/** The word that is the fewest keystrokes away, whatever its case; none where half of it would have to be typed anew. */
export function nearestWord(text: string, words: readonly string[]): string | undefined {
  const typed = text.toUpperCase();
  const [nearest] = words
    .map((word) => ({ word, far: keystrokes(typed, word.toUpperCase()) }))
    .sort((one, other) => one.far - other.far);
  return nearest && nearest.far <= nearest.word.length / 2 ? nearest.word : undefined;
}

/** Levenshtein's distance: letters put in, taken out or exchanged. */
function keystrokes(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1];
    for (let column = 1; column <= to.length; column++) {
      const exchanged = (row[column - 1] ?? 0) + (to[column - 1] === letter ? 0 : 1);
      next.push(Math.min(exchanged, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

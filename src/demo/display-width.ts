/**
 * How many columns a text takes in a terminal: Chinese characters and full-width signs take two. Combining marks are
 * not looked for; nothing that is printed here has them.
 */
export function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + columnsOf(character), 0);
}

/** Fills up with spaces to a width; what is longer stays as it is. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/**
 * Breaks a text into lines of at most `width` columns, between words, and between any two Chinese characters;
 * a sign that ends a phrase stays with what it ends. A word that is longer than a line gets one of its own.
 */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text)) {
    if (line !== '' && widthOf(line + piece.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += line === '' ? piece.trimStart() : piece;
  }
  return [...lines, line.trimEnd()];
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;
/** Signs that no line begins with. */
const CLOSING = '，。；：、！？）》”’】';
const OPENING = '（《“‘【';

function columnsOf(character: string): number {
  return WIDE.test(character) ? 2 : 1;
}

/** What is never broken: a word with the space behind it, or one Chinese character with the signs around it. */
function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  let open = false;
  for (const character of text) {
    const last = pieces.at(-1);
    const joins =
      last !== undefined &&
      (CLOSING.includes(character) ||
        character === ' ' ||
        open ||
        !(last.endsWith(' ') || endsWide(last, character)));
    if (joins) pieces[pieces.length - 1] = last + character;
    else pieces.push(character);
    open = OPENING.includes(character);
  }
  return pieces;
}

function endsWide(before: string, next: string): boolean {
  return WIDE.test(next) || WIDE.test([...before].at(-1) ?? '');
}

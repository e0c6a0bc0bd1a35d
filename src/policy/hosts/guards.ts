import type { ASTNode } from '@marcbachmann/cel-js';
import { written, writtenFilter } from './parts.ts';

/**
 * What has been asked before a part of an expression is looked at: which records are on file, and how many at least
 * lists and texts have, by how they are written.
 */
export interface Known {
  readonly onFile: ReadonlySet<string>;
  readonly atLeast: ReadonlyMap<string, bigint>;
}

export const nothingKnown: Known = { onFile: new Set(), atLeast: new Map() };

export function withAtLeast(known: Known, what: string, least: bigint): Known {
  const before = known.atLeast.get(what) ?? 0n;
  return least > before ? { ...known, atLeast: new Map([...known.atLeast, [what, least]]) } : known;
}

/** The same of a part; what was filtered out of a list was in it before. */
function withSo(known: Known, node: ASTNode, least: bigint): Known {
  const source = node.op === 'rcall' && node.args[0] === 'filter' ? node.args[1] : undefined;
  const further = source ? withSo(known, source, least) : known;
  return withAtLeast(further, written(node), least);
}

/** What is known inside a loop over `name`: nothing of another thing by that name. */
export function inLoop(known: Known, name: string): Known {
  const speaks = (what: string) => what.match(/\w+/g)?.includes(name) ?? false;
  return {
    onFile: new Set([...known.onFile].filter((what) => !speaks(what))),
    atLeast: new Map([...known.atLeast].filter(([what]) => !speaks(what))),
  };
}

/** What is known besides, once this has come out as `answer`. */
export function knowing(known: Known, node: ASTNode, answer: boolean): Known {
  switch (node.op) {
    case '!_':
      return knowing(known, node.args, !answer);
    case '&&':
    case '||': {
      // Of what was false as a whole it is not known which part was.
      if (answer !== (node.op === '&&')) return known;
      const [one, other] = node.args;
      return knowing(knowing(known, one, answer), other, answer);
    }
    case 'call': {
      const [asked] = node.args[1];
      if (!answer || node.args[0] !== 'has' || asked?.op !== '.') return known;
      return { ...known, onFile: new Set([...known.onFile, written(asked.args[0])]) };
    }
    case 'rcall':
      return knowingOfLoop(known, node.args, answer);
    case 'in':
      return answer ? withSo(known, node.args[1], 1n) : known;
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return knowingOfCount(known, node.op, node.args, answer);
    default:
      return known;
  }
}

/** `exists` finds nothing in an empty list, and `all` nothing against it. What exists is there to be filtered, too. */
function knowingOfLoop(
  known: Known,
  [name, over, [variable, condition]]: readonly [string, ASTNode, readonly ASTNode[]],
  answer: boolean,
): Known {
  const isExists = name === 'exists' || name === 'exists_one';
  if (!(answer ? isExists : name === 'all')) return known;
  const filled = withSo(known, over, 1n);
  if (!answer || !variable || !condition) return filled;
  return [condition, ...conjuncts(condition)].reduce((sofar, part) => {
    return withAtLeast(sofar, writtenFilter(over, variable, part), 1n);
  }, filled);
}

function conjuncts(node: ASTNode): readonly ASTNode[] {
  return node.op === '&&' ? node.args.flatMap(conjuncts) : [node];
}

const mirrored = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;
const opposite = { '==': '!=', '!=': '==', '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const;
type Comparison = keyof typeof mirrored;

function knowingOfCount(
  known: Known,
  op: Comparison,
  [left, right]: readonly [ASTNode, ASTNode],
  answer: boolean,
): Known {
  if (isCount(right) && !isCount(left)) return knowingOfCount(known, mirrored[op], [right, left], answer);
  const holds = answer ? op : opposite[op];
  const counted = countedBy(left);
  if (counted !== undefined && right.op === 'value' && typeof right.args === 'bigint') {
    const least = leastBy(holds, right.args);
    return least === undefined ? known : withSo(known, counted, least);
  }
  const [empty, list] = right.op === 'list' ? [right, left] : [left, right];
  const isOther = holds === '!=' && empty.op === 'list' && empty.args.length === 0;
  return isOther ? withSo(known, list, 1n) : known;
}

function leastBy(holds: Comparison, count: bigint): bigint | undefined {
  switch (holds) {
    case '==':
    case '>=':
      return count;
    case '>':
      return count + 1n;
    case '!=':
      return count === 0n ? 1n : undefined;
    default:
      return undefined;
  }
}

const isCount = (node: ASTNode): boolean => countedBy(node) !== undefined;

/** What is counted by `size(list)` or `list.size()`. */
export function countedBy(node: ASTNode): ASTNode | undefined {
  if (node.op === 'call' && node.args[0] === 'size') return node.args[1][0];
  return node.op === 'rcall' && node.args[0] === 'size' ? node.args[1] : undefined;
}

/** How many elements, or characters, something has at least. */
export function leastOf(node: ASTNode, known: Known): bigint {
  const asked = known.atLeast.get(written(node)) ?? 0n;
  const shown = leastShown(node, known);
  return asked > shown ? asked : shown;
}

function leastShown(node: ASTNode, known: Known): bigint {
  switch (node.op) {
    case 'list':
      return BigInt(node.args.length);
    case 'value':
      return typeof node.args === 'string' ? BigInt([...node.args].length) : 0n;
    case '+':
      return leastOf(node.args[0], known) + leastOf(node.args[1], known);
    case '?:': {
      const [condition, one, other] = node.args;
      const [yes, no] = [
        leastOf(one, knowing(known, condition, true)),
        leastOf(other, knowing(known, condition, false)),
      ];
      return yes < no ? yes : no;
    }
    case 'rcall':
      // With a condition of its own a map may leave all of them out.
      return node.args[0] === 'map' && node.args[2].length === 2 ? leastOf(node.args[1], known) : 0n;
    default:
      return 0n;
  }
}

/** `list[list.size() - 1]`, of a list that has so many. */
export function isFromTheEnd(list: ASTNode, place: ASTNode, least: bigint): boolean {
  if (place.op !== '-') return false;
  const [count, back] = place.args;
  const counted = countedBy(count);
  if (!counted || written(counted) !== written(list)) return false;
  return back.op === 'value' && typeof back.args === 'bigint' && back.args >= 1n && back.args <= least;
}

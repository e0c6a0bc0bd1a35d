import type { ASTNode } from '@marcbachmann/cel-js';

/** The parts that an expression is directly made of. */
export function partsOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '.':
    case '.?':
      return [node.args[0]];
    case '!_':
    case '-_':
      return [node.args];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...node.args[2]];
    case 'map':
      return node.args.flat();
    default:
      return node.args;
  }
}

/** An expression and all of its parts, the outermost first. */
export function allOf(node: ASTNode): readonly ASTNode[] {
  return [node, ...partsOf(node).flatMap(allOf)];
}

/** The same for two parts that say the same, and for no others, however they are spaced and bracketed. */
export function written(node: ASTNode): string {
  switch (node.op) {
    case 'value':
      return typeof node.args === 'string'
        ? JSON.stringify(node.args)
        : `${typeof node.args} ${String(node.args)}`;
    case 'id':
      return node.args;
    case '.':
      return call('.', [written(node.args[0]), node.args[1]]);
    case 'call':
      return call(node.args[0], node.args[1].map(written));
    case 'rcall':
      return call(`.${node.args[0]}`, [node.args[1], ...node.args[2]].map(written));
    default:
      return call(node.op, partsOf(node).map(written));
  }
}

/** What is written of the elements of a list for which a condition holds. */
export function writtenFilter(list: ASTNode, variable: ASTNode, condition: ASTNode): string {
  return call('.filter', [list, variable, condition].map(written));
}

const call = (name: string, parts: readonly string[]): string => `(${[name, ...parts].join(' ')})`;

import type { ASTNode } from '@marcbachmann/cel-js';
import type { LocalizedText } from '../../kernel/localized.ts';
import { tooLarge } from './constants.ts';
import { inLoop, isFromTheEnd, type Known, knowing, leastOf, nothingKnown, withAtLeast } from './guards.ts';
import { partsOf, written } from './parts.ts';
import {
  CALENDAR,
  durationOf,
  eitherOf,
  INSTANTS,
  INTS,
  instantOf,
  OF_CALENDAR,
  type Range,
  rangeOf,
  within,
  worked,
} from './ranges.ts';
import { isScalar, type Shape } from './shape.ts';
import {
  divisionByNothing,
  mayBeEmpty,
  mayBeMissing,
  mayBeNothing,
  notInList,
  outOfTime,
  overflow,
} from './unsound.ts';
import { calendar, loops, type PlacedFault } from './weigh.ts';

/**
 * Where an expression that fits its types can still come to no answer, on one program or on all: a field that may
 * not be on file, a place that a list may not have, a division by what may be nothing, a number or an instant that is
 * too large. What was asked before (`has`, `size`, `exists`) is taken into account. Nothing found: it has an answer
 * for every program.
 */
export function unsoundParts(
  root: ASTNode,
  shapes: ReadonlyMap<ASTNode, Shape>,
  refuted?: ASTNode,
): readonly PlacedFault[] {
  const faults: PlacedFault[] = [];
  const known = refuted ? knowing(nothingKnown, refuted, false) : nothingKnown;
  new Walk(shapes, faults).visit(root, known, new Map());
  return faults;
}

/** An int that is written out; one that there cannot be is told as that. */
function numberOf(value: unknown): Range | undefined {
  return typeof value === 'bigint' && value <= INTS[1] + 1n ? [value, value] : undefined;
}

/** The numbers that the variables of the loops around can be. */
type Variables = ReadonlyMap<string, Range | undefined>;

class Walk {
  readonly #shapes: ReadonlyMap<ASTNode, Shape>;
  readonly #faults: PlacedFault[];

  constructor(shapes: ReadonlyMap<ASTNode, Shape>, faults: PlacedFault[]) {
    this.#shapes = shapes;
    this.#faults = faults;
  }

  /** Looks at a part and all parts of it; what the numbers in it can be. */
  visit(node: ASTNode, known: Known, variables: Variables): Range | undefined {
    switch (node.op) {
      case 'value':
        return numberOf(node.args);
      case 'id':
        return variables.has(node.args) ? variables.get(node.args) : rangeOf(this.#shapes.get(node));
      case '.':
        return this.#field(node, known, variables);
      case '[]':
        return this.#place(node.args, node.start, known, variables);
      case '!_':
        this.visit(node.args, known, variables);
        return undefined;
      case '-_':
        return this.#negative(node.args, node.start, known, variables);
      case '&&':
      case '||': {
        const [one, other] = node.args;
        this.visit(one, known, variables);
        this.visit(other, knowing(known, one, node.op === '&&'), variables);
        return undefined;
      }
      case '?:': {
        const [condition, one, other] = node.args;
        this.visit(condition, known, variables);
        const [yes, no] = [knowing(known, condition, true), knowing(known, condition, false)];
        return eitherOf(this.visit(one, yes, variables), this.visit(other, no, variables));
      }
      case 'call':
        return this.#call(node.args[0], node.args[1], node, known, variables);
      case 'rcall':
        return this.#method(node, node.args, known, variables);
      case '+':
      case '-':
      case '*':
      case '/':
      case '%':
        return this.#worked(node, node.args, known, variables);
      default:
        return partsOf(node).reduce<Range | undefined>(
          (range, part) => eitherOf(range, this.visit(part, known, variables)),
          undefined,
        );
    }
  }

  #field(node: ASTNode & { op: '.' }, known: Known, variables: Variables): Range | undefined {
    const [of, name] = node.args;
    const shape = this.#shapes.get(of);
    if (shape?.kind === 'RECORD' && shape.mayBeMissing && !known.onFile.has(written(of))) {
      this.#fault(node.pos, mayBeMissing(node.input.slice(of.start, of.end), name));
    }
    this.visit(of, known, variables);
    return rangeOf(this.#shapes.get(node));
  }

  #place(
    [list, place]: readonly [ASTNode, ASTNode],
    at: number,
    known: Known,
    variables: Variables,
  ): Range | undefined {
    const items = this.visit(list, known, variables);
    const range = this.visit(place, known, variables) ?? INTS;
    const least = leastOf(list, known);
    const isWithin = range[0] >= 0n && range[1] < least;
    if (!isWithin && !isFromTheEnd(list, place, least)) this.#fault(at, notInList);
    return items;
  }

  #negative(of: ASTNode, at: number, known: Known, variables: Variables): Range | undefined {
    const range = this.visit(of, known, variables);
    return range ? this.#bounded(of, at, [-range[1], -range[0]]) : undefined;
  }

  #call(
    name: string,
    args: readonly ASTNode[],
    node: ASTNode,
    known: Known,
    variables: Variables,
  ): Range | undefined {
    const [argument] = args;
    // It is what asks whether there is such a field.
    if (name === 'has' || !argument) return undefined;
    const range = this.visit(argument, known, variables);
    switch (name) {
      case 'size':
        return this.#count(argument, known);
      case 'latest':
        if (leastOf(argument, known) < 1n) this.#fault(node.start, mayBeEmpty);
        return range;
      case 'timestamp':
        return instantOf(argument);
      case 'duration':
        return durationOf(argument);
      default:
        return range;
    }
  }

  #method(
    node: ASTNode,
    [name, of, args]: readonly [string, ASTNode, readonly ASTNode[]],
    known: Known,
    variables: Variables,
  ): Range | undefined {
    const range = this.visit(of, known, variables);
    if (loops.includes(name)) return this.#loop(name, of, range, args, known, variables);
    for (const argument of args) this.visit(argument, known, variables);
    if (name === 'size') return this.#count(of, known);
    if (!calendar.includes(name)) return undefined;
    if (isScalar(this.#shapeOf(of), 'duration')) return eitherOf(range, OF_CALENDAR);
    if (range && !within(range, CALENDAR)) this.#fault(node.start, outOfTime);
    return OF_CALENDAR;
  }

  #loop(
    name: string,
    over: ASTNode,
    items: Range | undefined,
    [variable, ...bodies]: readonly ASTNode[],
    known: Known,
    variables: Variables,
  ): Range | undefined {
    if (variable?.op !== 'id') return undefined;
    // Whoever is inside the loop, there is an element to be inside of it for.
    const inner = inLoop(withAtLeast(known, written(over), 1n), variable.args);
    const inside = new Map([...variables, [variable.args, items] as const]);
    const [first, second] = bodies;
    const range = first ? this.visit(first, inner, inside) : undefined;
    const last = first && second ? this.visit(second, knowing(inner, first, true), inside) : range;
    return name === 'map' ? last : items;
  }

  #worked(
    node: ASTNode,
    [left, right]: readonly [ASTNode, ASTNode],
    known: Known,
    variables: Variables,
  ): Range | undefined {
    const [one, other] = [this.visit(left, known, variables), this.visit(right, known, variables)];
    if (this.#shapeOf(node).kind !== 'SCALAR') return eitherOf(one, other);
    // What is divided by nothing among these is endless, and no fault.
    if (isScalar(this.#shapeOf(left), 'double')) return undefined;
    const range = worked(node.op, one ?? INTS, other ?? INTS);
    if (range) return this.#bounded(node, node.start, range);
    const isFixed = other !== undefined && other[0] === other[1];
    this.#fault(right.start, isFixed ? divisionByNothing : mayBeNothing);
    return INTS;
  }

  /** A range that its type can hold; where it cannot, that is a fault, and told once. */
  #bounded(node: ASTNode, at: number, range: Range): Range {
    const shape = this.#shapeOf(node);
    if (isScalar(shape, 'int') && !within(range, INTS)) {
      const isFixed = range[0] === range[1];
      this.#fault(at, isFixed ? tooLarge(range[0]) : overflow);
      return INTS;
    }
    if (isScalar(shape, 'timestamp') && !within(range, INSTANTS)) {
      this.#fault(at, outOfTime);
      return CALENDAR;
    }
    return range;
  }

  #count(of: ASTNode, known: Known): Range {
    const shape = this.#shapeOf(of);
    const most = shape.kind === 'LIST' || shape.kind === 'TEXT' ? BigInt(shape.most) : INTS[1];
    const least = leastOf(of, known);
    return [least, least > most ? least : most];
  }

  #shapeOf(node: ASTNode): Shape {
    return this.#shapes.get(node) ?? { kind: 'SCALAR', type: 'dyn' };
  }

  #fault(at: number, message: LocalizedText): void {
    this.#faults.push({ at, message });
  }
}

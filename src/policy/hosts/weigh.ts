import type { ASTNode } from '@marcbachmann/cel-js';
import type { LocalizedText } from '../../kernel/localized.ts';
import {
  bool,
  bulk,
  difference,
  duration,
  dyn,
  int,
  isScalar,
  literalShape,
  reading,
  type Shape,
  timestamp,
  together,
  wider,
} from './shape.ts';
import { vocabulary } from './vocabulary.ts';

/** Something wrong at a place of an expression, counted in characters from 0. */
export interface PlacedFault {
  readonly at: number;
  readonly message: LocalizedText;
}

/** The most steps an expression can take, and what it speaks of that there is not. */
export interface Weighing {
  readonly cost: number;
  readonly faults: readonly PlacedFault[];
  /** What each part of the expression comes to. */
  readonly shapes: ReadonlyMap<ASTNode, Shape>;
}

/**
 * Weighs an expression by the largest values its names can have. CEL has no recursion and no loop but over
 * lists, so the sum is finite and known beforehand. Names, fields and functions that are not declared are
 * faults: what the library offers beyond them (regular expressions, for one) has no bound.
 */
export function weigh(root: ASTNode): Weighing {
  const faults: PlacedFault[] = [];
  const shapes = new Map<ASTNode, Shape>();
  const { cost } = new Scale(faults, shapes).weigh(root, vocabulary);
  return { cost, faults, shapes };
}

type Scope = Readonly<Record<string, Shape>>;

interface Weight {
  readonly cost: number;
  readonly shape: Shape;
}

/** A day in a time zone is worked out anew each time, and the text of a duration read. */
const CALENDAR_COST = 1_000;
const DURATION_COST = 5;

/** What a list is taken to have whose origin is not known. */
const UNKNOWN_LENGTH = 1_000;

export const calendar = [
  'getFullYear',
  'getMonth',
  'getDayOfMonth',
  'getDayOfWeek',
  'getHours',
  'getMinutes',
];
const calls = ['has', 'size', 'timestamp', 'duration', 'latest'];
export const loops = ['all', 'exists', 'exists_one', 'filter', 'map'];
const methods = ['size', 'startsWith', 'endsWith', 'contains', ...calendar];

class Scale {
  readonly #faults: PlacedFault[];

  readonly #shapes: Map<ASTNode, Shape>;

  constructor(faults: PlacedFault[], shapes: Map<ASTNode, Shape>) {
    this.#faults = faults;
    this.#shapes = shapes;
  }

  weigh(node: ASTNode, scope: Scope): Weight {
    const weight = this.#weighed(node, scope);
    this.#shapes.set(node, weight.shape);
    return weight;
  }

  #weighed(node: ASTNode, scope: Scope): Weight {
    switch (node.op) {
      case 'value':
        return { cost: 1, shape: literalShape(node.args, node.start) };
      case 'id':
        return { cost: 1, shape: this.#named(node.args, node.start, scope) };
      case '.': {
        const of = this.weigh(node.args[0], scope);
        return { cost: of.cost + 1, shape: this.#field(of.shape, node.args[1], node.pos) };
      }
      case '[]': {
        const [of, index] = [this.weigh(node.args[0], scope), this.weigh(node.args[1], scope)];
        if (of.shape.kind === 'RECORD') this.#fault(node.start, fieldByName);
        return { cost: of.cost + index.cost + 1, shape: of.shape.kind === 'LIST' ? of.shape.item : dyn };
      }
      case 'list': {
        const items = node.args.map((item) => this.weigh(item, scope));
        const item = items.map(({ shape }) => shape).reduce(wider, dyn);
        return { cost: sum(items) + 1, shape: { kind: 'LIST', most: items.length, item } };
      }
      case '?:': {
        const [condition, one, other] = node.args.map((part) => this.weigh(part, scope));
        if (!condition || !one || !other) return { cost: 1, shape: dyn };
        return { cost: sum([condition, one, other]) + 1, shape: wider(one.shape, other.shape) };
      }
      case '!_':
      case '-_': {
        const of = this.weigh(node.args, scope);
        return { cost: of.cost + 1, shape: of.shape };
      }
      case 'call':
        return this.#call(node.args[0], node.args[1], node.start, scope);
      case 'rcall':
        return this.#method(node, node.args, scope);
      case 'map':
      case '.?':
      case '[?]':
        this.#fault(node.start, notOffered);
        return { cost: 1, shape: dyn };
      default:
        return this.#operator(node.op, this.weigh(node.args[0], scope), this.weigh(node.args[1], scope));
    }
  }

  #operator(op: string, left: Weight, right: Weight): Weight {
    const cost = left.cost + right.cost + 1;
    switch (op) {
      case '&&':
      case '||':
        return { cost, shape: bool };
      case '+':
        return {
          cost: cost + bulk(left.shape) + bulk(right.shape),
          shape: together(left.shape, right.shape),
        };
      case '-':
        return { cost, shape: difference(left.shape, right.shape) };
      case 'in':
        return { cost: cost + bulk(right.shape), shape: bool };
      case '==':
      case '!=':
      case '<':
      case '<=':
      case '>':
      case '>=':
        return { cost: cost + Math.min(bulk(left.shape), bulk(right.shape)), shape: bool };
      default:
        return { cost, shape: left.shape };
    }
  }

  #call(name: string, args: readonly ASTNode[], at: number, scope: Scope): Weight {
    const weights = args.map((argument) => this.weigh(argument, scope));
    const cost = sum(weights) + 1;
    const first = weights[0]?.shape ?? dyn;
    switch (name) {
      case 'has':
        return { cost, shape: bool };
      case 'size':
        return { cost: cost + reading(first), shape: int };
      case 'timestamp':
        return { cost: cost + DURATION_COST + bulk(first), shape: timestamp };
      case 'duration':
        return { cost: cost + DURATION_COST + bulk(first), shape: duration };
      case 'latest':
        return { cost: cost + bulk(first), shape: timestamp };
      default:
        this.#fault(at, unknown('函数', 'function', name, [...calls, ...loops, ...methods]));
        return { cost, shape: dyn };
    }
  }

  #method(
    node: ASTNode,
    [name, receiver, args]: readonly [string, ASTNode, readonly ASTNode[]],
    scope: Scope,
  ): Weight {
    const of = this.weigh(receiver, scope);
    if (loops.includes(name)) return this.#loop(name, of, args, scope);
    const weights = args.map((argument) => this.weigh(argument, scope));
    const cost = of.cost + sum(weights) + 1;
    if (calendar.includes(name)) return { cost: cost + CALENDAR_COST, shape: int };
    const argument = weights[0]?.shape ?? dyn;
    switch (name) {
      case 'size':
        return { cost: cost + reading(of.shape), shape: int };
      case 'startsWith':
      case 'endsWith':
        return { cost: cost + bulk(argument), shape: bool };
      case 'contains':
        return { cost: cost + bulk(of.shape) * (1 + bulk(argument)), shape: bool };
      case 'matches':
        this.#fault(node.input.indexOf(name, receiver.end), noPatterns);
        return { cost, shape: bool };
      default:
        this.#fault(
          node.input.indexOf(name, receiver.end),
          unknown('函数', 'function', name, [...methods, ...loops]),
        );
        return { cost, shape: dyn };
    }
  }

  #loop(name: string, over: Weight, [variable, ...bodies]: readonly ASTNode[], scope: Scope): Weight {
    const { shape } = over;
    const rounds = shape.kind === 'LIST' ? shape.most : UNKNOWN_LENGTH;
    const item = shape.kind === 'LIST' ? shape.item : dyn;
    const inner = variable?.op === 'id' ? { ...scope, [variable.args]: item } : scope;
    const weights = bodies.map((body) => this.weigh(body, inner));
    const cost = over.cost + 1 + rounds * (1 + sum(weights));
    if (name === 'filter') return { cost, shape };
    if (name !== 'map') return { cost, shape: bool };
    return { cost, shape: { kind: 'LIST', most: rounds, item: weights.at(-1)?.shape ?? dyn } };
  }

  #named(name: string, at: number, scope: Scope): Shape {
    const shape = Object.hasOwn(scope, name) ? scope[name] : undefined;
    if (!shape) this.#fault(at, unknown('名称', 'name', name, Object.keys(scope)));
    return shape ?? dyn;
  }

  #field(of: Shape, name: string, at: number): Shape {
    // Of what is not known, because it is wrong itself or there is nothing of it, there is no more to be said.
    if (isScalar(of, 'dyn')) return dyn;
    if (of.kind !== 'RECORD') {
      this.#fault(at, noFields);
      return dyn;
    }
    const shape = Object.hasOwn(of.fields, name) ? of.fields[name] : undefined;
    if (!shape)
      this.#fault(at, unknown(`${of.name} 的字段`, `field of ${of.name}`, name, Object.keys(of.fields)));
    return shape ?? dyn;
  }

  #fault(at: number, message: LocalizedText): void {
    this.#faults.push({ at, message });
  }
}

function unknown(zh: string, en: string, name: string, known: readonly string[]): LocalizedText {
  const names = [...new Set(known)].join(', ');
  return {
    'zh-CN': `没有${zh}“${name}”；应为其中之一：${names}`,
    en: `there is no ${en} \`${name}\`; expected one of: ${names}`,
  };
}

const fieldByName: LocalizedText = {
  'zh-CN': '字段须用点号取得，例如 program.name',
  en: 'a field is read with a dot; expected `program.name`',
};

const noFields: LocalizedText = {
  'zh-CN': '该值没有字段；只有 program、subject 等记录有字段',
  en: 'this has no fields; expected a record such as `program` or `subject` before the dot',
};

/** However a pattern is looked through beforehand, what it costs is not known; so there are none. */
const noPatterns: LocalizedText = {
  'zh-CN': '规则中不能使用正则表达式（其代价无法预先确定）；请使用 startsWith、endsWith 或 contains',
  en: 'regular expressions are not offered, since what they cost has no bound; expected `startsWith`, `endsWith` or `contains`',
};

const notOffered: LocalizedText = {
  'zh-CN': '规则中不能使用映射和可选值；请使用列表和 has()',
  en: 'maps and optional values are not offered; expected lists and `has()`',
};

function sum(weights: readonly Weight[]): number {
  return weights.reduce((total, { cost }) => total + cost, 0);
}

import type { ASTNode } from '@marcbachmann/cel-js';
import type { LocalizedText } from '../../kernel/localized.ts';
import { type Shape, vocabulary } from './vocabulary.ts';

/** Something wrong at a place of an expression, counted in characters from 0. */
export interface PlacedFault {
  readonly at: number;
  readonly message: LocalizedText;
}

/** The most steps an expression can take, and what it speaks of that there is not. */
export interface Weighing {
  readonly cost: number;
  readonly faults: readonly PlacedFault[];
}

/**
 * Weighs an expression by the largest values its names can have. CEL has no recursion and no loop but over
 * lists, so the sum is finite and known beforehand. Names, fields and functions that are not declared are
 * faults: what the library offers beyond them (regular expressions, for one) has no bound.
 */
export function weigh(root: ASTNode): Weighing {
  const faults: PlacedFault[] = [];
  const { cost } = new Scale(faults).weigh(root, vocabulary);
  return { cost, faults };
}

type Scope = Readonly<Record<string, Shape>>;

interface Weight {
  readonly cost: number;
  readonly shape: Shape;
}

const dyn: Shape = { kind: 'SCALAR', type: 'dyn' };
const bool: Shape = { kind: 'SCALAR', type: 'bool' };
const int: Shape = { kind: 'SCALAR', type: 'int' };
const timestamp: Shape = { kind: 'SCALAR', type: 'timestamp' };
const duration: Shape = { kind: 'SCALAR', type: 'duration' };

/** A day in a time zone is worked out anew each time, and the text of a duration read. */
const CALENDAR_COST = 1_000;
const DURATION_COST = 5;

/** What a list is taken to have whose origin is not known. */
const UNKNOWN_LENGTH = 1_000;

const calendar = ['getFullYear', 'getMonth', 'getDayOfMonth', 'getDayOfWeek', 'getHours', 'getMinutes'];
const calls = ['has', 'size', 'timestamp', 'duration', 'latest'];
const loops = ['all', 'exists', 'exists_one', 'filter', 'map'];
const methods = ['size', 'startsWith', 'endsWith', 'contains', ...calendar];

class Scale {
  readonly #faults: PlacedFault[];

  constructor(faults: PlacedFault[]) {
    this.#faults = faults;
  }

  weigh(node: ASTNode, scope: Scope): Weight {
    switch (node.op) {
      case 'value':
        return { cost: 1, shape: literal(node.args) };
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
    if (of.kind !== 'RECORD') return dyn;
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

const notOffered: LocalizedText = {
  'zh-CN': '规则中不能使用映射和可选值；请使用列表和 has()',
  en: 'maps and optional values are not offered; expected lists and `has()`',
};

function literal(value: unknown): Shape {
  if (typeof value === 'string') return { kind: 'TEXT', most: value.length };
  if (typeof value === 'boolean') return bool;
  if (typeof value === 'bigint') return int;
  return dyn;
}

function sum(weights: readonly Weight[]): number {
  return weights.reduce((total, { cost }) => total + cost, 0);
}

/** Steps to look at all of a value once: ten characters are one. */
function bulk(shape: Shape): number {
  switch (shape.kind) {
    case 'SCALAR':
      return 0;
    case 'TEXT':
      return Math.ceil(shape.most / 10);
    case 'LIST':
      return shape.most * (1 + bulk(shape.item));
    case 'RECORD':
      return Object.values(shape.fields).reduce((total, field) => total + 1 + bulk(field), 0);
  }
}

/** Steps to count what a value has: of a text its characters are gone through, a list knows its length. */
function reading(shape: Shape): number {
  return shape.kind === 'TEXT' ? bulk(shape) : 0;
}

/** A value that is one or the other. */
function wider(one: Shape, other: Shape): Shape {
  if (one.kind === 'LIST' && other.kind === 'LIST') {
    return { kind: 'LIST', most: Math.max(one.most, other.most), item: wider(one.item, other.item) };
  }
  return bulk(one) > bulk(other) ? one : other;
}

/** A value that is one after the other. */
function together(one: Shape, other: Shape): Shape {
  if (one.kind === 'LIST' && other.kind === 'LIST') {
    return { kind: 'LIST', most: one.most + other.most, item: wider(one.item, other.item) };
  }
  if (one.kind === 'TEXT' && other.kind === 'TEXT') return { kind: 'TEXT', most: one.most + other.most };
  return wider(one, other);
}

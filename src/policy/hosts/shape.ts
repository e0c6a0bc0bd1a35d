/** A text that is written out in an expression, and where. */
export interface Literal {
  readonly text: string;
  /** In characters, from 0. */
  readonly at: number;
}

/** A text of at most so many characters. */
export interface TextShape {
  readonly kind: 'TEXT';
  readonly most: number;
  /** All that it can be, where that is known: the words of an enumeration, or what is written out. */
  readonly words?: readonly string[];
  /** Whether an enumeration is among `words`: what is none of them is then a fault where the two are compared. */
  readonly enumerated?: boolean;
  /** A day, YYYY-MM-DD. */
  readonly day?: boolean;
  /** What of it is written out in the expression. */
  readonly literals?: readonly Literal[];
}

/** The form of a value, with the most that there can be of it: expressions are typed and weighed by it. */
export type Shape =
  | { readonly kind: 'SCALAR'; readonly type: 'bool' | 'int' | 'double' | 'timestamp' | 'duration' | 'dyn' }
  | TextShape
  /** `most` elements. */
  | { readonly kind: 'LIST'; readonly most: number; readonly item: Shape }
  | {
      readonly kind: 'RECORD';
      readonly name: string;
      readonly fields: Readonly<Record<string, Shape>>;
      /** It can be that nothing of it is on file; one field that is shows that all are. */
      readonly mayBeMissing?: boolean;
    };

export const dyn: Shape = { kind: 'SCALAR', type: 'dyn' };
export const bool: Shape = { kind: 'SCALAR', type: 'bool' };
export const int: Shape = { kind: 'SCALAR', type: 'int' };
export const timestamp: Shape = { kind: 'SCALAR', type: 'timestamp' };
export const duration: Shape = { kind: 'SCALAR', type: 'duration' };

export function isScalar(shape: Shape, type: 'int' | 'double' | 'timestamp' | 'duration' | 'dyn'): boolean {
  return shape.kind === 'SCALAR' && shape.type === type;
}

/** The shape of a value that is written out at a place of an expression. */
export function literalShape(value: unknown, at: number): Shape {
  if (typeof value === 'string') {
    return { kind: 'TEXT', most: value.length, words: [value], literals: [{ text: value, at }] };
  }
  if (typeof value === 'boolean') return bool;
  if (typeof value === 'bigint') return int;
  return typeof value === 'number' ? { kind: 'SCALAR', type: 'double' } : dyn;
}

/** Steps to look at all of a value once: ten characters are one. */
export function bulk(shape: Shape): number {
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
export function reading(shape: Shape): number {
  return shape.kind === 'TEXT' ? bulk(shape) : 0;
}

/** A value that is one or the other. */
export function wider(one: Shape, other: Shape): Shape {
  if (isScalar(one, 'dyn')) return other;
  if (one.kind === 'LIST' && other.kind === 'LIST') {
    return { kind: 'LIST', most: Math.max(one.most, other.most), item: wider(one.item, other.item) };
  }
  if (one.kind === 'TEXT' && other.kind === 'TEXT') return eitherText(one, other);
  return bulk(one) > bulk(other) ? one : other;
}

function eitherText(one: TextShape, other: TextShape): TextShape {
  return {
    kind: 'TEXT',
    most: Math.max(one.most, other.most),
    ...(one.words && other.words ? { words: [...new Set([...one.words, ...other.words])] } : {}),
    enumerated: one.enumerated === true || other.enumerated === true,
    day: one.day === true && other.day === true,
    literals: [...(one.literals ?? []), ...(other.literals ?? [])],
  };
}

/** What `+` makes of two values. */
export function together(one: Shape, other: Shape): Shape {
  if (one.kind === 'LIST' && other.kind === 'LIST') {
    return { kind: 'LIST', most: one.most + other.most, item: wider(one.item, other.item) };
  }
  if (one.kind === 'TEXT' && other.kind === 'TEXT') return { kind: 'TEXT', most: one.most + other.most };
  return isScalar(other, 'timestamp') ? other : one;
}

/** What `-` makes of two values: what lies between two instants is a duration. */
export function difference(one: Shape, other: Shape): Shape {
  return isScalar(one, 'timestamp') && isScalar(other, 'timestamp') ? duration : one;
}

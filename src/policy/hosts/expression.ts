import { TypeError as CelTypeError, ParseError, type ParseResult } from '@marcbachmann/cel-js';
import type { LocalizedText } from '../../kernel/localized.ts';
import { done, type Outcome, refused } from '../../kernel/outcome.ts';
import { environment } from './environment.ts';
import { hostRuleLimits } from './limits.ts';
import { excessIn, vocabulary } from './vocabulary.ts';
import { type PlacedFault, weigh } from './weigh.ts';

/** What an expression has to come to. */
export type ExpressionType = 'bool' | 'timestamp';

/** Line and column count from 1. */
export interface ExpressionFault {
  readonly line: number;
  readonly column: number;
  /** What is wrong, and what was expected. */
  readonly message: LocalizedText;
}

export interface CompiledExpression {
  /** The most steps that it can take. */
  readonly cost: number;
  /** Throws where a field that it reads is not on file, or the view is larger than what it was weighed for. */
  run(view: Readonly<Record<string, unknown>>): unknown;
}

type Compilation = Outcome<CompiledExpression, ExpressionFault>;

/** As many compilations are remembered; what they come to depends on the text alone. */
const REMEMBERED = 2_000;
const remembered = new Map<string, Compilation>();

/** Parses, weighs and type-checks an expression. Says everything that is wrong with it that can be said at once. */
export function compileExpression(text: string, type: ExpressionType): Compilation {
  const key = `${type} ${text}`;
  const known = remembered.get(key);
  if (known) return known;
  const compiled = compile(text, type);
  const [oldest] = remembered.keys();
  if (remembered.size >= REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  remembered.set(key, compiled);
  return compiled;
}

function compile(text: string, type: ExpressionType): Compilation {
  const { expressionLength, cost: mostCost } = hostRuleLimits;
  if (text.length > expressionLength) {
    return faulty(text, { at: expressionLength, message: tooLong(text.length) });
  }
  let parsed: ParseResult;
  try {
    parsed = environment.parse(text);
  } catch (error) {
    return faulty(text, libraryFault(error));
  }
  const { cost, faults } = weigh(parsed.ast);
  // The library would report the first of these in its own words.
  if (faults.length > 0) return faulty(text, ...faults);
  const checked = parsed.check();
  if (!checked.valid) return faulty(text, libraryFault(checked.error));
  const expected = type === 'timestamp' ? 'google.protobuf.Timestamp' : type;
  if (checked.type !== expected) return faulty(text, { at: 0, message: wrongType(type, checked.type) });
  if (cost > mostCost) return faulty(text, { at: 0, message: tooCostly(cost) });
  return done({ cost, run: (view) => runOn(parsed, view) });
}

function runOn(parsed: ParseResult, view: Readonly<Record<string, unknown>>): unknown {
  for (const [name, shape] of Object.entries(vocabulary)) {
    const excess = excessIn(view[name], shape, name);
    if (excess !== undefined) throw new Error(`${excess} is larger than a rule is run on`);
  }
  return parsed(view);
}

function faulty(text: string, ...faults: readonly PlacedFault[]): Compilation {
  return refused(...faults.map(({ at, message }) => ({ ...placeIn(text, at), message })));
}

function placeIn(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** What the library says, with what it means for the author. Throws what is no fault of the expression. */
function libraryFault(error: unknown): PlacedFault {
  if (!(error instanceof ParseError) && !(error instanceof CelTypeError)) throw error;
  const { summary, code, range } = error;
  return { at: range?.start ?? 0, message: explained(code, summary, error instanceof ParseError) };
}

function explained(code: string, summary: string, syntax: boolean): LocalizedText {
  const { nodes, depth, listElements } = hostRuleLimits;
  if (code === 'limit_exceeded') {
    return {
      'zh-CN': `表达式过大（${summary}）；上限为 ${nodes} 个节点、${depth} 层嵌套、列表 ${listElements} 个元素`,
      en: `the expression is too large (${summary}); expected at most ${nodes} nodes, ${depth} levels and ${listElements} elements of a list`,
    };
  }
  if (syntax) {
    return {
      'zh-CN': `不是有效的 CEL 表达式（${summary}）`,
      en: `this is not CEL (${summary}); expected an expression such as \`size(program.dataItems) < 5\``,
    };
  }
  return {
    'zh-CN': `类型不符（${summary}）；运算符两侧和函数参数须为其所接受的类型`,
    en: `the types do not fit (${summary}); expected operands and arguments of types that go together`,
  };
}

function tooLong(length: number): LocalizedText {
  const { expressionLength } = hostRuleLimits;
  return {
    'zh-CN': `表达式过长：${length} 个字符，上限为 ${expressionLength}`,
    en: `the expression is too long: ${length} characters; expected at most ${expressionLength}`,
  };
}

function wrongType(expected: ExpressionType, found: string | undefined): LocalizedText {
  return {
    'zh-CN': `表达式的结果须为 ${expected}，现为 ${found ?? '未知类型'}`,
    en: `expected a result of type ${expected}, and this one is of type ${found ?? 'unknown'}`,
  };
}

function tooCostly(cost: number): LocalizedText {
  return {
    'zh-CN': `表达式代价过高：最多可能需要 ${cost} 步，上限为 ${hostRuleLimits.cost}；请减少嵌套的列表遍历`,
    en: `the expression costs too much: up to ${cost} steps; expected at most ${hostRuleLimits.cost}: nest fewer loops over lists`,
  };
}

import { type ASTNode, TypeError as CelTypeError, ParseError, type ParseResult } from '@marcbachmann/cel-js';
import type { LocalizedText } from '../../kernel/localized.ts';
import { done, type Outcome, refused } from '../../kernel/outcome.ts';
import { constantFaults } from './constants.ts';
import { environment } from './environment.ts';
import { libraryWords } from './library-words.ts';
import { hostRuleLimits } from './limits.ts';
import { NoAnswer } from './no-answer.ts';
import { unsoundParts } from './soundness.ts';
import { excessIn, vocabulary } from './vocabulary.ts';
import { type PlacedFault, type Weighing, weigh } from './weigh.ts';
import { wordFaults } from './words.ts';

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
  readonly ast: ASTNode;
  readonly shapes: Weighing['shapes'];
  /** Throws where a field that it reads is not on file, or the view is larger than what it was weighed for. */
  run(view: Readonly<Record<string, unknown>>): unknown;
}

type Compilation = Outcome<CompiledExpression, ExpressionFault>;

/** As many compilations are remembered; what they come to depends on the text alone. */
const REMEMBERED = 2_000;
const remembered = new Map<string, Compilation>();

/**
 * Everything that is wrong with an expression that is to be published, be it that no program would show it. Where it
 * is worked out only once another one has come out false, `refuted` is that other one. None: it has an answer for
 * every program that there can be.
 */
export function expressionFaults(
  text: string,
  type: ExpressionType,
  refuted?: string,
): readonly ExpressionFault[] {
  const compiled = compileExpression(text, type);
  if (!compiled.ok) return compiled.problems;
  const { ast, shapes } = compiled.value;
  const before = refuted === undefined ? undefined : compileExpression(refuted, 'bool');
  // What was to be asked before is not known as long as that is wrong itself.
  const unsound = before?.ok === false ? [] : unsoundParts(ast, shapes, before?.value.ast);
  const faults = new Map([...unsound, ...wordFaults(ast, shapes)].map((fault) => [fault.at, fault] as const));
  return [...faults.values()].sort((a, b) => a.at - b.at).map((fault) => placed(text, fault));
}

/** Parses, weighs and type-checks an expression, as it has to be to be run. Says everything that can be said at once. */
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
  const { ast } = parsed;
  const { cost, faults, shapes } = weigh(ast);
  // The library would report the first of these in its own words.
  // Nor does it look at what is written out before it is run, and then takes long over some of it.
  const constants = constantFaults(ast);
  if (faults.length + constants.length > 0) {
    return faulty(text, ...faults, ...constants, ...wordFaults(ast, shapes));
  }
  const checked = typeOf(parsed);
  if ('fault' in checked) return faulty(text, checked.fault);
  const expected = type === 'timestamp' ? 'google.protobuf.Timestamp' : type;
  if (checked.type !== expected) return faulty(text, { at: 0, message: wrongType(type, checked.type) });
  if (cost > mostCost) return faulty(text, { at: 0, message: tooCostly(cost) });
  return done({ cost, ast, shapes, run: (view) => runOn(parsed, view) });
}

/**
 * The type that an expression comes to. Where it compares elements of `[]`, whose type nothing tells, the library
 * does not say that it is wrong but breaks off.
 */
function typeOf(
  parsed: ParseResult,
): { readonly type: string | undefined } | { readonly fault: PlacedFault } {
  try {
    const { valid, error, type } = parsed.check();
    return valid ? { type } : { fault: libraryFault(error) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { fault: { at: 0, message: noType(error.message) } };
  }
}

function noType(detail: string): LocalizedText {
  return {
    'zh-CN': `无法确定某个值的类型，例如空列表 [] 的元素；请写出其元素（原文：${detail}）`,
    en: `the type of a value cannot be told, such as that of an element of \`[]\` (${detail}); expected a list with elements`,
  };
}

function runOn(parsed: ParseResult, view: Readonly<Record<string, unknown>>): unknown {
  for (const [name, shape] of Object.entries(vocabulary)) {
    const excess = excessIn(view[name], shape, name);
    if (excess !== undefined) throw new NoAnswer(tooMuch(excess));
  }
  return parsed(view);
}

function faulty(text: string, ...faults: readonly PlacedFault[]): Compilation {
  return refused(...[...faults].sort((a, b) => a.at - b.at).map((fault) => placed(text, fault)));
}

function placed(text: string, { at, message }: PlacedFault): ExpressionFault {
  return { ...placeIn(text, at), message };
}

function placeIn(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** What the library says, with what it means for the author. Throws what is no fault of the expression. */
function libraryFault(error: unknown): PlacedFault {
  const message = libraryWords(error);
  const at = error instanceof ParseError || error instanceof CelTypeError ? error.range?.start : undefined;
  return { at: at ?? 0, message };
}

function tooMuch(what: string): LocalizedText {
  return {
    'zh-CN': `${what} 超出规则所能处理的大小`,
    en: `${what} is larger than a rule is run on`,
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

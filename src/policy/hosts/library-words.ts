import { TypeError as CelTypeError, EvaluationError, ParseError } from '@marcbachmann/cel-js';
import type { LocalizedText } from '../../kernel/localized.ts';
import { hostRuleLimits } from './limits.ts';

/*
 * What the library finds wrong, in our own words: it has kinds of faults, and says them in English only. What it
 * quotes of the expression is kept beside them; a kind that is not known here is told with its words alone.
 */

type Words = readonly [zh: string, en: string];

const { nodes, depth, listElements } = hostRuleLimits;

const kinds: Readonly<Record<string, Words>> = {
  limit_exceeded: [
    `上限为 ${nodes} 个节点、${depth} 层嵌套、列表 ${listElements} 个元素`,
    `expected at most ${nodes} nodes, ${depth} levels and ${listElements} elements of a list`,
  ],
  unexpected_character: ['此处不能有这个字符', 'there can be no such character here'],
  unexpected_token: ['此处应为一个值或名称', 'expected a value or a name here'],
  expected_token: ['此处缺少符号，或多出了内容', 'a sign is missing here, or something is too much'],
  unterminated_string: ['文本缺少结尾的引号', 'expected a quotation mark at the end of the text'],
  unterminated_triple_quoted_string: [
    '文本缺少结尾的三个引号',
    'expected three quotation marks at the end of the text',
  ],
  newline_in_string: [
    '引号内的文本不能换行；请使用 \\n',
    'a text in quotation marks ends on its line; expected `\\n`',
  ],
  invalid_escape_sequence: [
    '没有这种转义；应如 \\n、\\"',
    'there is no such escape; expected one such as `\\n` or `\\"`',
  ],
  invalid_unicode_escape: ['应为 \\u 后跟 4 位十六进制数', 'expected `\\u` and 4 hexadecimal digits'],
  invalid_unicode_surrogate: ['没有这个 Unicode 字符', 'there is no such Unicode character'],
  invalid_hex_escape: ['应为 \\x 后跟 2 位十六进制数', 'expected `\\x` and 2 hexadecimal digits'],
  invalid_octal_escape: ['八进制转义应为 3 位', 'expected 3 octal digits'],
  octal_escape_out_of_range: ['八进制转义应不大于 \\377', 'expected at most `\\377`'],
  bytes_unicode_escape: ['字节串中不能使用 Unicode 转义', 'bytes have no Unicode escapes'],
  invalid_integer: ['不是整数', 'this is no int'],
  invalid_hex_integer: ['不是十六进制整数', 'this is no hexadecimal int'],
  invalid_number: ['数值过大', 'this number is too large'],
  invalid_exponent: ['指数应为数字，例如 1e3', 'expected digits, as in `1e3`'],
  reserved_identifier: ['这是保留字，不能用作名称', 'this word is reserved and can be no name'],
  invalid_macro_argument: [
    '参数不对；应如 category.all(level, level != "")、has(subject.type)',
    'these are not its arguments; expected such as `category.all(level, level != "")` or `has(subject.type)`',
  ],
  no_such_overload: [
    '运算符两侧的类型不相配；应为同类的值',
    'expected values that go together with the operator',
  ],
  no_matching_overload: [
    '该函数不接受这些参数；请核对参数的类型和个数',
    'the function takes no such arguments; expected others, or another number of them',
  ],
  invalid_logical_operand: [
    '&& 和 || 的两侧须为真或假',
    'expected true or false on both sides of `&&` and `||`',
  ],
  invalid_condition_type: ['条件须为真或假', 'expected a condition that is true or false'],
  invalid_comprehension_range: ['此处须为列表', 'expected a list'],
  incompatible_ternary_branches: [
    '? : 两边的值须为同一类型',
    'expected values of one type on both sides of `:`',
  ],
  heterogeneous_list_element: ['列表的元素须为同一类型', 'expected elements of one type'],
  invalid_index_type: ['下标须为整数', 'expected an int in brackets'],
  cannot_index_type: ['该值没有字段，也不是列表', 'this has no fields and is no list'],
  unsupported_type: ['规则中不能使用此类型', 'this type is not offered'],
  unknown_variable: ['没有这个名称，或未登记', 'there is no such name, or it is not on file'],
  no_such_key: ['没有这个字段，或未登记', 'there is no such field, or it is not on file'],
  index_out_of_bounds: ['列表没有这一项', 'the list has no such place'],
  division_by_zero: ['除数为零', 'it divides by zero'],
  modulo_by_zero: ['除数为零', 'it divides by zero'],
  numeric_overflow: ['数值超出范围', 'a number became too large'],
  invalid_timestamp: ['不是时间点', 'that is no instant'],
  invalid_duration: ['不是时长', 'that is no duration'],
};

/** A fault of the library in both languages, what it quotes in brackets. Throws what is none of its faults. */
export function libraryWords(error: unknown): LocalizedText {
  if (error instanceof ParseError && error.code === 'limit_exceeded') {
    return framed('表达式过大', 'the expression is too large', error);
  }
  if (error instanceof ParseError) return framed('不是有效的 CEL 表达式', 'this is not CEL', error);
  if (error instanceof CelTypeError) return framed('类型不符', 'the types do not fit', error);
  if (error instanceof EvaluationError) return framed('无法求值', 'it cannot be worked out', error);
  throw error;
}

function framed(
  zh: string,
  en: string,
  { code, summary }: Readonly<Record<'code' | 'summary', string>>,
): LocalizedText {
  const known = Object.hasOwn(kinds, code) ? kinds[code] : undefined;
  const detail = clipped(summary);
  if (!known) return { 'zh-CN': `${zh}（原文：${detail}）`, en: `${en} (${detail})` };
  return { 'zh-CN': `${zh}：${known[0]}（原文：${detail}）`, en: `${en} (${detail}); ${known[1]}` };
}

const MOST_QUOTED = 200;

function clipped(detail: string): string {
  return detail.length > MOST_QUOTED ? `${detail.slice(0, MOST_QUOTED)}…` : detail;
}

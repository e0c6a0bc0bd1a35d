import { createHash } from 'node:crypto';
import type { LocalizedText } from '../kernel/localized.ts';
import type { Problem } from '../policy/problem.ts';

/** The parts of what a plan rests on, in the order of the hash, and what a person calls them. */
const partNames = {
  request: {
    'zh-CN': '请求内容（版本、模板、内容声明）',
    en: 'what was asked for: version, templates, declaration',
  },
  manifest: { 'zh-CN': '程序声明', en: 'the manifest' },
  subject: { 'zh-CN': '开发者主体', en: 'who the developer is' },
  materials: { 'zh-CN': '在案材料', en: 'the papers on file' },
  acceptances: { 'zh-CN': '已接受的协议文件', en: 'the accepted documents' },
  rulings: { 'zh-CN': '人工认定', en: 'what persons have judged' },
  registrations: { 'zh-CN': '注册与认证状态', en: 'registration and verification' },
  packages: { 'zh-CN': '平台上的版本状态', en: 'the versions at the platforms' },
  hosts: { 'zh-CN': '所选宿主', en: 'the hosts that are gone to' },
  distributions: { 'zh-CN': '各宿主上的状态', en: 'how the program stands at its hosts' },
  agreements: { 'zh-CN': '协议版本与规则', en: 'agreement versions and rules' },
  hostRules: { 'zh-CN': '宿主自身的规则', en: 'the hosts’ own rules' },
  verdicts: { 'zh-CN': '规则的结论', en: 'what the rules say' },
} as const satisfies Readonly<Record<string, LocalizedText>>;

type Part = keyof typeof partNames;
const parts = Object.keys(partNames) as Part[];

/** Everything that a plan rests on, as data. */
export type PlanBasis = Readonly<Record<Part, unknown>>;

/** Of each part this many characters of its SHA-256 are kept: enough that no change goes unseen by chance. */
const MARK_LENGTH = 16;

/** One mark for each part, so that it can be told afterwards which of them moved. */
export function planHash(basis: PlanBasis): string {
  return parts.map((part) => markOf(basis[part])).join('-');
}

/** The refusal of a plan whose ground has moved, with the parts that did. */
export function moved(planned: string, now: string): Problem {
  const marks = now.split('-');
  const before = planned.split('-');
  const isOurs = before.length === marks.length;
  const names = parts.filter((_part, index) => isOurs && before[index] !== marks[index]);
  const zh = names.map((part) => partNames[part]['zh-CN']).join('、');
  const en = names.map((part) => partNames[part].en).join('; ');
  return {
    code: 'STATE',
    message: isOurs
      ? {
          'zh-CN': `制定方案之后以下内容已变动：${zh}；请重新调用 planDistribution`,
          en: `since the plan was drawn up, this has moved: ${en}; ask planDistribution again`,
        }
      : {
          'zh-CN': '这不是 planDistribution 返回的 hash；请原样传回',
          en: 'this is no hash of planDistribution: pass it as it was returned',
        },
    path: 'input.hash',
    currentState: isOurs ? `MOVED: ${names.join(', ')}` : 'UNKNOWN_PLAN',
  };
}

function markOf(part: unknown): string {
  const text = JSON.stringify(inOrder(part)) ?? 'null';
  return createHash('sha256').update(text).digest('hex').slice(0, MARK_LENGTH);
}

/** With the fields of every record in one order: the database keeps JSON in its own. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, entry]) => [key, inOrder(entry)]));
}

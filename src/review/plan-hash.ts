import { createHash } from 'node:crypto';
import type { LocalizedText } from '../kernel/localized.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';

/** What was asked for, in the order of the hash: what a person calls it, and the field of the input that says it. */
const asked = {
  version: { path: 'input.versionId', 'zh-CN': '版本', en: 'another version' },
  hostIds: { path: 'input.hostIds', 'zh-CN': '宿主', en: 'other hosts' },
  absentContent: { path: 'input.absentContent', 'zh-CN': '内容声明', en: 'another declaration of content' },
} as const satisfies Readonly<Record<string, LocalizedText & { readonly path: string }>>;

/** What a plan finds there, in the order of the hash, and what a person calls it. */
const found = {
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

type AskedPart = keyof typeof asked;
type FoundPart = keyof typeof found;
const askedParts = Object.keys(asked) as AskedPart[];
const foundParts = Object.keys(found) as FoundPart[];
const parts = [...askedParts, ...foundParts];

/** Everything that a plan rests on, as data. */
export type PlanBasis = Readonly<Record<AskedPart | FoundPart, unknown>>;

/** Of each part this many characters of its SHA-256 are kept: enough that no change goes unseen by chance. */
const MARK_LENGTH = 16;
const MARK = new RegExp(`^[0-9a-f]{${MARK_LENGTH}}$`);

/** One mark for each part, so that it can be told afterwards which of them moved. */
export function planHash(basis: PlanBasis): string {
  return parts.map((part) => markOf(basis[part])).join('-');
}

/**
 * Why a plan is not carried out, with the parts in which its hash differs from that of now. INVALID_INPUT: it is no
 * hash, or that of a plan with other input, field by field. STATE: the input is the plan's, and its ground has moved.
 */
export function refusalOf(planned: string, now: string): readonly Problem[] {
  const before = planned.split('-');
  if (before.length !== parts.length || !before.every((mark) => MARK.test(mark))) return [noHash];
  const marks = now.split('-');
  const differ = new Set(parts.filter((_part, index) => before[index] !== marks[index]));
  const others = askedParts.filter((part) => differ.has(part));
  if (others.length > 0) return others.map(plannedOtherwise);
  return [moved(foundParts.filter((part) => differ.has(part)))];
}

const noHash: Problem = invalidInput(
  {
    'zh-CN': '这不是 planDistribution 返回的 hash；请原样传回',
    en: 'this is no hash of planDistribution: pass it as it was returned',
  },
  'input.hash',
);

function plannedOtherwise(part: AskedPart): Problem {
  const { path, ...name } = asked[part];
  return invalidInput(
    {
      'zh-CN': `此 hash 属于另一输入的方案（${name['zh-CN']}不同）；请传回制定方案时的输入，或重新调用 planDistribution`,
      en: `the hash is that of a plan with ${name.en}: pass the plan’s own input again, or ask planDistribution anew`,
    },
    path,
  );
}

function moved(names: readonly FoundPart[]): Problem {
  const zh = names.map((part) => found[part]['zh-CN']).join('、');
  const en = names.map((part) => found[part].en).join('; ');
  return {
    code: 'STATE',
    message: {
      'zh-CN': `制定方案之后以下内容已变动：${zh}；请重新调用 planDistribution`,
      en: `since the plan was drawn up, this has moved: ${en}; ask planDistribution again`,
    },
    path: 'input.hash',
    currentState: `MOVED: ${names.join(', ')}`,
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

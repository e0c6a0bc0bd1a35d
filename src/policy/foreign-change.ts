import type { LocalizedText } from '../kernel/localized.ts';
import type { Operation } from './operation.ts';

/**
 * What somebody can do to a program in its platform's own console, or with its tools, while the gateway has the program in
 * its care. The service may also have been closed by the platform itself, where that was not told as a measure.
 */
export const foreignChangeKinds = [
  'UPLOADED',
  'SUBMITTED',
  'WITHDRAWN',
  'RELEASED',
  'ROLLED_BACK',
  'PAUSED',
  'RESUMED',
] as const;
export type ForeignChangeKind = (typeof foreignChangeKinds)[number];

/** What the gateway can do that takes the place of something at a platform. RELEASE: also in stages, and the end of that. */
export const overwritingActs = ['SUBMIT', 'RELEASE', 'ROLL_BACK', 'PAUSE', 'RESUME'] as const;
export type OverwritingAct = (typeof overwritingActs)[number];

/** By which acts each kind of change would be undone or built over, without a word, at one platform. */
export type Overwrites = Readonly<Record<ForeignChangeKind, readonly OverwritingAct[]>>;

/** A change that stands, and that nobody has accepted yet. */
export interface ForeignChangeFact {
  readonly id: string;
  readonly kind: ForeignChangeKind;
  /** The version that it is about, by the number that the platform has of it. */
  readonly hostVersion?: string | null;
  readonly noticedAt: Date;
}

/** Whether a platform has the program as the gateway left it, as far as anybody here has to mind. */
export const consoleStates = ['AS_LEFT', 'CHANGED'] as const;
export type ConsoleState = (typeof consoleStates)[number];

/** A change that no act would overwrite is shown, and holds nothing up: a package that is beside ours. */
export function holdingUp<Change extends Pick<ForeignChangeFact, 'kind'>>(
  overwrites: Overwrites,
  open: readonly Change[],
): readonly Change[] {
  return open.filter(({ kind }) => overwrites[kind].length > 0);
}

export function consoleStateOf(overwrites: Overwrites, open: readonly ForeignChangeFact[]): ConsoleState {
  return holdingUp(overwrites, open).length > 0 ? 'CHANGED' : 'AS_LEFT';
}

/** Those of the changes that an act would overwrite. */
export function overwrittenBy<Change extends Pick<ForeignChangeFact, 'kind'>>(
  overwrites: Overwrites,
  open: readonly Change[],
  act: OverwritingAct,
): readonly Change[] {
  return open.filter(({ kind }) => overwrites[kind].includes(act));
}

/** The act that an operation amounts to; undefined for one that overwrites nothing: a review of ours is ours to take back. */
export function actOf(operation: Operation): OverwritingAct | undefined {
  return operation === 'SUBMIT' || operation === 'RELEASE' ? operation : undefined;
}

const done: Readonly<Record<ForeignChangeKind, LocalizedText>> = {
  UPLOADED: { 'zh-CN': '上传了版本', en: 'was uploaded' },
  SUBMITTED: { 'zh-CN': '提交了审核', en: 'was submitted for review' },
  WITHDRAWN: { 'zh-CN': '撤回了审核', en: 'was taken back from review' },
  RELEASED: { 'zh-CN': '发布了版本', en: 'was released' },
  ROLLED_BACK: { 'zh-CN': '回退到了版本', en: 'was gone back to' },
  PAUSED: { 'zh-CN': '暂停了服务', en: 'the service was closed' },
  RESUMED: { 'zh-CN': '恢复了服务', en: 'the service was opened' },
};

/** What somebody did, and what is to be done about it. */
export function foreignChangeWords({
  kind,
  hostVersion,
}: Pick<ForeignChangeFact, 'kind' | 'hostVersion'>): LocalizedText {
  const isOfService = kind === 'PAUSED' || kind === 'RESUMED';
  const what = { 'zh-CN': hostVersion ?? '（未知版本）', en: `version ${hostVersion ?? '(not named)'}` };
  return {
    'zh-CN': `有人在平台自己的后台${done[kind]['zh-CN']}${isOfService ? '' : `：${what['zh-CN']}`}。请先与其核对，再用 acknowledgeForeignChange 确认`,
    en: `${isOfService ? '' : `${what.en} `}${done[kind].en} in the platform's own console: settle it with whoever did, then accept it with \`acknowledgeForeignChange\``,
  };
}

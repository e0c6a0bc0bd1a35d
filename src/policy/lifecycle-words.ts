import type { LocalizedText } from '../kernel/localized.ts';
import type { Party } from './headline.ts';
import type { Axis, Step } from './lifecycle.ts';

/** What each axis is about, for people. */
export const axisNames: Readonly<Record<Axis, LocalizedText>> = {
  registration: { 'zh-CN': '注册', en: 'Registration' },
  admission: { 'zh-CN': '准入认证', en: 'Admission' },
  verification: { 'zh-CN': '认证', en: 'Verification' },
  material: { 'zh-CN': '资料', en: 'Material' },
  package: { 'zh-CN': '代码包', en: 'Package' },
  review: { 'zh-CN': '发布审核', en: 'Review' },
  confirmation: { 'zh-CN': '宿主确认', en: 'Host confirmation' },
  release: { 'zh-CN': '发布', en: 'Release' },
  enforcement: { 'zh-CN': '处置', en: 'Enforcement' },
  console: { 'zh-CN': '平台后台的改动', en: "Changes in the platform's own console" },
  appeal: { 'zh-CN': '申诉', en: 'Appeal' },
  rectification: { 'zh-CN': '整改', en: 'Rectification' },
};

export interface StepWords {
  /** Who takes the step. NOBODY: it follows from something else. */
  readonly by: Party;
  readonly name: LocalizedText;
}

export const stepWords: Readonly<Record<Step, StepWords>> = {
  request: by('DEVELOPER', '申请注册', 'asks to be registered, or asks again'),
  register: by('PLATFORM', '给出应用标识', 'gives an app id'),
  leave: by('DEVELOPER', '退出平台', 'leaves the platform'),
  begin: by('DEVELOPER', '发起认证或提交变更', 'begins the check, or hands in a change'),
  pass: by('PLATFORM', '认证通过', 'passes the check'),
  decline: by('PLATFORM', '不予通过', 'declines'),
  expire: by('NOBODY', '认证到期', 'the check expires'),
  file: by('DEVELOPER', '提交第一份资料', 'hands in the first paper of its kind'),
  replace: by('DEVELOPER', '提交替换的资料', 'hands in a paper that replaces one'),
  verify: by('PLATFORM', '核实资料', 'verifies the paper'),
  upload: by('DEVELOPER', '提交版本，开始上传', 'hands the version in; it is uploaded'),
  uploaded: by('GATEWAY', '确认上传完成', 'sees that the platform has it'),
  uploadFailed: by('GATEWAY', '确认上传失败', 'sees that the platform could not take it'),
  submit: by('GATEWAY', '提交审核', 'submits it for review'),
  approve: by('PLATFORM', '审核通过', 'approves'),
  reject: by('PLATFORM', '审核不通过', 'rejects'),
  delay: by('PLATFORM', '审核延后', 'says that it takes longer'),
  withdraw: by('DEVELOPER', '撤回审核', 'takes it back'),
  resubmit: by('DEVELOPER', '再次提交同一版本', 'hands the same version in once more'),
  ask: by('GATEWAY', '请宿主审查', 'asks the host'),
  confirm: by('HOST', '宿主确认', 'agrees'),
  refuse: by('HOST', '宿主拒绝', 'refuses'),
  release: by('DEVELOPER', '申请发布', 'asks for release'),
  released: by('PLATFORM', '全量发布', 'shows it to all users'),
  releaseFailed: by('PLATFORM', '发布未成', 'does not release it'),
  staged: by('PLATFORM', '开始灰度发布', 'shows it to a part of the users'),
  widen: by('DEVELOPER', '扩大灰度比例', 'makes the part larger'),
  unstage: by('DEVELOPER', '取消灰度发布', 'ends the staged release'),
  pause: by('DEVELOPER', '暂停服务', 'closes the service'),
  resume: by('DEVELOPER', '恢复服务', 'opens the service again'),
  rollBack: by('DEVELOPER', '申请回退', 'asks to go back to an earlier version'),
  rolledBack: by('PLATFORM', '回退完成', 'has gone back to an earlier version'),
  rollBackFailed: by('PLATFORM', '回退未成', 'has not gone back'),
  restore: by(
    'NOBODY',
    '后一版本被回退，本版本恢复',
    'a later version is rolled back, and this one is public again',
  ),
  supersede: by('NOBODY', '被后来的取代', 'a later one takes its place'),
  takeOffline: by('PLATFORM', '采取使程序不可见的措施', 'takes a measure that hides the program'),
  contest: by('DEVELOPER', '申诉或提交整改', 'appeals, or hands in a fix'),
  stand: by('PLATFORM', '维持措施', 'leaves the measure in place'),
  letGo: by('PLATFORM', '措施终止', 'ends the measure, or its date has come'),
  answer: by('PLATFORM', '答复申诉，尚未决定', 'answers, and has not decided'),
  uphold: by('PLATFORM', '维持措施，申诉不成立', 'upholds the measure'),
  overturn: by('PLATFORM', '撤销措施，申诉成立', 'overturns the measure'),
  rectify: by('DEVELOPER', '提交整改结果', 'hands in the fix'),
  accept: by('PLATFORM', '整改通过', 'accepts the fix'),
  notice: by(
    'GATEWAY',
    '发现有人在平台后台作了改动',
    "sees that somebody changed something in the platform's own console",
  ),
  acknowledge: by('DEVELOPER', '确认该改动', 'accepts that change'),
  settle: by('NOBODY', '该改动已不复存在', 'what was changed is there no longer'),
};

function by(party: Party, chinese: string, english: string): StepWords {
  return { by: party, name: { 'zh-CN': chinese, en: english } };
}

import type { ContentKind } from '../rules/content-declared.ts';

/** The nine kinds of content and acts that the agreement names, in its order. Codes and names are ours. */
export const baiduContentKinds: readonly ContentKind[] = [
  {
    code: 'UNCONSTITUTIONAL',
    name: { 'zh-CN': '违宪内容', en: 'content against the constitution' },
    clause: 'baidu/3.3(1)',
  },
  {
    code: 'NATIONAL_SECURITY',
    name: { 'zh-CN': '危害国家安全', en: 'harm to national security' },
    clause: 'baidu/3.3(2)',
  },
  {
    code: 'NATIONAL_HONOUR',
    name: { 'zh-CN': '损害国家荣誉', en: "harm to the nation's honour and interests" },
    clause: 'baidu/3.3(3)',
  },
  {
    code: 'ETHNIC_HATRED',
    name: { 'zh-CN': '民族仇恨与歧视', en: 'ethnic hatred and discrimination' },
    clause: 'baidu/3.3(4)',
  },
  {
    code: 'RELIGIOUS_POLICY_AND_CULTS',
    name: { 'zh-CN': '违反宗教政策、邪教与迷信', en: 'breach of religious policy, cults and superstition' },
    clause: 'baidu/3.3(5)',
  },
  { code: 'RUMOURS', name: { 'zh-CN': '谣言', en: 'rumours' }, clause: 'baidu/3.3(6)' },
  {
    code: 'OBSCENITY_GAMBLING_VIOLENCE_TERROR',
    name: { 'zh-CN': '色情、赌博、暴力与恐怖', en: 'obscenity, gambling, violence and terror' },
    clause: 'baidu/3.3(7)',
  },
  {
    code: 'INSULT_AND_DEFAMATION',
    name: { 'zh-CN': '侮辱与诽谤', en: 'insult and defamation' },
    clause: 'baidu/3.3(8)',
  },
  {
    code: 'OTHER_UNLAWFUL',
    name: { 'zh-CN': '其他违法内容', en: 'other unlawful content' },
    clause: 'baidu/3.3(9)',
  },
];

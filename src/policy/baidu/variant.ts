import type { PolicyVariant } from '../variant.ts';
import { baiduAgreement } from './agreement.ts';
import { baiduContentKinds } from './content-kinds.ts';
import { baiduHosts } from './hosts.ts';
import { baiduCategoryLists, baiduRules } from './rules.ts';
import { baiduTransitions } from './transitions.ts';

export const baidu: PolicyVariant = {
  platform: 'BAIDU',
  name: { 'zh-CN': '百度', en: 'Baidu' },
  agreement: baiduAgreement,
  hosts: baiduHosts,
  categoryLists: baiduCategoryLists,
  rules: baiduRules,
  transitions: baiduTransitions,
  verificationBeforeRelease: true,
  credentialsAfter: 'ADMISSION',
  emailMustBeUnique: false,
  contentKinds: baiduContentKinds,
};

import type { PolicyVariant } from '../variant.ts';
import { baiduAgreement } from './agreement.ts';
import { baiduClauseMoves, baiduMoveGaps } from './clause-moves.ts';
import { baiduContentKinds } from './content-kinds.ts';
import { baiduHostRuleSets } from './host-rules.ts';
import { baiduHosts } from './hosts.ts';
import { baiduOverwrites } from './overwrites.ts';
import { baiduCategoryLists, baiduRules } from './rules.ts';
import { baiduTermsChange } from './terms-change.ts';
import { baiduEndings, baiduTransitions } from './transitions.ts';

export const baidu: PolicyVariant = {
  platform: 'BAIDU',
  name: { 'zh-CN': '百度', en: 'Baidu' },
  agreement: baiduAgreement,
  termsChange: baiduTermsChange,
  hosts: baiduHosts,
  categoryLists: baiduCategoryLists,
  rules: baiduRules,
  transitions: baiduTransitions,
  endings: baiduEndings,
  overwrites: baiduOverwrites,
  clauseMoves: baiduClauseMoves,
  moveGaps: baiduMoveGaps,
  verificationBeforeRelease: true,
  credentialsAfter: 'ADMISSION',
  emailMustBeUnique: false,
  hostRuleClauses: ['baidu/3.6'],
  hostRuleSets: baiduHostRuleSets,
  outageClauses: {
    MAINTENANCE: 'baidu/8.2(1)',
    FORCE_MAJEURE: 'baidu/8.2(2)',
    MISUSE: 'baidu/8.2(3)',
    FAILURE: 'baidu/8.2(4)',
  },
  // `appflow/applyRecovery` takes words alone, and is all there is of either.
  contests: { oneCall: ['TRAFFIC_OFF'] },
  contentKinds: baiduContentKinds,
};

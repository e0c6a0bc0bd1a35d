import type { PolicyVariant } from '../variant.ts';
import { wechatAgreement } from './agreement.ts';
import { wechatClauseMoves, wechatMoveGaps } from './clause-moves.ts';
import { wechatHosts } from './hosts.ts';
import { wechatOverwrites } from './overwrites.ts';
import { wechatCategoryLists, wechatRules } from './rules.ts';
import { wechatTermsChange } from './terms-change.ts';
import { wechatEndings, wechatTransitions } from './transitions.ts';

export const wechat: PolicyVariant = {
  platform: 'WECHAT',
  name: { 'zh-CN': '微信', en: 'WeChat' },
  agreement: wechatAgreement,
  termsChange: wechatTermsChange,
  hosts: wechatHosts,
  categoryLists: wechatCategoryLists,
  rules: wechatRules,
  transitions: wechatTransitions,
  endings: wechatEndings,
  overwrites: wechatOverwrites,
  clauseMoves: wechatClauseMoves,
  moveGaps: wechatMoveGaps,
  verificationBeforeRelease: false,
  credentialsAfter: 'REGISTRATION',
  emailMustBeUnique: true,
  // The call that submits an appeal takes media ids of pictures, and refuses one without any.
  contests: {
    appealProof: {
      mediaTypes: ['image/png', 'image/jpeg'],
      says: {
        'zh-CN': '微信要求申诉附证明图片（PNG 或 JPEG），至少一张',
        en: 'WeChat asks for pictures that prove what an appeal says: at least one, PNG or JPEG',
      },
    },
  },
  contentKinds: [],
};

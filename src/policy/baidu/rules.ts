import type { MaterialState } from '../../programs/category.ts';
import type { Rule } from '../rule.ts';
import { acceptedByUse } from '../rules/accepted-by-use.ts';
import { analyticsConsented } from '../rules/analytics-consented.ts';
import { betaKeptSecret } from '../rules/beta-kept-secret.ts';
import { categoryOnList } from '../rules/category-on-list.ts';
import { collectingPermitted } from '../rules/collecting-permitted.ts';
import { contentDeclared } from '../rules/content-declared.ts';
import { dataDeclared } from '../rules/data-declared.ts';
import { featureNamed, purposeNamed, userConsentForOutsideUse } from '../rules/data-purpose.ts';
import { documentsAccepted } from '../rules/documents-accepted.ts';
import { noFeeUnpaid } from '../rules/no-fee-unpaid.ts';
import { noMeasureInForce } from '../rules/no-measure-in-force.ts';
import { nothingOverwritten } from '../rules/nothing-overwritten.ts';
import { ownName } from '../rules/own-name.ts';
import { platformNotLeft } from '../rules/platform-not-left.ts';
import { privacyPolicy } from '../rules/privacy-policy.ts';
import { realName } from '../rules/real-name.ts';
import { admitted, askedForOnce, registered } from '../rules/registered.ts';
import { nationalStandardNamed, storedEncrypted } from '../rules/storage-protected.ts';
import { submissionFrequency } from '../rules/submission-frequency.ts';
import { termsNotDeclined } from '../rules/terms-not-declined.ts';
import { thirdPartyPermitted } from '../rules/third-party-permitted.ts';
import { userConsentForTransfer } from '../rules/transfers-consented.ts';
import { consentAsked, sensitiveConsentSeparate, userConsentForMarketing } from '../rules/user-consent.ts';
import { begunOnce, verifiedBeforeRelease } from '../rules/verified.ts';
import {
  hostConfirmedBeforeRelease,
  oneReviewAtATime,
  reviewPassedBeforeRelease,
  submittedOnce,
  templateNamed,
  withdrawnWhileInReview,
} from '../rules/version-state.ts';
import { baiduCategories } from './categories/list.ts';
import { baiduContentKinds } from './content-kinds.ts';
import { baiduOverwrites } from './overwrites.ts';
import { baiduTermsChange } from './terms-change.ts';
import { baiduTransitions } from './transitions.ts';

const platform = 'BAIDU';

/** Until a change is verified, Baidu goes by what it had before (baidu/2.5). */
const goesBy: readonly MaterialState[] = ['EFFECTIVE'];

export const baiduCategoryLists = [baiduCategories];

const sixOf34 = [1, 2, 3, 4, 5, 6].map((ground) => `baidu/3.4(${ground})`);

/** In the order of the agreement. */
export const baiduRules: readonly Rule[] = [
  documentsAccepted({ clauses: ['baidu/0.1'], change: baiduTermsChange }),
  // No clause is about leaving; who has left has not accepted the whole any more.
  platformNotLeft({ clauses: ['baidu/0.1'] }),
  acceptedByUse({ clauses: ['baidu/0.3', 'baidu/7'], change: baiduTermsChange }),
  termsNotDeclined({ clauses: ['baidu/0.3', 'baidu/7'] }),
  askedForOnce({ clauses: ['baidu/2.1'], moves: baiduTransitions.registration }),
  registered({ clauses: ['baidu/2.1'], platform }),
  // The keys' own guard is no rule: they are sealed, and each use of one is written down (src/store/credential-uses.ts).
  admitted({ clauses: ['baidu/2.1'], platform }),
  // "One at a time" is customary at Baidu, no clause says it; 2.2 is the clause on the review.
  oneReviewAtATime({ clauses: ['baidu/2.2'], platform }),
  submittedOnce({ clauses: ['baidu/2.2'], transitions: baiduTransitions, platform }),
  templateNamed({ clauses: ['baidu/2.2'] }),
  withdrawnWhileInReview({ clauses: ['baidu/2.2'] }),
  begunOnce({ clauses: ['baidu/2.2'], moves: baiduTransitions.verification }),
  verifiedBeforeRelease({ clauses: ['baidu/2.2'], platform }),
  reviewPassedBeforeRelease({ clauses: ['baidu/2.2', 'baidu/3.1'] }),
  // No clause is about two who write; these are the ones on what is handed in, and on whose act a release is.
  nothingOverwritten({ clauses: ['baidu/2.2', 'baidu/3.1'], overwrites: baiduOverwrites }),
  submissionFrequency({
    clauses: ['baidu/2.4'],
    consequences: {
      'zh-CN': '收取发布审核服务费，暂停或终止服务，解除协议并要求赔偿损失',
      en: 'demand a review fee, pause or end the service, end the agreement and claim damages',
    },
  }),
  noFeeUnpaid({ clauses: ['baidu/2.4'] }),
  realName({ clauses: ['baidu/2.5'], goesBy }),
  categoryOnList({ clauses: ['baidu/2.6'], platform, lists: baiduCategoryLists, goesBy }),
  contentDeclared({ clause: 'baidu/3.3', kinds: baiduContentKinds }),
  // The agreement asks for the permission and does not name the paper; the name is ours, here and below.
  thirdPartyPermitted({ clauses: ['baidu/3.5'], paper: '百度代第三方申请书面许可', goesBy }),
  hostConfirmedBeforeRelease({ clauses: ['baidu/3.6'] }),
  dataDeclared({ clauses: ['baidu/4.1'] }),
  purposeNamed({ clauses: ['baidu/4.1'] }),
  featureNamed({ clauses: ['baidu/4.1'] }),
  privacyPolicy({ clauses: ['baidu/4.1'], parts: ['collection', 'use'] }),
  consentAsked({ clauses: ['baidu/4.1'] }),
  // The clause asks for express consent and binds to the law, which wants it separate for what is sensitive
  // (Personal Information Protection Law, article 29).
  sensitiveConsentSeparate({ clauses: ['baidu/4.1'] }),
  analyticsConsented({ clauses: ['baidu/4.2'] }),
  storedEncrypted({ clauses: ['baidu/4.3'] }),
  userConsentForMarketing({ clauses: ['baidu/4.3'] }),
  userConsentForOutsideUse({ clauses: ['baidu/4.3'] }),
  userConsentForTransfer({ clauses: ['baidu/4.3'] }),
  nationalStandardNamed({ clauses: ['baidu/4.3'] }),
  collectingPermitted({ clauses: ['baidu/4.3'], paper: '百度个人信息收集许可', goesBy }),
  noMeasureInForce({
    clauses: [
      'baidu/0.2',
      'baidu/2.3',
      'baidu/2.4',
      'baidu/2.5',
      'baidu/3.4',
      ...sixOf34,
      'baidu/3.6',
      'baidu/6.2',
    ],
  }),
  ownName({ clauses: ['baidu/6.3'], goesBy }),
  betaKeptSecret({ clauses: ['baidu/8.1'], paper: '百度内测披露书面同意书', goesBy }),
];

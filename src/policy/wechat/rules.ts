import type { MaterialState } from '../../programs/category.ts';
import type { Rule } from '../rule.ts';
import { acceptedByUse } from '../rules/accepted-by-use.ts';
import { betaKeptSecret } from '../rules/beta-kept-secret.ts';
import { categoryOnList } from '../rules/category-on-list.ts';
import { collectingPermitted } from '../rules/collecting-permitted.ts';
import { dataDeclared } from '../rules/data-declared.ts';
import { featureNamed, outsideUseAuthorised, purposeNamed } from '../rules/data-purpose.ts';
import { documentsAccepted } from '../rules/documents-accepted.ts';
import { dutiesKept } from '../rules/duties-kept.ts';
import { emailNotInUse } from '../rules/email-not-in-use.ts';
import { minorNeedsGuardian } from '../rules/minor-needs-guardian.ts';
import { noFeeUnpaid } from '../rules/no-fee-unpaid.ts';
import { noMeasureInForce } from '../rules/no-measure-in-force.ts';
import { nothingOverwritten } from '../rules/nothing-overwritten.ts';
import { ownName } from '../rules/own-name.ts';
import { platformConsentForMarketing } from '../rules/platform-consent-for-marketing.ts';
import { platformNotLeft } from '../rules/platform-not-left.ts';
import { privacyPolicy } from '../rules/privacy-policy.ts';
import { readerBound } from '../rules/reader-bound.ts';
import { realName } from '../rules/real-name.ts';
import { askedForOnce, registered } from '../rules/registered.ts';
import { selfService } from '../rules/self-service.ts';
import { serverDomains } from '../rules/server-domains.ts';
import { submissionFrequency } from '../rules/submission-frequency.ts';
import { termsNotDeclined } from '../rules/terms-not-declined.ts';
import { platformConsentForTransfer } from '../rules/transfers-consented.ts';
import { consentAsked } from '../rules/user-consent.ts';
import { advancedFeaturesNeedVerification, begunOnce } from '../rules/verified.ts';
import {
  oneReviewAtATime,
  reviewPassedBeforeRelease,
  submittedOnce,
  templateNamed,
  withdrawnWhileInReview,
} from '../rules/version-state.ts';
import { withdrawalFrequency } from '../rules/withdrawal-frequency.ts';
import { wechatOrganisationCategories } from './categories/organisation.ts';
import { wechatOverseasCategories } from './categories/overseas.ts';
import { wechatPersonCategories } from './categories/person.ts';
import { wechatOverwrites } from './overwrites.ts';
import { wechatTermsChange } from './terms-change.ts';
import { wechatTransitions } from './transitions.ts';

const platform = 'WECHAT';

/** Data are to be kept current (wechat/4.2), and no clause lets older ones hold until the new are verified. */
const goesBy: readonly MaterialState[] = ['EFFECTIVE', 'PENDING', 'DECLINED'];

export const wechatCategoryLists = [
  wechatOrganisationCategories,
  wechatPersonCategories,
  wechatOverseasCategories,
];

/** The papers in which Tencent agrees to something. The agreement names none: the names are ours. */
const consents = {
  outsideUse: '数据使用授权书',
  transfer: '腾讯数据传输书面同意书',
  collecting: '腾讯数据收集同意书',
  marketing: '腾讯书面同意书',
  beta: '腾讯内测披露书面同意书',
} as const;

/** In the order of the agreement. */
export const wechatRules: readonly Rule[] = [
  documentsAccepted({ clauses: ['wechat/0.1', 'wechat/0.2'], change: wechatTermsChange }),
  platformNotLeft({ clauses: ['wechat/4.10'] }),
  acceptedByUse({ clauses: ['wechat/7.2'], change: wechatTermsChange }),
  termsNotDeclined({ clauses: ['wechat/7.2'] }),
  minorNeedsGuardian({ clauses: ['wechat/0.3'], adultFrom: 18 }),
  emailNotInUse({ clauses: ['wechat/2.1'] }),
  askedForOnce({ clauses: ['wechat/2.1'], moves: wechatTransitions.registration }),
  registered({ clauses: ['wechat/2.1'], platform }),
  // "One at a time" is what the review interface does (its error 85009); 2.4 is the clause on that review.
  oneReviewAtATime({ clauses: ['wechat/2.4'], platform }),
  submittedOnce({ clauses: ['wechat/2.4'], transitions: wechatTransitions, platform }),
  templateNamed({ clauses: ['wechat/2.4'] }),
  withdrawnWhileInReview({ clauses: ['wechat/2.4'] }),
  withdrawalFrequency({ clauses: ['wechat/2.4'] }),
  reviewPassedBeforeRelease({ clauses: ['wechat/2.4'] }),
  // No clause is about two who write; 2.4 is the one on what is handed in and released.
  nothingOverwritten({ clauses: ['wechat/2.4'], overwrites: wechatOverwrites }),
  submissionFrequency({
    clauses: ['wechat/2.6'],
    consequences: {
      'zh-CN': '收取发布审核服务费（付款后开具发票），暂停或终止发布审核服务',
      en: 'demand a review fee (an invoice follows payment), and pause or end the review service',
    },
  }),
  noFeeUnpaid({ clauses: ['wechat/2.6'] }),
  realName({ clauses: ['wechat/2.7'], goesBy }),
  categoryOnList({ clauses: ['wechat/2.8'], platform, lists: wechatCategoryLists, goesBy }),
  begunOnce({ clauses: ['wechat/3.1'], moves: wechatTransitions.verification }),
  advancedFeaturesNeedVerification({ clauses: ['wechat/3.2'], platform }),
  serverDomains({ clauses: ['wechat/4.3'], schemes: ['https', 'wss'] }),
  dataDeclared({ clauses: ['wechat/4.4'] }),
  privacyPolicy({ clauses: ['wechat/4.4(2)'], parts: ['collection', 'use', 'sharing'] }),
  consentAsked({ clauses: ['wechat/4.4(3)'] }),
  purposeNamed({ clauses: ['wechat/4.4(4)'] }),
  featureNamed({ clauses: ['wechat/4.4(4)'] }),
  // Use outside the program is forbidden as such; the clause begins by excepting what is authorised otherwise,
  // and we read that to cover it.
  outsideUseAuthorised({ clauses: ['wechat/4.4(4)'], paper: consents.outsideUse, goesBy }),
  selfService({ clauses: ['wechat/4.4(7)'] }),
  platformConsentForTransfer({
    ofPlatformData: 'wechat/4.4(9)',
    ofAnyData: 'wechat/4.5',
    paper: consents.transfer,
    goesBy,
  }),
  collectingPermitted({ clauses: ['wechat/4.5'], paper: consents.collecting, goesBy }),
  platformConsentForMarketing({ clauses: ['wechat/4.6'], paper: consents.marketing, goesBy }),
  dutiesKept({
    clauses: ['wechat/4.2'],
    platform,
    lists: wechatCategoryLists,
    byName: Object.values(consents),
  }),
  noMeasureInForce({ clauses: ['wechat/2.5', 'wechat/2.6', 'wechat/4.2', 'wechat/4.8', 'wechat/6.2'] }),
  readerBound({ clauses: ['wechat/4.9'] }),
  ownName({ clauses: ['wechat/6.3'], goesBy }),
  betaKeptSecret({ clauses: ['wechat/7.1'], paper: consents.beta, goesBy }),
];

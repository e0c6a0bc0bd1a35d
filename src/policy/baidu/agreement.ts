import type { Agreement } from '../agreement.ts';
import { baiduClauses } from './clauses.ts';
import { baiduDuties } from './duties.ts';
import { baiduMeasures } from './measures.ts';
import { baiduGoverningLaw, baiduJurisdiction, baiduTerms } from './terms.ts';

const AGREEMENT = 'https://smartprogram.baidu.com/docs/operations/service/';
const TITLE = { 'zh-CN': '智能小程序平台服务协议', en: 'Smart Mini Program Platform Service Agreement' };

/**
 * What binds a developer on Baidu. A version bears the day of the published repository's head; the other
 * documents show neither date nor version and are known by the day of the copy that links them.
 */
export const baiduAgreement: Agreement = {
  platform: 'BAIDU',
  title: TITLE,
  party: { 'zh-CN': '百度公司', en: 'Baidu' },
  url: AGREEMENT,
  governingLaw: baiduGoverningLaw,
  jurisdiction: baiduJurisdiction,
  terms: baiduTerms,
  versions: [
    {
      version: '2020-04-20',
      effectiveFrom: '2020-04-20',
      readOn: '2026-11-21',
      // baidu/0.1
      documents: [
        { id: 'baidu:agreement', version: '2020-04-20', title: TITLE, url: AGREEMENT, required: true },
        {
          id: 'baidu:user-agreement',
          version: 'as-linked-2020-04-20',
          title: { 'zh-CN': '百度用户协议', en: 'Baidu User Agreement' },
          url: 'https://passport.baidu.com/static/passpc-account/html/protocal.html',
          required: true,
        },
        {
          id: 'baidu:service-provider-agreement',
          version: 'as-linked-2020-04-20',
          title: { 'zh-CN': '智能小程序服务商协议', en: 'Smart Mini Program Service Provider Agreement' },
          url: 'https://smartprogram.baidu.com/docs/operations/thirdparty_agreement/',
          required: true,
        },
        {
          id: 'baidu:operating-rules',
          version: 'as-linked-2020-04-20',
          title: { 'zh-CN': '智能小程序平台运营规范', en: 'Smart Mini Program Platform Operating Rules' },
          url: 'https://smartprogram.baidu.com/docs/operations/specification/',
          required: true,
        },
      ],
      clauses: baiduClauses,
      // baidu/2.4 says "too frequent" and gives no number.
      submissionLimit: { windowDays: 7, warnFrom: 7, atMost: 10, origin: 'OURS' },
      duties: baiduDuties,
      deletion: { clauses: ['baidu/4.4'], methods: ['DELETED'], writtenConfirmation: false },
      notices: [
        {
          clauses: ['baidu/0.3'],
          requiredChannels: [],
          takesEffect: 'ON_PUBLICATION',
          useIsAcceptance: 'AFTER_NOTICE',
        },
        {
          clauses: ['baidu/7'],
          requiredChannels: ['COMMUNITY_ANNOUNCEMENT', 'IN_SITE_MESSAGE', 'SMS'],
          takesEffect: 'AFTER_NOTICE',
          useIsAcceptance: 'AFTER_NOTICE',
        },
      ],
      // The clause has a fee, and says nothing of an invoice.
      fee: { clause: 'baidu/2.4', invoice: false },
      measures: baiduMeasures,
    },
  ],
};

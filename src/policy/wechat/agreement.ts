import type { Agreement } from '../agreement.ts';
import { wechatClauses } from './clauses.ts';
import { wechatDuties } from './duties.ts';
import { wechatMeasures } from './measures.ts';
import { wechatGoverningLaw, wechatJurisdiction, wechatTerms } from './terms.ts';

const TERMS = 'https://developers.weixin.qq.com/miniprogram/product/service.html?t=18091018';
const TITLE = { 'zh-CN': '微信小程序平台服务条款', en: 'WeChat Mini Program Platform Terms of Service' };

/**
 * What binds a developer on WeChat. A version bears the day in the stamp of the copy's own links
 * (`t=18091018`); a document that shows neither date nor version is known by the day of the copy that links it.
 */
export const wechatAgreement: Agreement = {
  platform: 'WECHAT',
  title: TITLE,
  party: { 'zh-CN': '腾讯公司', en: 'Tencent' },
  url: TERMS,
  governingLaw: wechatGoverningLaw,
  jurisdiction: wechatJurisdiction,
  terms: wechatTerms,
  versions: [
    {
      version: '2018-09-10',
      effectiveFrom: '2018-09-10',
      readOn: '2026-11-21',
      // wechat/0.1. It names Apple's two as examples of the rules of device systems and app stores.
      documents: [
        { id: 'wechat:terms', version: '2018-09-10', title: TITLE, url: TERMS, required: true },
        {
          id: 'wechat:parent-agreement',
          version: '1',
          title: {
            'zh-CN': '微信公众平台服务协议',
            en: 'WeChat Official Accounts Platform Service Agreement',
          },
          url: 'https://mp.weixin.qq.com/cgi-bin/announce?action=getannouncement&key=1503979103&version=1&lang=zh_CN&platform=2',
          required: true,
        },
        {
          id: 'wechat:apple-developer-program-licence',
          version: '2018-04-02',
          title: {
            'zh-CN': 'Apple Developer Program 许可协议',
            en: 'Apple Developer Program License Agreement',
          },
          url: 'https://download.developer.apple.com/Documentation/License_Agreements__Apple_Developer_Program/Apple_Developer_Program_License_Agreement_20180402.pdf',
          required: true,
        },
        {
          id: 'wechat:app-store-review-guidelines',
          version: 'as-linked-2018-09-10',
          title: { 'zh-CN': 'App Store 审核指南', en: 'App Store Review Guidelines' },
          url: 'https://developer.apple.com/cn/app-store/review/guidelines/',
          required: true,
        },
      ],
      clauses: wechatClauses,
      // wechat/2.6 says "too frequent" and gives no number.
      submissionLimit: { windowDays: 30, warnFrom: 15, atMost: 20, origin: 'OURS' },
      // Published with the interface that takes a review back (`GET /wxa/undocodeaudit`, error 87013).
      withdrawalLimits: [
        { per: 'DAY', atMost: 5, origin: 'PUBLISHED' },
        { per: 'MONTH', atMost: 10, origin: 'PUBLISHED' },
      ],
      duties: wechatDuties,
      deletion: {
        clauses: ['wechat/4.7'],
        methods: ['ANONYMISED', 'DELETED'],
        writtenConfirmation: true,
      },
      // No notice is promised: the newest text lies on the page of the service, and use after it is acceptance.
      notices: [
        {
          clauses: ['wechat/7.2'],
          requiredChannels: [],
          takesEffect: 'ON_ITS_DAY',
          useIsAcceptance: 'AFTER_CHANGE',
        },
      ],
      fee: { clause: 'wechat/2.6', invoice: true },
      measures: wechatMeasures,
    },
  ],
};

import type { Term } from '../term.ts';

// wechat/7.4
export const wechatGoverningLaw = {
  'zh-CN': '中国大陆法律，不含冲突规范',
  en: 'The law of mainland China, without its conflict rules',
};

// wechat/7.3
export const wechatJurisdiction = {
  'zh-CN': '签订地广东省深圳市南山区有管辖权的人民法院',
  en: 'The competent court at the place of signing: Nanshan District, Shenzhen, Guangdong',
};

/** What one can ask WeChat's terms, in the order of the text. */
export const wechatTerms: readonly Term[] = [
  {
    clause: 'wechat/1.1',
    topic: 'PARTIES',
    about: { 'zh-CN': '订约双方', en: 'The parties' },
    answer: { 'zh-CN': '开发者与腾讯', en: 'The developer and Tencent' },
  },
  {
    clause: 'wechat/1.1',
    topic: 'DEFINITION',
    about: { 'zh-CN': '小程序使用方', en: 'User of the service' },
    answer: {
      'zh-CN': '注册、登录或使用小程序的个人或组织',
      en: 'A person or an organisation that registers, logs in or uses mini programs',
    },
  },
  {
    clause: 'wechat/1.1',
    topic: 'DEFINITION',
    about: { 'zh-CN': '其他用户', en: 'Other user' },
    answer: {
      'zh-CN': '与此有关的其余微信使用者',
      en: 'Everyone else on WeChat who has to do with it',
    },
  },
  {
    clause: 'wechat/1.2',
    topic: 'DEFINITION',
    about: { 'zh-CN': '平台服务', en: 'The service' },
    answer: {
      'zh-CN': '接口、前端框架、连接渠道、加密传输等技术服务',
      en: 'Technical services: interfaces, a front-end framework, connection channels, encrypted transport',
    },
  },
  {
    clause: 'wechat/1.2',
    topic: 'DEFINITION',
    about: { 'zh-CN': '服务用户', en: 'Service user' },
    answer: {
      'zh-CN': '使用过该小程序的微信使用者；主协议关于关注者的规定对其适用',
      en: 'A WeChat user who uses the program; the parent agreement applies as it does to followers',
    },
  },
  {
    clause: 'wechat/1.3',
    topic: 'DEFINITION',
    about: { 'zh-CN': '小程序', en: 'Mini program' },
    answer: { 'zh-CN': '公众帐号的一种', en: 'A kind of official account' },
  },
  {
    clause: 'wechat/1.3',
    topic: 'PRECEDENCE',
    about: { 'zh-CN': '主协议关于公众帐号的规定', en: 'The parent agreement’s rules on official accounts' },
    answer: {
      'zh-CN': '同样适用；冲突时以本条款为准',
      en: 'Apply too; these terms come first in a conflict',
    },
  },
  {
    clause: 'wechat/4.1',
    topic: 'PRECEDENCE',
    about: { 'zh-CN': '主协议的个人信息条款', en: 'The parent agreement’s terms on personal information' },
    answer: { 'zh-CN': '在小程序服务中同样适用', en: 'Apply to this service too' },
  },
  {
    clause: 'wechat/5.1',
    topic: 'OWNERSHIP',
    about: { 'zh-CN': '服务中由平台提供的内容', en: 'Content that the platform provides' },
    answer: { 'zh-CN': '腾讯', en: 'Tencent' },
  },
  {
    clause: 'wechat/5.1',
    topic: 'OWNERSHIP',
    about: { 'zh-CN': '开发者使用服务时产生的内容', en: 'Content that arises in the developer’s use' },
    answer: { 'zh-CN': '开发者本人或原权利人', en: 'The developer, or whoever holds the rights' },
  },
  {
    clause: 'wechat/5.2',
    topic: 'OWNERSHIP',
    about: { 'zh-CN': '支撑服务的软件', en: 'The software behind the service' },
    answer: {
      'zh-CN': '腾讯，另有声明的除外；含著作权、专利权等',
      en: 'Tencent, unless stated otherwise: copyright, patents and other rights',
    },
  },
  {
    clause: 'wechat/6.1',
    topic: 'PRECEDENCE',
    about: { 'zh-CN': '主协议的责任条款', en: 'The parent agreement’s terms on liability' },
    answer: {
      'zh-CN': '同样适用；冲突时以本条款为准',
      en: 'Apply too; these terms come first in a conflict',
    },
  },
  {
    clause: 'wechat/6.4',
    topic: 'LIABILITY',
    about: { 'zh-CN': '小程序引起的争端及违法、违约后果', en: 'Disputes over the program, and breaches' },
    answer: {
      'zh-CN': '开发者单独负责并赔偿，对腾讯和他人的损害在内',
      en: 'The developer alone answers and pays, harm to Tencent and to others included',
    },
  },
  {
    clause: 'wechat/7.3',
    topic: 'JURISDICTION',
    about: { 'zh-CN': '争议', en: 'Disputes' },
    answer: wechatJurisdiction,
  },
  {
    clause: 'wechat/7.4',
    topic: 'GOVERNING_LAW',
    about: { 'zh-CN': '协议的成立、解释与争议', en: 'Formation, reading and disputes' },
    answer: wechatGoverningLaw,
  },
];

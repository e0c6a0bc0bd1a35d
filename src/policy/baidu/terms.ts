import type { Term } from '../term.ts';

// baidu/8.3
export const baiduGoverningLaw = {
  'zh-CN': '中国大陆法律，不含冲突规范',
  en: 'The law of mainland China, without its conflict rules',
};

// baidu/8.4
export const baiduJurisdiction = {
  'zh-CN': '签订地法院：北京市海淀区人民法院',
  en: "The court of the place of signing: Haidian District People's Court, Beijing",
};

/** What one can ask Baidu's agreement, in the order of the text. */
export const baiduTerms: readonly Term[] = [
  {
    clause: 'baidu/1.1',
    topic: 'PARTIES',
    about: { 'zh-CN': '订约双方与范围', en: 'The parties and the scope' },
    answer: {
      'zh-CN': '开发者与智能小程序平台；关于平台服务的使用',
      en: 'The developer and the Smart Mini Program Platform; about the use of its service',
    },
  },
  {
    clause: 'baidu/1.2',
    topic: 'DEFINITION',
    about: { 'zh-CN': '开发者', en: 'Developer' },
    answer: {
      'zh-CN': '注册并开发、运行、维护智能小程序的个人或组织',
      en: 'A person or an organisation that registers, develops, runs and maintains mini programs',
    },
  },
  {
    clause: 'baidu/1.3',
    topic: 'DEFINITION',
    about: { 'zh-CN': '用户', en: 'User' },
    answer: {
      'zh-CN': '接受开发者服务的自然人、企业或其他主体',
      en: 'Whoever receives a developer’s service: a person, a company or another subject',
    },
  },
  {
    clause: 'baidu/1.4',
    topic: 'DEFINITION',
    about: { 'zh-CN': '平台服务', en: 'The service' },
    answer: {
      'zh-CN': '远程调用接口、开发框架、AI能力等互联网技术服务',
      en: 'Technical internet services: remote interfaces, a development framework, AI abilities',
    },
  },
  {
    clause: 'baidu/3.2',
    topic: 'LIABILITY',
    about: { 'zh-CN': '平台的地位', en: 'What the platform is' },
    answer: {
      'zh-CN': '中立的技术提供方，并非共同运营者、共同开发者或内容提供方',
      en: 'A neutral provider of technology; no co-operator, co-developer or content provider',
    },
  },
  {
    clause: 'baidu/3.2',
    topic: 'LIABILITY',
    about: { 'zh-CN': '运营和维护的责任与费用', en: 'Responsibility and cost of running the program' },
    answer: { 'zh-CN': '开发者承担', en: 'The developer’s' },
  },
  {
    clause: 'baidu/5.1',
    topic: 'OWNERSHIP',
    about: {
      'zh-CN': '服务中由平台提供的内容，含代码',
      en: 'Content that the platform provides, code included',
    },
    answer: { 'zh-CN': '百度', en: 'Baidu' },
  },
  {
    clause: 'baidu/5.1',
    topic: 'OWNERSHIP',
    about: { 'zh-CN': '开发者使用服务时产生的内容', en: 'Content that arises in the developer’s use' },
    answer: { 'zh-CN': '开发者本人或原权利人', en: 'The developer, or whoever holds the rights' },
  },
  {
    clause: 'baidu/5.2',
    topic: 'OWNERSHIP',
    about: { 'zh-CN': '支撑服务的软件', en: 'The software behind the service' },
    answer: {
      'zh-CN': '百度，另有声明的除外；含著作权、专利权等',
      en: 'Baidu, unless stated otherwise: copyright, patents and other rights',
    },
  },
  {
    clause: 'baidu/6.1',
    topic: 'PRECEDENCE',
    about: {
      'zh-CN': '用户协议、移动应用的软件协议与隐私政策、平台运营规范',
      en: 'User agreement, mobile software agreement, mobile privacy policy, operating rules',
    },
    answer: {
      'zh-CN': '同样适用；冲突时以本协议为准',
      en: 'Apply too; this agreement comes first in a conflict',
    },
  },
  {
    clause: 'baidu/6.4',
    topic: 'LIABILITY',
    about: { 'zh-CN': '程序引起的纠纷及违法、违约后果', en: 'Disputes over the program, and breaches' },
    answer: {
      'zh-CN': '开发者自行负责和赔偿，对百度、其关联公司和他人的损害在内',
      en: 'The developer alone answers and pays, harm to Baidu, its affiliates and others included',
    },
  },
  {
    clause: 'baidu/8.2',
    topic: 'LIABILITY',
    about: { 'zh-CN': '因四类原因造成的服务中断', en: 'Outages that have one of four causes' },
    answer: { 'zh-CN': '百度不承担责任', en: 'Baidu is not liable' },
  },
  {
    clause: 'baidu/8.2(1)',
    topic: 'OUTAGE_CAUSE',
    about: { 'zh-CN': '停机维护', en: 'Maintenance' },
    answer: {
      'zh-CN': '系统与设备的检修或升级',
      en: 'Systems or equipment are down for maintenance or upgrades',
    },
  },
  {
    clause: 'baidu/8.2(2)',
    topic: 'OUTAGE_CAUSE',
    about: { 'zh-CN': '不可抗力', en: 'Force majeure' },
    answer: {
      'zh-CN': '天灾、恐袭等无法抗拒的事件',
      en: 'Natural disaster, terrorist attack: events beyond control',
    },
  },
  {
    clause: 'baidu/8.2(3)',
    topic: 'OUTAGE_CAUSE',
    about: { 'zh-CN': '开发者使用不当', en: 'Misuse by the developer' },
    answer: {
      'zh-CN': '操作失误，或未经百度授权、认可的使用',
      en: 'An error of operation, or use that Baidu has not authorised or approved',
    },
  },
  {
    clause: 'baidu/8.2(4)',
    topic: 'OUTAGE_CAUSE',
    about: { 'zh-CN': '攻击、故障与第三方', en: 'Attack, failure, third parties' },
    answer: {
      'zh-CN': '恶意程序、网络堵塞、故障、断电、第三方服务缺陷或政府行为',
      en: 'Malware, congestion, failures, loss of power, defects of third parties, acts of government',
    },
  },
  {
    clause: 'baidu/8.3',
    topic: 'GOVERNING_LAW',
    about: { 'zh-CN': '协议的效力、履行与争议', en: 'Force, performance and disputes' },
    answer: baiduGoverningLaw,
  },
  {
    clause: 'baidu/8.4',
    topic: 'JURISDICTION',
    about: { 'zh-CN': '争议', en: 'Disputes' },
    answer: baiduJurisdiction,
  },
];

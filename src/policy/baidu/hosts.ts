import type { Host } from '../../programs/host.ts';

const LIST = 'swan-team/swan-docs, develop/api/device_sys/hostlist.md, as of 2020-04-20 (id and name)';
const OUR_READING = 'kind, form and confirmation are our reading';
const TIEBA_REVIEW = 'https://smartprogram.baidu.com/docs/introduction/auditing_tieba/';

/**
 * The hosts that Baidu publishes, in the order of its list, which gives an id and a name and no more.
 * baidu/3.6 gives each host its own confirmation. We let the platform's review stand for it in Baidu's
 * own apps, which publish none, and await a word of their own from all others.
 */
export const baiduHosts: readonly Host[] = [
  memberHost('xhsdiscover', '小红书', 'Xiaohongshu', 'APP'),
  ownHost('bdnetdisk', '百度网盘', 'Baidu Netdisk'),
  ownHost('bdmap', '百度地图', 'Baidu Maps'),
  ownHost('bdminivideo', '全民小视频', 'Quanmin Video'),
  ownHost('baiduboxapp', '百度APP', 'Baidu App'),
  ownHost('baiduhaokan', '好看视频', 'Haokan Video'),
  ownHost('bdlite', '百度极速版', 'Baidu Lite'),
  memberHost('wifikey', 'WiFi万能钥匙极速版', 'WiFi Master Key Lite', 'APP'),
  {
    ...ownHost('tieba', '贴吧', 'Tieba'),
    confirmation: 'OWN',
    source: `${LIST}; ${TIEBA_REVIEW} (own review); kind and form are our reading`,
  },
  memberHost('droi', 'Freeme OS', 'Freeme OS', 'PHONE_OS'),
  memberHost('iqiyi', '爱奇艺', 'iQIYI', 'APP'),
  memberHost('iovauto', '车载智能小程序', 'In-car Smart Mini Programs', 'CAR_OS'),
  memberHost('wifikeycore', 'WiFi万能钥匙', 'WiFi Master Key', 'APP'),
  memberHost('babybus', '宝宝巴士', 'BabyBus', 'APP'),
  ownHost('baiduboxmission', '看多多', 'Kanduoduo'),
  ownHost('zhidao', '百度知道', 'Baidu Zhidao'),
  memberHost('samsungmscc', '三星手机', 'Samsung phones', 'PHONE'),
  memberHost('gamenow', '分玩', 'Fenwan', 'APP'),
];

/** An app that Baidu runs itself. */
function ownHost(id: string, name: string, english: string): Host {
  return { ...host(id, name, english), kind: 'FIRST_PARTY', form: 'APP', confirmation: 'PLATFORM' };
}

function memberHost(id: string, name: string, english: string, form: Host['form']): Host {
  return { ...host(id, name, english), kind: 'ALLIANCE_MEMBER', form, confirmation: 'OWN' };
}

function host(id: string, name: string, english: string): Omit<Host, 'kind' | 'form' | 'confirmation'> {
  return {
    id,
    platform: 'BAIDU',
    name: { 'zh-CN': name, en: english },
    source: `${LIST}; ${OUR_READING}`,
    offeredFrom: '2020-04-20',
  };
}

import type { Host } from '../../programs/host.ts';

/** WeChat is the only host of its platform. */
export const wechatHosts: readonly Host[] = [
  {
    id: 'wechat',
    platform: 'WECHAT',
    name: { 'zh-CN': '微信', en: 'WeChat' },
    kind: 'FIRST_PARTY',
    form: 'APP',
    confirmation: 'PLATFORM',
    source: 'wechat/1.2 and wechat/2.4: programs serve WeChat users and Tencent decides; the id is ours',
    offeredFrom: '2018-09-10',
  },
];

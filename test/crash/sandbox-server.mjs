// Both platforms, in a process of their own: what the gateway does to them is counted where no kill can reach.
import { systemClock } from '../../dist/kernel/clock.js';
import { baiduHosts } from '../../dist/policy/baidu/hosts.js';
import { wechatOrganisationCategories } from '../../dist/policy/wechat/categories/organisation.js';
import { startBaiduSandbox } from '../../dist/sandbox/baidu/server.js';
import { startPartner } from '../../dist/sandbox/partner.js';
import { startWechatSandbox } from '../../dist/sandbox/wechat/server.js';
import { serveParent, settings } from '../bench/children.mjs';

const { gatewayUrl, wechat, baidu } = settings();
const shared = {
  port: 0,
  clock: systemClock,
  pushBaseUrl: gatewayUrl,
  templates: [
    {
      templateId: 1,
      userVersion: '1.0.0',
      userDesc: 'ordering',
      pages: ['pages/index/index', 'pages/order/order'],
    },
  ],
  reviewAfterMs: 400,
  registrationAfterMs: 100,
};
const platforms = {
  WECHAT: await startWechatSandbox({
    ...shared,
    ...wechat,
    scanAfterMs: 200,
    categories: wechatOrganisationCategories.categories.map(({ path }) => path),
  }),
  // A hundred rounds are a week to the platform, which has no more than a hundred reviews in one.
  BAIDU: await startBaiduSandbox({
    ...shared,
    ...baidu,
    baseInfoAfterMs: 0,
    uploadAfterMs: 200,
    weeklyQuota: 10_000,
  }),
};
const partners = [];
const heard = { WECHAT: 0, BAIDU: 0 };

serveParent(
  { wechatUrl: platforms.WECHAT.url, baiduUrl: platforms.BAIDU.url },
  {
    /** Partner hosts know the gateway by its public API alone, and come back to it after each of its deaths. */
    async partners({ tokens }) {
      for (const { id } of baiduHosts.filter(({ confirmation }) => confirmation === 'OWN')) {
        const decide = () => ({ decision: id === 'tieba' ? 'REFUSE' : 'CONFIRM', words: '重复' });
        partners.push(
          await startPartner({ gatewayUrl, token: tokens[id], hostId: id, delayMs: 200, decide }),
        );
      }
      return true;
    },
    async tickets() {
      for (const platform of Object.values(platforms)) platform.pushTicket();
      return true;
    },
    /** The next version that is handed in at each of these is reviewed without end. */
    async holdReview({ platforms: which }) {
      for (const platform of which) platforms[platform].scriptReviews('*', [{ outcome: 'wait' }]);
      return true;
    },
    /** The calls since this was last asked. */
    async calls() {
      const fresh = Object.entries(platforms).flatMap(([platform, sandbox]) =>
        sandbox
          .calls()
          .filter(({ number }) => number > heard[platform])
          .map((call) => ({ platform, ...call })),
      );
      for (const { platform, number } of fresh) heard[platform] = Math.max(heard[platform], number);
      return fresh;
    },
    async stop() {
      for (const partner of partners) await partner.stop();
      for (const platform of Object.values(platforms)) await platform.close();
    },
  },
);

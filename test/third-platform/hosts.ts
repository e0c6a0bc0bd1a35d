import type { Host } from '../../src/programs/host.ts';

export const harbourHosts: readonly Host[] = [
  {
    id: 'harbour-ferry',
    platform: 'HARBOUR',
    name: { 'zh-CN': '渡轮', en: 'Ferry' },
    kind: 'FIRST_PARTY',
    form: 'TV',
    confirmation: 'PLATFORM',
    source: 'made up',
    offeredFrom: '2027-01-01',
  },
  {
    id: 'harbour-pilot',
    platform: 'HARBOUR',
    name: { 'zh-CN': '引航船', en: 'Pilot boat' },
    kind: 'ALLIANCE_MEMBER',
    form: 'APP',
    confirmation: 'PLATFORM',
    source: 'made up',
    offeredFrom: '2027-03-10',
  },
];

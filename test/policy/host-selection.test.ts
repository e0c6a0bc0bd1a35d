import { describe, expect, it } from '@jest/globals';
import { selectedHosts } from '../../src/policy/host-selection.ts';
import type { Host } from '../../src/programs/host.ts';

const host = (id: string, offeredFrom: string): Host => ({
  id,
  platform: 'BAIDU',
  name: { 'zh-CN': id, en: id },
  kind: 'ALLIANCE_MEMBER',
  form: 'APP',
  confirmation: 'OWN',
  source: 'made for this test',
  offeredFrom,
});
const hosts = [host('tieba', '2020-04-20'), host('iqiyi', '2020-04-20'), host('newcomer', '2027-03-10')];
const chosen = (hostIds: readonly string[] | undefined, day: string) =>
  selectedHosts(
    hosts,
    hostIds ? { platform: 'BAIDU', mode: 'EXPLICIT', hostIds } : { platform: 'BAIDU', mode: 'UNSPECIFIED' },
    day,
  ).map(({ id }) => id);

describe('baidu/3.6: where a program goes', () => {
  it('without a choice, to every host on offer that day', () => {
    expect(chosen(undefined, '2027-03-09')).toEqual(['tieba', 'iqiyi']);
  });

  it('without a choice, to a host that joins from its first day on', () => {
    expect(chosen(undefined, '2027-03-10')).toEqual(['tieba', 'iqiyi', 'newcomer']);
  });

  it('by choice, to those chosen, whoever joins later', () => {
    expect(chosen(['iqiyi'], '2027-03-10')).toEqual(['iqiyi']);
  });

  it('by choice, to no host that is not on offer yet', () => {
    expect(chosen(['iqiyi', 'newcomer'], '2027-03-09')).toEqual(['iqiyi']);
  });
});

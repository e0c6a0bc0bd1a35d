import { describe, expect, it } from '@jest/globals';
import { type HostsAsked, hostsMeant, selectedHosts } from '../../src/policy/host-selection.ts';
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

describe('baidu/3.6: the hosts that are meant', () => {
  const ferry: Host = { ...host('ferry', '2020-01-01'), platform: 'HARBOUR' };
  const published = [...hosts, ferry];
  const meant = (asked: Partial<HostsAsked>) => {
    const all = { published, selections: [], registeredOn: [], day: '2027-03-09', path: 'input.hostIds' };
    const told = hostsMeant({ ...all, ...asked });
    return {
      hosts: told.hosts.map(({ id }) => id),
      problems: told.problems.map(({ code, path }) => [code, path]),
    };
  };

  it('are those named, in the published order, each once', () => {
    expect(meant({ hostIds: ['ferry', 'tieba', 'ferry'] })).toEqual({
      hosts: ['tieba', 'ferry'],
      problems: [],
    });
  });

  it('are, without a name, those of the platforms where it is registered or hosts were chosen', () => {
    expect(meant({}).hosts).toEqual(['tieba', 'iqiyi', 'ferry']);
    expect(meant({ registeredOn: ['HARBOUR'] }).hosts).toEqual(['ferry']);
    const selections = [{ platform: 'BAIDU', mode: 'EXPLICIT', hostIds: ['iqiyi'] }] as const;
    expect(meant({ selections }).hosts).toEqual(['iqiyi']);
    expect(meant({ selections, registeredOn: ['HARBOUR'] }).hosts).toEqual(['iqiyi', 'ferry']);
  });

  it('are none where one of them is none, not on offer yet, or nothing is named', () => {
    expect(meant({ hostIds: ['tieba', 'nosuch', 'newcomer'] })).toEqual({
      hosts: [],
      problems: [
        ['NOT_FOUND', 'input.hostIds[1]'],
        ['INVALID_INPUT', 'input.hostIds[2]'],
      ],
    });
    expect(meant({ hostIds: [] })).toEqual({ hosts: [], problems: [['INVALID_INPUT', 'input.hostIds']] });
    expect(meant({ hostIds: ['newcomer'], day: '2027-03-10' }).hosts).toEqual(['newcomer']);
  });

  it('are never silently none: a day before all of them is a problem', () => {
    expect(meant({ day: '2019-12-31' })).toEqual({
      hosts: [],
      problems: [['INVALID_INPUT', 'input.hostIds']],
    });
  });
});

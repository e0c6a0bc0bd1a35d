import { describe, expect, it } from '@jest/globals';
import type { Manifest } from '../../src/programs/manifest.ts';
import { manifestFaults } from '../../src/programs/manifest-faults.ts';
import { type Changes, someDataItem, someManifest } from '../support/facts.ts';

const pathsOf = (changes: Changes<Manifest>) => manifestFaults(someManifest(changes)).map(({ path }) => path);
const url = 'https://shancheng.example.com/privacy';
const section = { item: 'phone', collection: '下单时', use: '取餐', sharing: '不共享' };
const list = <T>(length: number, entry: (index: number) => T): T[] =>
  Array.from({ length }, (_, index) => entry(index));

describe('a manifest', () => {
  it('without faults has none', () => {
    expect(pathsOf({})).toEqual([]);
  });

  it.each([
    ['two characters', '小馆', ['name']],
    ['three characters', '小面馆', []],
    ['thirty characters', '馆'.repeat(30), []],
    ['thirty-one characters', '馆'.repeat(31), ['name']],
    ['two characters of two code units each', '🍜🍜', ['name']],
    ['only white space', '     ', ['name']],
  ])('has a name of 3 to 30 characters: %s', (_what, name, paths) => {
    expect(pathsOf({ name })).toEqual(paths);
  });

  it('counts what it says of a name', () => {
    expect(manifestFaults(someManifest({ name: '馆' }))).toEqual([
      {
        path: 'name',
        message: {
          'zh-CN': '名称须为 3 至 30 个字符，现为 1 个',
          en: 'a name has 3 to 30 characters; this one has 1',
        },
      },
    ]);
  });

  it.each<[string, Changes<Manifest>]>([
    ['introduction', { introduction: ' ' }],
    ['introduction', { introduction: '长'.repeat(2_001) }],
    ['ownership.paper', { ownership: { kind: 'AUTHORISED', paper: '' } }],
    ['categories[0].path', { categories: [{ platform: 'WECHAT', path: [] }] }],
    ['categories[0].path[1]', { categories: [{ platform: 'WECHAT', path: ['餐饮服务', ''] }] }],
    [
      'categories[1].platform',
      {
        categories: [
          { platform: 'WECHAT', path: ['工具'] },
          { platform: 'WECHAT', path: ['教育'] },
        ],
      },
    ],
    ['dataItems[0].purpose', { dataItems: [someDataItem({ purpose: '' })] }],
    ['dataItems[0].consentMoment', { dataItems: [someDataItem({ consentMoment: ' ' })] }],
    ['dataItems[1].key', { dataItems: [someDataItem(), someDataItem()] }],
    ['privacyPolicy.url', { privacyPolicy: { url: '', sections: [section] } }],
    ['privacyPolicy.sections[1].item', { privacyPolicy: { url, sections: [section, section] } }],
    [
      'privacyPolicy.sections[1].item',
      { privacyPolicy: { url, sections: [section, { ...section, item: 'address' }] } },
    ],
    [
      'privacyPolicy.sections[0].use',
      { privacyPolicy: { url, sections: [{ ...section, use: '长'.repeat(2_001) }] } },
    ],
    ['serverDomains[0]', { serverDomains: [''] }],
    ['serverDomains[1]', { serverDomains: ['https://a.example.com', 'https://a.example.com'] }],
    ['advancedFeatures[0]', { advancedFeatures: [''] }],
    ['selfService.deletion', { selfService: { deletion: ' ' } }],
    ['operatedFor.party', { operatedFor: { party: '' } }],
    ['operatedFor.permission', { operatedFor: { party: '某店', permission: '' } }],
    ['analyticsConsentMoment', { analyticsConsentMoment: '' }],
    ['securityStandards[0]', { securityStandards: [''] }],
    ['securityStandards[1]', { securityStandards: ['GB 1-2020', 'GB 1-2020'] }],
    ['transfers[0].recipient', { transfers: [{ item: 'phone', recipient: '', country: 'CN' }] }],
    ['transfers[0].item', { transfers: [{ item: 'fax', recipient: '某云', country: 'CN' }] }],
    ['transfers[0].country', { transfers: [{ item: 'phone', recipient: '某云', country: '中国' }] }],
    ['transfers[0].country', { transfers: [{ item: 'phone', recipient: '某云', country: 'cn' }] }],
    [
      'transfers[1].consentMoment',
      {
        transfers: [
          { item: 'phone', recipient: '某云', country: 'CN' },
          { item: 'phone', recipient: '某云', country: 'SG', consentMoment: '' },
        ],
      },
    ],
  ])('is at fault at %s', (path, changes) => {
    expect(pathsOf(changes)).toEqual([path]);
  });

  it('has at most 50 data items', () => {
    const items = (count: number) => ({
      dataItems: list(count, (index) => someDataItem({ key: `k${index}` })),
    });
    expect(pathsOf({ ...items(50), privacyPolicy: undefined })).toEqual([]);
    expect(pathsOf({ ...items(51), privacyPolicy: undefined })).toEqual(['dataItems']);
  });

  it('has at most 100 domains', () => {
    const domains = (count: number) => ({
      serverDomains: list(count, (index) => `https://s${index}.example.com`),
    });
    expect(pathsOf(domains(100))).toEqual([]);
    expect(pathsOf(domains(101))).toEqual(['serverDomains']);
  });

  it('has at most 100 transfers and 20 standards', () => {
    const transfers = (count: number) => ({
      transfers: list(count, (index) => ({ item: 'phone', recipient: `某云 ${index}`, country: 'CN' })),
    });
    expect(pathsOf(transfers(100))).toEqual([]);
    expect(pathsOf(transfers(101))).toEqual(['transfers']);
    const standards = (count: number) => ({
      securityStandards: list(count, (index) => `GB ${index}-2020`),
    });
    expect(pathsOf(standards(20))).toEqual([]);
    expect(pathsOf(standards(21))).toEqual(['securityStandards']);
  });

  it('that was stored before some of it could be declared has no fault for that', () => {
    const { selfService: _1, transfers: _2, securityStandards: _3, ...older } = someManifest();
    const dataItems = older.dataItems.map(
      ({ source: _4, usedOutsideProgram: _5, storedEncrypted: _6, ...item }) => item,
    );
    expect(manifestFaults({ ...older, dataItems })).toEqual([]);
  });

  it('has texts of at most 2,000 characters', () => {
    expect(pathsOf({ introduction: '长'.repeat(2_000) })).toEqual([]);
  });

  it('leaves to the policy what is only against a platform’s rules', () => {
    expect(pathsOf({ serverDomains: ['http://plain.example.com'], privacyPolicy: undefined })).toEqual([]);
  });
});

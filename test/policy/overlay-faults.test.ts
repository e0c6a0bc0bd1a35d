import { describe, expect, it } from '@jest/globals';
import type { Overlay } from '../../src/policy/explain/overlay.ts';
import { overlayFaults } from '../../src/policy/explain/overlay-faults.ts';
import { variants } from '../../src/policy/variants.ts';
import { foodLicence, NOW, someFacts, someMaterial } from '../support/facts.ts';

const licence = someMaterial();
const situation = { facts: someFacts({ materials: [licence, foodLicence] }), at: NOW };
const pathsOf = (overlay: Overlay) =>
  overlayFaults(variants, situation, overlay).map(({ path }) => path?.replace('input.overlay.', ''));

const [wechat, baidu] = variants.map(({ platform, agreement }) => {
  const [{ version }] = agreement.versions;
  return { platform, version };
});
if (!wechat || !baidu) throw new Error('there are fewer than two platforms');
const restaurant = { platform: 'WECHAT', path: ['餐饮服务', '餐饮服务场所/餐饮服务管理企业', '川湘菜'] };
const paper = { paper: '营业执照', holder: '甲', validFrom: '2027-01-01', ofProgram: false };

describe('an overlay is refused', () => {
  it.each<[string, Overlay, string[]]>([
    [
      'where it declares a kind of content that no agreement names (baidu/3.3)',
      { absentContent: ['NOPE'] },
      ['absentContent'],
    ],
    [
      'where it registers one platform twice',
      { registrations: [{ platform: 'BAIDU' }, { platform: 'WECHAT' }, { platform: 'BAIDU' }] },
      ['registrations[2]'],
    ],
    [
      'where it names two versions of one agreement',
      { agreements: [wechat, baidu, wechat] },
      ['agreements[2]'],
    ],
    [
      'where it changes one paper twice',
      {
        changeMaterials: [
          { materialId: licence.id, validUntil: '2029-01-01' },
          { materialId: licence.id, validUntil: '2030-01-01' },
        ],
      },
      ['changeMaterials[1]'],
    ],
    [
      'where it changes a paper and takes it off file',
      {
        changeMaterials: [{ materialId: licence.id, validUntil: '2029-01-01' }],
        removeMaterials: [foodLicence.id, licence.id],
      },
      ['removeMaterials[1]'],
    ],
    [
      'where it takes one paper off file twice',
      { removeMaterials: [licence.id, licence.id] },
      ['removeMaterials[1]'],
    ],
    [
      'where it chooses two categories on one platform',
      { categories: [restaurant, restaurant] },
      ['categories[1].platform'],
    ],
    [
      'where a category has no path',
      { categories: [{ platform: 'WECHAT', path: [] }] },
      ['categories[0].path'],
    ],
    [
      'where a paper has neither name nor holder',
      { addMaterials: [paper, { ...paper, paper: ' ', holder: '' }] },
      ['addMaterials[1].paper', 'addMaterials[1].holder'],
    ],
    [
      'where the name of a paper is endless',
      { addMaterials: [{ ...paper, paper: '证'.repeat(201) }] },
      ['addMaterials[0].paper'],
    ],
    [
      'where it empties a field and gives it a value, or empties it twice',
      {
        clear: ['SELF_SERVICE', 'TRANSFERS', 'TRANSFERS'],
        manifest: { selfService: { correction: '我的', deletion: '我的' } },
      },
      ['clear[0]', 'clear[2]'],
    ],
    [
      'where a paper has a last day and none',
      { changeMaterials: [{ materialId: foodLicence.id, validUntil: '2029-01-01', withoutEnd: true }] },
      ['changeMaterials[0].withoutEnd'],
    ],
    [
      'where a birth date is no day (wechat/0.3)',
      { subject: { type: 'PERSON', birthDate: '2009-02-30' } },
      ['subject.birthDate'],
    ],
    [
      'where a birth date is to come (wechat/0.3)',
      { subject: { type: 'PERSON', birthDate: '2027-03-11' } },
      ['subject.birthDate'],
    ],
    [
      'where an organisation is born (wechat/0.3)',
      { subject: { birthDate: '2009-03-01' } },
      ['subject.birthDate'],
    ],
  ])('%s', (_what, overlay, paths) => {
    expect(pathsOf(overlay)).toEqual(paths);
  });

  it('and not where it supposes different things once each, or puts two papers of a kind on file (baidu/2.5)', () => {
    const overlay: Overlay = {
      absentContent: variants.flatMap(({ contentKinds }) => contentKinds.map(({ code }) => code)),
      registrations: [{ platform: 'BAIDU' }, { platform: 'WECHAT' }],
      agreements: [wechat, baidu],
      categories: [restaurant],
      addMaterials: [paper, paper],
      changeMaterials: [{ materialId: licence.id, validUntil: '2029-01-01' }],
      removeMaterials: [foodLicence.id],
    };
    expect(pathsOf(overlay)).toEqual([]);
  });
});

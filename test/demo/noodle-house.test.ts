import { describe, expect, it } from '@jest/globals';
import { readNoodleHouse, readPaper } from '../../src/demo/noodle-house.ts';
import { baiduCategories } from '../../src/policy/baidu/categories/list.ts';
import { findCategory, satisfiedBy } from '../../src/policy/categories.ts';
import { wechatOrganisationCategories } from '../../src/policy/wechat/categories/organisation.ts';
import type { Manifest } from '../../src/programs/manifest.ts';
import { manifestFaults } from '../../src/programs/manifest-faults.ts';
import type { Subject } from '../../src/programs/program.ts';

interface Declared {
  readonly manifest: Manifest;
  readonly subject: Subject;
}

describe('the noodle house', () => {
  it('has a manifest without faults', async () => {
    expect(manifestFaults((await readNoodleHouse<Declared>()).manifest)).toEqual([]);
  });

  it('stands on both published lists, with the papers that they ask for (wechat/2.8, baidu/2.6)', async () => {
    const { manifest, materials } = await readNoodleHouse<Declared>();
    const papers = new Set(materials.program.map(({ paper }) => paper));
    for (const { path } of manifest.categories) {
      const category =
        findCategory([wechatOrganisationCategories], 'ORGANISATION', path) ??
        findCategory([baiduCategories], 'ORGANISATION', path);
      expect([path, category && satisfiedBy(category.requirement, papers)]).toEqual([path, 'YES']);
    }
  });

  it('has papers made out to the subject, each with its file', async () => {
    const { subject, materials } = await readNoodleHouse<Declared>();
    for (const paper of [...materials.account, ...materials.program]) {
      expect(paper.holder).toBe(subject.legalName);
      const content = Buffer.from(await readPaper(paper));
      expect(content.subarray(1, 4).toString('latin1')).toBe('PNG');
      expect(content.length).toBeLessThan(10_000);
    }
  });

  it('has an icon of 144 by 144', async () => {
    const { materials } = await readNoodleHouse<Declared>();
    const icon = materials.program.find(({ paper }) => paper === '小程序图标');
    const content = Buffer.from(icon ? await readPaper(icon) : []);
    expect([content.readUInt32BE(16), content.readUInt32BE(20)]).toEqual([144, 144]);
  });
});

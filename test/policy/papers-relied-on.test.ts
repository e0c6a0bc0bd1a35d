import { describe, expect, it } from '@jest/globals';
import { startOfDay } from '../../src/kernel/civil-time.ts';
import type { ObligationFact } from '../../src/policy/obligation.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import { ask, foodLicence, someManifest, someMaterial } from '../support/facts.ts';

/** An overdue duty to renew one more paper of this name, beside those that a restaurant needs. */
function withExpired(paper: string, manifest = {}) {
  const expired = someMaterial({ id: 'mat_expired', paper, validUntil: '2027-03-09' });
  const renewal: ObligationFact = {
    id: 'obl_1',
    kind: 'RENEW_MATERIAL',
    clauses: ['wechat/4.2'],
    recipient: 'PLATFORM',
    subjectId: 'mat_expired',
    opensAt: startOfDay('2027-01-08'),
    dueAt: startOfDay('2027-03-10'),
    overdueBlocks: ['SUBMIT'],
  };
  const facts = {
    manifest: someManifest(manifest),
    materials: [someMaterial(), foodLicence, expired],
    obligations: [renewal],
  };
  const { findings } = ask(wechat, 'SUBMIT', facts, startOfDay('2027-03-12'));
  return findings.filter(({ code }) => code === 'OBLIGATION_OVERDUE');
}

describe('a paper that has expired (wechat/4.2)', () => {
  it('holds up no submission of a program that needs no such paper', () => {
    expect(withExpired('商标注册证')).toEqual([]);
  });

  it.each(['营业执照', '食品经营许可证', '腾讯书面同意书'])(
    'holds submissions up where the platform goes by it: 《%s》',
    (paper) => {
      expect(withExpired(paper)).toMatchObject([
        { effect: 'BLOCKS', remedy: { kind: 'RENEW_MATERIAL', materialId: 'mat_expired', paper } },
      ]);
    },
  );

  it('holds submissions up where the manifest names it', () => {
    const ownership = { kind: 'AUTHORISED', paper: '商标注册证' } as const;
    expect(withExpired('商标注册证', { ownership })).toHaveLength(1);
  });
});

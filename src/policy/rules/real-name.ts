import { civilDateAt } from '../../kernel/civil-time.ts';
import type { Material, MaterialState, PaperName, SubjectType } from '../../programs/category.ts';
import type { SubjectFact } from '../facts.ts';
import type { Rule } from '../rule.ts';
import type { Finding } from '../verdict.ts';
import { type AskedPaper, bestStanding, type PaperReading, shortfall } from './paper-standing.ts';
import { isSameName } from './same-name.ts';
import { undeclaredSubject } from './undeclared-subject.ts';

/** The papers that prove who somebody is. The agreements name none; these are what the law issues. */
export const identityPapers: Readonly<Record<SubjectType, readonly PaperName[]>> = {
  PERSON: ['居民身份证'],
  ORGANISATION: ['营业执照'],
  OVERSEAS_ORGANISATION: ['营业执照', '商业登记证'],
};

/** Whether a paper of this name proves who somebody is, of whatever kind they are. */
export function isIdentityPaper(paper: PaperName): boolean {
  return Object.values(identityPapers).some((papers) => papers.includes(paper));
}

/** The developer is declared, and proven by an identity paper made out to the declared name. */
export function realName({
  clauses,
  goesBy,
}: Pick<Rule, 'clauses'> & { readonly goesBy: readonly MaterialState[] }): Rule {
  return {
    id: 'real-name',
    clauses,
    partial: {
      'zh-CN': '只看证件是否在档、有效且与主体同名；证件真伪由平台核实',
      en: 'whether the paper is on file, valid and made out to the developer; that it is genuine is for the platform to find',
    },
    operations: ['REGISTER', 'VERIFY', 'SUBMIT'],
    check({ subject, materials }, { at }) {
      if (!subject) return [undeclaredSubject('BLOCKS')];
      return checkIdentity(subject, materials, { goesBy, day: civilDateAt(at) });
    },
  };
}

function checkIdentity(
  subject: SubjectFact,
  materials: readonly Material[],
  reading: PaperReading,
): readonly Finding[] {
  const papers = identityPapers[subject.type];
  const asked: AskedPaper = {
    code: 'IDENTITY',
    name: { 'zh-CN': '主体身份证明', en: 'the proof of identity' },
    anyOf: papers.map((paper) => [paper]),
  };
  const identities = materials.filter(({ paper }) => papers.includes(paper));
  const own = bestStanding(
    identities.filter(({ holder }) => isSameName(holder, subject.legalName)),
    reading,
  );
  const other = bestStanding(identities, reading);
  if (own.kind !== 'MISSING' || other.kind === 'MISSING') return shortfall(asked, own);
  const { id, paper } = other.material;
  return [
    {
      effect: 'BLOCKS',
      code: 'IDENTITY_WRONG_HOLDER',
      message: {
        'zh-CN': `《${paper}》的持有人不是已申报的开发者：两处的名称须一致`,
        en: `《${paper}》 is not made out to the developer as declared: the two names have to be the same`,
      },
      path: `materials[${id}].holder`,
      remedy: { kind: 'ADD_MATERIAL', anyOf: asked.anyOf },
    },
  ];
}

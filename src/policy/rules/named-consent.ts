import type { Material, PaperName } from '../../programs/category.ts';
import type { Finding } from '../verdict.ts';
import { type AskedPaper, bestStanding, type PaperReading, shortfall } from './paper-standing.ts';
import { isIdentityPaper } from './real-name.ts';

/** The paper that a developer names as a consent, and the one that the platform's rules name by default. */
export interface NamedConsent {
  readonly named: PaperName | undefined;
  readonly byDefault: PaperName;
}

/**
 * The findings about a consent of the platform. The paper that the rules name counts by its name; whether
 * another one is that consent, a person says. A proof of who somebody is never is one: where such a paper is
 * named, the one that the rules name is looked for.
 */
export function consentFindings(
  { named = '', byDefault }: NamedConsent,
  materials: readonly Material[],
  asked: Omit<AskedPaper, 'anyOf'>,
  reading: PaperReading,
): Finding[] {
  const isIdentity = isIdentityPaper(named);
  const paper = named === '' || isIdentity ? byDefault : named;
  const ofThisName = materials.filter((material) => material.paper === paper);
  const standing = bestStanding(ofThisName, reading);
  const wanted: AskedPaper = { ...asked, anyOf: [[paper]] };
  if (isIdentity && standing.kind === 'MISSING') return [noConsent(named, wanted)];
  if (standing.kind !== 'USABLE' || paper === byDefault) return shortfall(wanted, standing);
  return [isItThatConsent(standing.material, asked)];
}

function noConsent(named: PaperName, { name, anyOf }: AskedPaper): Finding {
  const wanted = anyOf.flat().join('、');
  return {
    effect: 'BLOCKS',
    code: 'PAPER_IS_NO_CONSENT',
    message: {
      'zh-CN': `《${named}》是身份证明，不能作为${name['zh-CN']}；应提交《${wanted}》`,
      en: `《${named}》 proves who somebody is and cannot be ${name.en}: hand in 《${wanted}》`,
    },
    path: 'materials',
    remedy: { kind: 'ADD_MATERIAL', anyOf },
  };
}

/** The paper's id is in the question, since a person's answer about one paper is none about the next. */
function isItThatConsent({ id, paper }: Material, { code, name }: Omit<AskedPaper, 'anyOf'>): Finding {
  return {
    effect: 'ASKS',
    code: `${code}_NEEDS_HUMAN`,
    message: {
      'zh-CN': `《${paper}》（${id}）是否为${name['zh-CN']}，须由人工判断`,
      en: `whether 《${paper}》 (${id}) is ${name.en} has to be judged by a person`,
    },
    path: `materials[${id}]`,
    remedy: { kind: 'ASK_A_PERSON' },
  };
}

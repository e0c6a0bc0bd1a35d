import { type CivilDate, startOfDay } from '../../kernel/civil-time.ts';
import type { LocalizedText } from '../../kernel/localized.ts';
import type { Material, MaterialState, PaperName } from '../../programs/category.ts';
import type { Rule } from '../rule.ts';
import type { Finding } from '../verdict.ts';
import { titles } from './wording.ts';

/**
 * How well a paper serves on a day. UNVERIFIED: handed in, but the platform still goes by the older one
 * (baidu/2.5). Both days on a paper count: it is valid from the first to the end of the last.
 */
export type PaperStanding =
  | { readonly kind: (typeof standings)[number]; readonly material: Material }
  | { readonly kind: 'MISSING' };

/** Best first. */
const standings = ['USABLE', 'UNVERIFIED', 'NOT_YET_VALID', 'EXPIRED'] as const;

/** A rule that waits for one named paper, and the states of material by which its platform goes. */
export interface ConsentTerms extends Pick<Rule, 'clauses'> {
  readonly paper: PaperName;
  readonly goesBy: readonly MaterialState[];
}

/** What standing depends on: the states of material that the platform goes by, and the day. */
export interface PaperReading {
  readonly goesBy: readonly MaterialState[];
  readonly day: CivilDate;
}

/** The best standing among these; one that was superseded, or declined where that counts, is as good as none. */
export function bestStanding(materials: readonly Material[], reading: PaperReading): PaperStanding {
  const current = materials.filter(
    ({ state }) => state !== 'SUPERSEDED' && (state !== 'DECLINED' || reading.goesBy.includes(state)),
  );
  for (const kind of standings) {
    const material = current.find((candidate) => standingOf(candidate, reading) === kind);
    if (material) return { kind, material };
  }
  return { kind: 'MISSING' };
}

function standingOf(material: Material, { goesBy, day }: PaperReading): (typeof standings)[number] {
  if (day < material.validFrom) return 'NOT_YET_VALID';
  if (material.validUntil !== undefined && day > material.validUntil) return 'EXPIRED';
  return goesBy.includes(material.state) ? 'USABLE' : 'UNVERIFIED';
}

/** The one finding about a paper of this name that is not usable; none where one is on file and is. */
export function shortfallOf(
  paper: PaperName,
  materials: readonly Material[],
  asked: Omit<AskedPaper, 'anyOf'>,
  reading: PaperReading,
): Finding[] {
  const standing = bestStanding(
    materials.filter((material) => material.paper === paper),
    reading,
  );
  return shortfall({ ...asked, anyOf: [[paper]] }, standing);
}

/** What is asked for, in the words of the rule that asks, and the sets of papers of which any one will do. */
export interface AskedPaper {
  /** Codes begin with it: `IDENTITY` gives `IDENTITY_EXPIRED`. */
  readonly code: string;
  readonly name: LocalizedText;
  readonly anyOf: readonly (readonly PaperName[])[];
}

/** The one finding about a paper that is not usable; none about one that is. */
export function shortfall(asked: AskedPaper, standing: PaperStanding): Finding[] {
  if (standing.kind === 'USABLE') return [];
  if (standing.kind === 'MISSING') return [missing(asked)];
  const { material } = standing;
  return [
    {
      effect: 'BLOCKS',
      code: `${asked.code}_${standing.kind}`,
      path: `materials[${material.id}]`,
      ...causeAndRemedy(standing.kind, material, asked.name),
    },
  ];
}

function missing({ code, name, anyOf }: AskedPaper): Finding {
  const zh = anyOf.map((set) => titles(set)).join('，或 ');
  const en = anyOf.map((set) => set.map((paper) => `《${paper}》`).join(' and ')).join(', or ');
  return {
    effect: 'BLOCKS',
    code: `${code}_MISSING`,
    message: { 'zh-CN': `缺少${name['zh-CN']}：${zh}`, en: `${name.en} is not on file: ${en}` },
    path: 'materials',
    remedy: { kind: 'ADD_MATERIAL', anyOf },
  };
}

function causeAndRemedy(
  kind: Exclude<PaperStanding['kind'], 'USABLE' | 'MISSING'>,
  { id, paper, validFrom, validUntil }: Material,
  name: LocalizedText,
): Required<Pick<Finding, 'message' | 'remedy'>> {
  const zh = `${name['zh-CN']}《${paper}》`;
  const en = `${name.en}, 《${paper}》,`;
  switch (kind) {
    case 'UNVERIFIED':
      return {
        message: {
          'zh-CN': `${zh}已提交但尚未核实；核实之前平台以变更前的资料为准`,
          en: `${en} is handed in but not verified; until then the platform goes by the older one`,
        },
        remedy: { kind: 'AWAIT_MATERIAL_CHECK', materialId: id, paper },
      };
    case 'NOT_YET_VALID':
      return {
        message: { 'zh-CN': `${zh}自 ${validFrom} 起才有效`, en: `${en} is valid only from ${validFrom}` },
        remedy: { kind: 'WAIT_UNTIL', until: startOfDay(validFrom) },
      };
    case 'EXPIRED':
      return {
        message: {
          'zh-CN': `${zh}已过期，最后有效日为 ${validUntil}`,
          en: `${en} has expired: its last day was ${validUntil}`,
        },
        remedy: { kind: 'RENEW_MATERIAL', materialId: id, paper },
      };
  }
}

import type { AgreementDraft } from '../../src/policy/agreement-draft.ts';
import type { PolicyVariant } from '../../src/policy/variant.ts';

/** A draft that gives the first document of the bundle another version, and changes nothing else. */
export function nextDraft(
  { agreement }: PolicyVariant,
  version: string,
  effectiveFrom: string,
  changes: Partial<AgreementDraft> = {},
): AgreementDraft {
  const [first, ...others] = agreement.versions[0].documents;
  return {
    version,
    effectiveFrom,
    material: true,
    documents: first ? [{ ...first, version }, ...others] : others,
    addClauses: [],
    changeClauses: [],
    removeClauses: [],
    ...changes,
  };
}

/** A clause that no rule carries out. */
export const newGate = {
  number: '9.1',
  kind: 'GATE',
  emphasised: true,
  title: { 'zh-CN': '新的条件', en: 'A new condition' },
  summary: { 'zh-CN': '提交前须满足新的条件。', en: 'A new condition is to be met before submission.' },
  sourceHash: 'a'.repeat(64),
  binds: ['SUBMIT'],
} as const;

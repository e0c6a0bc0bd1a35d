import { isCivilDate } from '../kernel/civil-time.ts';
import type { LocalizedText } from '../kernel/localized.ts';
import type { AgreementVersion } from './agreement.ts';
import { type AgreementDraft, idOf } from './agreement-draft.ts';
import { type DraftBasis, draftFault, latestOf } from './agreement-draft-basis.ts';
import { documentFaults } from './agreement-draft-documents.ts';
import { numberFaults } from './agreement-draft-numbers.ts';
import { type Clause, clauseKinds } from './clause.ts';
import type { Problem } from './problem.ts';

/** Why a draft cannot become the next version, with place and reason; empty where it can. */
export function draftFaults(basis: DraftBasis, draft: AgreementDraft): readonly Problem[] {
  const base = latestOf(basis.agreement);
  return [
    ...nameFaults(basis, draft),
    ...dayFaults(basis, base, draft),
    ...documentFaults(basis, base, draft),
    ...clauseFaults(basis, base, draft),
    ...numberFaults(basis, base, draft),
    ...(changesNothing(draft) ? [nothing] : []),
  ];
}

function nameFaults({ agreement }: DraftBasis, { version }: AgreementDraft): Problem[] {
  if (!/^[0-9A-Za-z][0-9A-Za-z.-]{0,39}$/.test(version)) {
    return [
      draftFault(
        {
          'zh-CN': '版本名须为 1 至 40 个字母、数字、点或连字符，如 2027-06-01',
          en: 'the name of a version has 1 to 40 letters, digits, dots and hyphens: `2027-06-01`',
        },
        'version',
      ),
    ];
  }
  if (!agreement.versions.some((known) => known.version === version)) return [];
  return [
    draftFault(
      {
        'zh-CN': `协议的 ${version} 版已经发布，发布后不可更改；请另取版本名`,
        en: `version ${version} of the agreement is published and cannot be changed: name this one otherwise`,
      },
      'version',
    ),
  ];
}

function dayFaults(
  { today }: DraftBasis,
  base: AgreementVersion,
  { effectiveFrom }: AgreementDraft,
): Problem[] {
  const at = (message: LocalizedText) => [draftFault(message, 'effectiveFrom')];
  if (!isCivilDate(effectiveFrom)) {
    return at({
      'zh-CN': `“${effectiveFrom}”不是日期；应为 YYYY-MM-DD`,
      en: `\`${effectiveFrom}\` is no day: YYYY-MM-DD is expected`,
    });
  }
  if (effectiveFrom < today) {
    return at({
      'zh-CN': `生效日 ${effectiveFrom} 已过（今天是 ${today}）；已作出的结论不能追溯改变`,
      en: `${effectiveFrom} has passed, it is ${today}: what was decided is not changed afterwards`,
    });
  }
  if (effectiveFrom > base.effectiveFrom) return [];
  return at({
    'zh-CN': `日期倒退：上一版 ${base.version} 自 ${base.effectiveFrom} 起生效，新版须晚于该日`,
    en: `the dates run backwards: version ${base.version} takes effect on ${base.effectiveFrom}, and the next one has to be later`,
  });
}

function clauseFaults({ agreement }: DraftBasis, base: AgreementVersion, draft: AgreementDraft): Problem[] {
  const { platform } = agreement;
  const { addClauses, changeClauses, removeClauses } = draft;
  const known = new Map(base.clauses.map((clause) => [clause.id, clause]));
  const seen = new Set<string>();
  const once = (id: string, path: string): Problem[] => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [
      draftFault(
        { 'zh-CN': `条款 ${id} 出现了不止一次`, en: `clause ${id} is named more than once: name it once` },
        path,
      ),
    ];
  };
  const absent = (id: string, path: string): Problem =>
    draftFault(
      {
        'zh-CN': `${base.version} 版中没有条款 ${id}`,
        en: `version ${base.version} has no clause ${id}`,
      },
      path,
    );
  return [
    ...addClauses.flatMap((clause, index) => {
      const [id, path] = [idOf(platform, clause.number), `addClauses[${index}]`];
      if (!known.has(id)) return [...once(id, `${path}.number`), ...wordingFaults(clause, path)];
      const message = {
        'zh-CN': `条款 ${id} 已经存在；请放在 changeClauses 中`,
        en: `clause ${id} is there already: give it in changeClauses`,
      };
      return [draftFault(message, `${path}.number`)];
    }),
    ...changeClauses.flatMap((clause, index) => {
      const [id, path] = [idOf(platform, clause.number), `changeClauses[${index}]`];
      const before = known.get(id);
      if (!before) return [absent(id, `${path}.number`)];
      const same = isSame(before, { id, ...clause }) ? [unchanged(id, path)] : [];
      return [...once(id, `${path}.number`), ...wordingFaults(clause, path), ...same];
    }),
    ...removeClauses.flatMap((id, index) => {
      const path = `removeClauses[${index}]`;
      return known.has(id) ? once(id, path) : [absent(id, path)];
    }),
    ...(removeClauses.length > 0 && removeClauses.length === base.clauses.length && addClauses.length === 0
      ? [draftFault({ 'zh-CN': '协议不能没有条款', en: 'an agreement has clauses' }, 'removeClauses')]
      : []),
  ];
}

function wordingFaults(
  { number, kind, title, summary, sourceHash }: Omit<Clause, 'id'>,
  path: string,
): Problem[] {
  const isBlank = (text: LocalizedText) => text['zh-CN'].trim() === '' || text.en.trim() === '';
  const expected = (place: string, zh: string, en: string) =>
    draftFault({ 'zh-CN': zh, en }, `${path}.${place}`);
  return [
    ...(/^\d+(\.\d+)*(\(\d+\))?$/.test(number)
      ? []
      : [expected('number', '编号须如 2.6、4.4(3)', 'the number is to look like `2.6` or `4.4(3)`')]),
    ...(clauseKinds.includes(kind)
      ? []
      : [
          expected(
            'kind',
            `没有“${kind}”这种条款；应为其中之一：${clauseKinds.join(', ')}`,
            `there is no kind of clause \`${kind}\`; there are: ${clauseKinds.join(', ')}`,
          ),
        ]),
    ...(isBlank(title)
      ? [expected('title', '标题须有中文和英文', 'the title is to be given in both languages')]
      : []),
    ...(isBlank(summary)
      ? [expected('summary', '摘要须有中文和英文', 'the summary is to be given in both languages')]
      : []),
    ...(/^[0-9a-f]{64}$/.test(sourceHash)
      ? []
      : [
          expected(
            'sourceHash',
            '须为条款中文原文的 SHA-256，64 个小写十六进制字符',
            'the SHA-256 of the clause’s Chinese text is expected: 64 characters of lower-case hex',
          ),
        ]),
  ];
}

function isSame(before: Clause, after: Clause): boolean {
  const told = ({ number, kind, emphasised, title, summary, sourceHash, binds }: Clause) =>
    JSON.stringify([
      number,
      kind,
      emphasised,
      title['zh-CN'],
      title.en,
      summary['zh-CN'],
      summary.en,
      sourceHash,
      binds ?? null,
    ]);
  return told(before) === told(after);
}

function unchanged(id: string, path: string): Problem {
  return draftFault(
    { 'zh-CN': `条款 ${id} 与上一版完全相同`, en: `clause ${id} is what it was before: leave it out` },
    path,
  );
}

function changesNothing(draft: AgreementDraft): boolean {
  const { addClauses, changeClauses, removeClauses, documents, submissionLimit, withdrawalLimits, duties } =
    draft;
  return (
    addClauses.length + changeClauses.length + removeClauses.length === 0 &&
    [documents, submissionLimit, withdrawalLimits, duties].every((part) => part === undefined)
  );
}

const nothing: Problem = draftFault(
  {
    'zh-CN': '没有任何变更：请至少给出文件、条款、限额或义务之一',
    en: 'it changes nothing: give documents, clauses, limits or duties',
  },
  'version',
);

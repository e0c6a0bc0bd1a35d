import type { Clause, ClauseKind } from '../../src/policy/clause.ts';

/** The five clauses of the harbour's rules for mini programs on its ferries. The harbour is made up. */
export const harbourClauses: readonly Clause[] = [
  clause('1.1', 'GATE', {
    title: { 'zh-CN': '规则须先接受', en: 'The rules come first' },
    summary: {
      'zh-CN': '未接受港口规则的人不得使用平台。',
      en: 'Nobody uses the platform who has not accepted the harbour’s rules.',
    },
    sourceHash: '0031be65d6fe076bdfebf95c66cf1ad25a6de6187b3b67c4230a9007fc385b5c',
  }),
  clause('2.1', 'LIFECYCLE', {
    title: { 'zh-CN': '港务长审核', en: 'The harbour master reviews' },
    summary: {
      'zh-CN': '港务长审核后，程序才可在船上公开。',
      en: 'A program is public on board only after the harbour master has reviewed it.',
    },
    sourceHash: '96dc3dffe5cb0af151d0b06c99ae7bc64b77f56e540d93788ba81e53feae85e4',
  }),
  clause('2.2', 'LIMIT', {
    title: { 'zh-CN': '提审次数', en: 'How often to submit' },
    summary: { 'zh-CN': '每七天至多提审两次。', en: 'Not more than two submissions in seven days.' },
    sourceHash: '403d2f21b6ffb7ceaa4289d064a9ba3480f7615e6997e34c58f780ebd002f943',
  }),
  clause('3.1', 'GATE', {
    title: { 'zh-CN': '不得仿冒求救信号', en: 'No false distress' },
    summary: {
      'zh-CN': '名称不得使人误以为是求救信号。',
      en: 'A name must not be taken for a call for help.',
    },
    sourceHash: '5956b522faf7dfd9fb9a5719ab749ce55c3a258b2cdb0b6cd26b4d1073cb3e5f',
  }),
  clause('4.1', 'TERM', {
    title: { 'zh-CN': '争议', en: 'Disputes' },
    summary: { 'zh-CN': '争议由港口仲裁庭裁决。', en: 'The harbour’s tribunal decides disputes.' },
    sourceHash: 'b57d82720e78c44971784a63b9a7220704194a0357895bba670efe738198d4aa',
  }),
];

function clause(
  number: string,
  kind: ClauseKind,
  words: Pick<Clause, 'title' | 'summary' | 'sourceHash'>,
): Clause {
  return { id: `harbour/${number}`, number, kind, emphasised: false, ...words };
}

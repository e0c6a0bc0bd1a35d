import type { Rule } from '../../src/policy/rule.ts';

const SIGNALS = ['sos', 'mayday', '求救'];

/** A name that sounds like a call for help is shown to a person: a ferry may well be called so. */
export const noFalseDistress: Rule = {
  id: 'no-false-distress',
  clauses: ['harbour/3.1'],
  operations: ['SUBMIT'],
  onlyAsks: true,
  check({ manifest: { name } }) {
    const signal = SIGNALS.find((candidate) => name.toLowerCase().includes(candidate));
    if (signal === undefined) return [];
    return [
      {
        effect: 'ASKS',
        code: 'SOUNDS_LIKE_DISTRESS',
        message: {
          'zh-CN': `名称“${name}”含有“${signal}”，是否会被误认为求救信号须由人判断`,
          en: `the name “${name}” has “${signal}” in it; a person has to judge whether it is taken for a call for help`,
        },
        path: 'manifest.name',
        remedy: { kind: 'ASK_A_PERSON' },
      },
    ];
  },
};

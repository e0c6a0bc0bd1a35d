import type { Rule } from '../../src/policy/rule.ts';
import { documentsAccepted } from '../../src/policy/rules/documents-accepted.ts';
import { askedForOnce } from '../../src/policy/rules/registered.ts';
import { submissionFrequency } from '../../src/policy/rules/submission-frequency.ts';
import { reviewPassedBeforeRelease, submittedOnce } from '../../src/policy/rules/version-state.ts';
import { noFalseDistress } from './no-false-distress.ts';
import { harbourTransitions } from './transitions.ts';

/** In the order of the agreement. */
export const harbourRules: readonly Rule[] = [
  documentsAccepted({ clauses: ['harbour/1.1'] }),
  askedForOnce({ clauses: ['harbour/2.1'], moves: harbourTransitions.registration }),
  submittedOnce({ clauses: ['harbour/2.1'], transitions: harbourTransitions }),
  reviewPassedBeforeRelease({ clauses: ['harbour/2.1'] }),
  submissionFrequency({
    clauses: ['harbour/2.2'],
    consequences: { 'zh-CN': '让开发者等到下一班船', en: 'make the developer wait for the next ferry' },
  }),
  noFalseDistress,
];

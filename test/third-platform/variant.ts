import { overwritesNothing } from '../../src/policy/any-platform-overwrites.ts';
import type { PolicyVariant } from '../../src/policy/variant.ts';
import { harbourAgreement } from './agreement.ts';
import { harbourHosts } from './hosts.ts';
import { harbourRules } from './rules.ts';
import { harbourTransitions } from './transitions.ts';

export const harbour: PolicyVariant = {
  platform: 'HARBOUR',
  name: { 'zh-CN': '港口', en: 'Harbour' },
  agreement: harbourAgreement,
  hosts: harbourHosts,
  categoryLists: [],
  rules: harbourRules,
  transitions: harbourTransitions,
  endings: { review: { APPROVED: 'harbour/2.1', REJECTED: 'harbour/2.1' } },
  clauseMoves: { 'harbour/2.1': ['review.submit', 'review.approve', 'review.reject'] },
  overwrites: overwritesNothing,
  verificationBeforeRelease: false,
  credentialsAfter: 'REGISTRATION',
  emailMustBeUnique: false,
  contentKinds: [],
};

import type { HostRuleEffect, HostRuleOperation, HostRuleRemedy } from '../policy/hosts/rule-set.ts';
import { vocabulary } from './vocabulary.ts';

export const HostRuleOperationEnum = vocabulary<HostRuleOperation>(
  'HostRuleOperation',
  'What a host’s own rule may be asked of.',
  { SUBMIT: 'Handing a version in for the host.', RELEASE: 'Making it public there.' },
);

export const HostRuleEffectEnum = vocabulary<HostRuleEffect>(
  'HostRuleEffect',
  'What a host’s own rule does to the verdict where it is not true.',
  {
    BLOCKS: 'Makes it NO.',
    ASKS: 'Makes it NEEDS_HUMAN; a warning until the host’s own review is open, where it has one.',
    WARNS: 'Leaves it as it is.',
  },
);

export const HostRuleRemedyKindEnum = vocabulary<HostRuleRemedy['kind']>(
  'HostRuleRemedyKind',
  'What a host may name as the way out.',
  {
    EDIT_MANIFEST: 'Change `field` of the manifest.',
    CHOOSE_CATEGORY: 'Choose another category on the platform.',
    CREATE_VERSION: 'Create a new version.',
    PASS_VERIFICATION: 'Pass the platform’s verification.',
    WAIT_UNTIL: 'Wait for the instant that the expression `until` gives.',
    ASK_A_PERSON: 'Ask a person.',
  },
);

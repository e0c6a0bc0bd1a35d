import type { DeletionMethod } from '../policy/deletion.ts';
import { vocabulary } from './vocabulary.ts';

export const DeletionMethodEnum = vocabulary<DeletionMethod>(
  'DeletionMethod',
  'How data go. WeChat leaves the choice (wechat/4.7), Baidu does not (baidu/4.4).',
  {
    ANONYMISED: 'Nobody can be told from them any more.',
    DELETED: 'Beyond recovery, or made unreadable.',
  },
);

export const DemandTellerEnum = vocabulary<'PLATFORM' | 'MEMBER'>('DemandTeller', 'Who told of a demand.', {
  PLATFORM: 'The platform, or the operator in its place.',
  MEMBER: 'A member of the account, to whom the platform wrote.',
});

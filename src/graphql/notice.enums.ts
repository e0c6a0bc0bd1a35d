import type { DeliveryFailure, DeliveryState, NoticeChannel, NoticeKind } from '../policy/notice.ts';
import { vocabulary } from './vocabulary.ts';

export const NoticeKindEnum = vocabulary<NoticeKind>('NoticeKind', 'What a notice is about.', {
  AGREEMENT_CHANGE: 'A change of the agreement (baidu/7, wechat/7.2).',
  MEASURE: 'A measure that the platform takes.',
  GENERAL: 'Anything else.',
});

export const NoticeChannelEnum = vocabulary<NoticeChannel>('NoticeChannel', 'By which way a notice goes.', {
  COMMUNITY_ANNOUNCEMENT: 'Announced to everybody whom the agreement binds.',
  IN_SITE_MESSAGE: 'Into the account: `notices`.',
  SMS: 'To the phone on file.',
  EMAIL: 'To the e-mail address on file.',
});

export const DeliveryStateEnum = vocabulary<DeliveryState>('DeliveryState', 'How far a notice has come.', {
  PENDING: 'It is to be sent, or to be tried again.',
  SENT: 'Whoever carries it has taken it.',
  DELIVERED: 'It lies where the reader looks.',
  FAILED: 'It will not be tried again by itself.',
});

export const DeliveryFailureEnum = vocabulary<DeliveryFailure>('DeliveryFailure', 'Why it did not go out.', {
  NO_ADDRESS: 'No phone, or no e-mail address, is on file: once one is put there it is tried again.',
  NO_CARRIER: 'The gateway has nobody who carries it.',
  REFUSED: 'Whoever carries it will not take it; `words` say why.',
  UNREACHABLE: 'Whoever carries it did not answer; `words` say what happened.',
});

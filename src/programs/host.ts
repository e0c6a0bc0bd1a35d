import type { CivilDate } from '../kernel/civil-time.ts';
import type { LocalizedText } from '../kernel/localized.ts';
import type { PlatformId } from './platform.ts';

/** As published by the platform: `wechat`, `baiduboxapp`, `tieba`. */
export type HostId = string;

/** What kind of thing a host runs on (baidu/3.6 names the list). */
export const hostForms = ['APP', 'PHONE', 'PHONE_OS', 'CAR', 'CAR_OS', 'SPEAKER', 'TV'] as const;
export type HostForm = (typeof hostForms)[number];

/** FIRST_PARTY: run by the platform's own company. ALLIANCE_MEMBER: run by another, under the alliance. */
export const hostKinds = ['FIRST_PARTY', 'ALLIANCE_MEMBER'] as const;
export type HostKind = (typeof hostKinds)[number];

/** Who says the last word on a program at a host: the platform for it, or the host's own review (baidu/3.6). */
export const hostConfirmations = ['PLATFORM', 'OWN'] as const;
export type HostConfirmation = (typeof hostConfirmations)[number];

/** Where a program runs (宿主). */
export interface Host {
  readonly id: HostId;
  readonly platform: PlatformId;
  readonly name: LocalizedText;
  readonly kind: HostKind;
  readonly form: HostForm;
  readonly confirmation: HostConfirmation;
  /** The document that publishes the host, or what our own reading of it rests on. */
  readonly source: string;
  /** The first day on which the platform offers the host; choosing no host means all on offer (baidu/3.6). */
  readonly offeredFrom: CivilDate;
}

import type { PlatformId } from './platform.ts';

/** REQUESTED: the platform has been asked. REGISTERED: it gave an app id. LEFT: the account left the platform. */
export const registrationStates = ['REQUESTED', 'REGISTERED', 'REFUSED', 'LEFT'] as const;
export type RegistrationState = (typeof registrationStates)[number];

/** How far a platform's check of the developer has come; used for admission and for verification. */
export const checkStates = ['NONE', 'PENDING', 'PASSED', 'REFUSED', 'EXPIRED'] as const;
export type CheckState = (typeof checkStates)[number];

/** A program's identity on one platform. */
export interface Registration {
  readonly id: string;
  readonly programId: string;
  readonly platform: PlatformId;
  readonly state: RegistrationState;
  /** The platform's id of the program, once it is REGISTERED. */
  readonly appId?: string;
  /** The platform's check that comes before credentials (baidu/2.1). */
  readonly admission: CheckState;
  /** The platform's further check of who the developer is (wechat/3.1, baidu/2.2). */
  readonly verification: CheckState;
}

import type { CivilDate } from '../kernel/civil-time.ts';
import type { PlatformId } from '../programs/platform.ts';

/** What an end user can ask of a developer about their data (wechat/4.4(4), wechat/4.4(7), wechat/4.4(8)). */
export const userRights = [
  'ACCESS',
  'COPY',
  'CORRECTION',
  'DELETION',
  'RESTRICTION',
  'WITHDRAWAL',
  'EXPLANATION',
] as const;
export type UserRight = (typeof userRights)[number];

export interface NewAuditRequest {
  readonly platform: PlatformId;
  readonly programId?: string | undefined;
  /** What is to be shown, in the platform's words. */
  readonly scope: string;
  readonly dueOn?: CivilDate | undefined;
}

export interface NewRightsRequest {
  readonly platform: PlatformId;
  readonly programId: string;
  readonly right: UserRight;
  readonly receivedOn: CivilDate;
  readonly dueOn?: CivilDate | undefined;
  /** By what the developer knows the user again. */
  readonly user: string;
  readonly words?: string | undefined;
}

/** What duties write of what others ask. */
export interface RequestRecords {
  addAuditRequest(accountId: string, request: NewAuditRequest, by: string): Promise<string>;
  addRightsRequest(accountId: string, request: NewRightsRequest, by: string): Promise<string>;
}

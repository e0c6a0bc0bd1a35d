import type { PlatformId } from '../programs/platform.ts';

/** A link with which the owner of an existing program brings it in, or authorises it anew. */
export interface AuthorisationLink {
  readonly id: string;
  readonly accountId: string;
  readonly programId: string;
  readonly platform: PlatformId;
  /** Under which the platform knows the program; there where it is not registered here yet. */
  readonly email?: string;
  /** Until then it leads to the platform's page. */
  readonly expiresAt: Date;
  /** Once it has served. */
  readonly redeemedAt?: Date;
  /** It has served, by the platform's push: the person whom the platform sends back has not come yet. */
  readonly awaitsReturn: boolean;
}

/** How long after a link has ended somebody may still come back from the platform's page that it led to. */
export const RETURN_MS = 3_600_000;

/** Whether somebody may still come back with it who has not yet. */
export function mayServe({ expiresAt, redeemedAt, awaitsReturn }: AuthorisationLink, now: Date): boolean {
  return (redeemedAt === undefined || awaitsReturn) && now.getTime() < expiresAt.getTime() + RETURN_MS;
}

/** The links of an account, in one transaction. */
export interface AuthorisationRecords {
  /** Tokens are kept as keyed hashes: who reads the table can open nothing with it. */
  addAuthorisationLink(
    link: Omit<AuthorisationLink, 'id' | 'redeemedAt' | 'awaitsReturn'> & {
      readonly token: string;
      readonly askedBy: string;
    },
  ): Promise<string>;
  /** The link as it is now, locked until the transaction ends. */
  lockAuthorisationLink(id: string): Promise<AuthorisationLink | undefined>;
  /** It has served: with this code, where a person brought one. */
  settleAuthorisationLink(id: string, code: string | undefined): Promise<void>;
  /** The program that a platform knows by this id, whichever account it is of. */
  programOfApp(platform: PlatformId, appId: string): Promise<{ readonly programId: string } | undefined>;
}

/** What is asked of the links besides, by those who have nothing but what a link bears. */
export interface AuthorisationLinks {
  /** The link that bears this; undefined where there is none, or it is for another platform. */
  linkOf(platform: PlatformId, token: string): Promise<AuthorisationLink | undefined>;
  /** The link that led to this page of the platform. */
  linkOfPage(platform: PlatformId, mark: string): Promise<AuthorisationLink | undefined>;
  /** Whether this is the code with which it served. */
  servedWith(linkId: string, code: string): Promise<boolean>;
  /** Notes a page that it led to; false where it has led to so many that it leads to no more. */
  notePage(linkId: string, mark: string): Promise<boolean>;
  /** What a person is shown who was sent the link. */
  describe(
    link: AuthorisationLink,
  ): Promise<{ readonly account: string; readonly program: string; readonly appId?: string }>;
}

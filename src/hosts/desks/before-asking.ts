import type { ContestFile } from '../contest-desk.ts';
import type { OfferedCategory } from './settings.ts';

/** What a platform would say to a name. */
export interface NameCheck {
  readonly usable: boolean;
  /** What it objects to, or asks proof of. */
  readonly words?: string;
}

export interface NameCheckDesk {
  check(appId: string, name: string): Promise<NameCheck>;
}

/** Kinds of developers, to which different categories are offered. */
export const subjectKinds = ['PERSON', 'COMPANY', 'GOVERNMENT', 'MEDIA', 'OTHER'] as const;
export type SubjectKind = (typeof subjectKinds)[number];

export interface CategoryListDesk {
  offeredTo(appId: string, subject: SubjectKind): Promise<readonly OfferedCategory[]>;
}

/** A text that a privacy guideline names besides its own words. */
export interface PrivacyTextDesk {
  /** Plain text, 100 KB at most. Answers by what the guideline names it. */
  upload(appId: string, file: ContestFile): Promise<string>;
}

/** The pages of the code that was uploaded last. */
export interface PageDesk {
  list(appId: string): Promise<readonly string[]>;
}

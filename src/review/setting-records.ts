import type { CategoryAct, HostCategory, ProfilePart } from '../hosts/desks/settings.ts';
import type { SettingDecision } from '../hosts/push-news.ts';
import type { KeptTrouble } from '../programs/host-trouble.ts';
import type { PlatformId } from '../programs/platform.ts';

/**
 * How a change stands. REQUESTED: the platform is still to be asked. ABANDONED: nobody will ever say, since the platform was
 * left, or has said nothing for too long.
 */
export const settingStates = ['REQUESTED', 'IN_REVIEW', 'APPROVED', 'REFUSED', 'ABANDONED'] as const;
export type SettingState = (typeof settingStates)[number];

/** A paper that goes with a category, by its published name. */
export interface WishedPaper {
  readonly paper: string;
  readonly fileId: string;
}

/** What is asked for. */
export type SettingWish =
  | {
      readonly setting: 'NAME';
      readonly act: 'CHANGE';
      readonly name: string;
      readonly proofFileIds: readonly string[];
    }
  | { readonly setting: 'ICON'; readonly act: 'CHANGE'; readonly fileId: string }
  | { readonly setting: 'INTRODUCTION'; readonly act: 'CHANGE'; readonly introduction: string }
  | {
      readonly setting: 'CATEGORY';
      readonly act: CategoryAct;
      /** Its names on the platform's list, from the first level down. */
      readonly path: readonly string[];
      /** Left out: those that are on file and the platform asks for. */
      readonly papers?: readonly WishedPaper[];
      /** By the platform's own ids, once they were looked up. */
      readonly category?: HostCategory;
    };

export type ReviewedSetting = ProfilePart | 'CATEGORY';

/** What a push said of a change. */
export type ToldOfSetting = Pick<SettingDecision, 'accepted' | 'words'> & { readonly at?: string };

export interface SettingChange {
  readonly id: string;
  readonly accountId: string;
  readonly programId: string;
  readonly platform: PlatformId;
  readonly wish: SettingWish;
  readonly state: SettingState;
  readonly reference?: string;
  readonly mark?: string;
  readonly told?: ToldOfSetting;
  readonly trouble?: KeptTrouble;
  readonly requestedAt: Date;
  readonly askedAt?: Date;
}

/** A change of some columns; null empties one. */
export interface SettingChangeEdit {
  readonly state?: SettingState;
  readonly wish?: SettingWish;
  readonly reference?: string;
  readonly mark?: string;
  readonly told?: ToldOfSetting | null;
  readonly words?: string | null;
  readonly trouble?: KeptTrouble | null;
  readonly source?: string;
  readonly askedAt?: Date;
  readonly decidedAt?: Date;
}

export interface SettingRecords {
  addSettingChange(
    change: Pick<SettingChange, 'accountId' | 'programId' | 'platform' | 'wish'> & {
      readonly requestedBy: string;
    },
  ): Promise<string>;
  /** Those of a program that a platform has not decided. */
  openSettingChanges(programId: string, platform: PlatformId): Promise<readonly SettingChange[]>;
  /** The change, locked until the transaction ends. */
  lockSettingChange(id: string): Promise<SettingChange | undefined>;
  editSettingChange(id: string, edit: SettingChangeEdit): Promise<void>;
}

/** Of a category its names, as one text; of the others nothing, since a program has one of each. */
export function subjectOf(wish: SettingWish): string {
  return wish.setting === 'CATEGORY' ? wish.path.join(' > ') : '';
}

export function isOpen({ state }: Pick<SettingChange, 'state'>): boolean {
  return state === 'REQUESTED' || state === 'IN_REVIEW';
}

import type { ChosenCategory, Material, PaperName } from '../../programs/category.ts';
import type { HostId } from '../../programs/host.ts';
import type { Manifest } from '../../programs/manifest.ts';
import type { PlatformId } from '../../programs/platform.ts';
import type { RegistrationFact, SubjectFact } from '../facts.ts';
import type { RulingAnswer, RulingQuestion } from '../ruling.ts';

/** A paper that might be put on file. */
export interface SupposedPaper {
  readonly paper: PaperName;
  readonly holder: string;
  readonly validFrom: string;
  readonly validUntil?: string;
  /** Filed with the program; otherwise with the account. */
  readonly ofProgram: boolean;
}

/** Other days on a paper that is on file. */
export interface SupposedDates {
  readonly materialId: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
  /** It has no last day any more. */
  readonly withoutEnd?: boolean;
}

/** The fields of a manifest that need not be declared, by the names under which an overlay empties them. */
export const clearable = {
  PRIVACY_POLICY: 'privacyPolicy',
  SELF_SERVICE: 'selfService',
  TRANSFERS: 'transfers',
  OPERATED_FOR: 'operatedFor',
  ANALYTICS_CONSENT_MOMENT: 'analyticsConsentMoment',
  SECURITY_STANDARDS: 'securityStandards',
} as const satisfies Readonly<Record<string, OptionalField<Manifest>>>;
export type ClearedField = keyof typeof clearable;

type OptionalField<Whole> = {
  [Field in keyof Whole]-?: undefined extends Whole[Field] ? Field : never;
}[keyof Whole];

/** What might be otherwise than it is. What is left out stays as it is. */
export interface Overlay {
  readonly at?: Date;
  /** For each platform the version of its agreement, whichever is in force by its date. */
  readonly agreements?: readonly { readonly platform: PlatformId; readonly version: string }[];
  /** The documents of these that are in force are accepted. */
  readonly acceptDocuments?: readonly string[];
  readonly subject?: Partial<SubjectFact>;
  readonly categories?: readonly ChosenCategory[];
  readonly manifest?: Partial<Omit<Manifest, 'categories'>>;
  readonly addMaterials?: readonly SupposedPaper[];
  readonly changeMaterials?: readonly SupposedDates[];
  readonly removeMaterials?: readonly string[];
  readonly registrations?: readonly ({ readonly platform: PlatformId } & Partial<RegistrationFact>)[];
  readonly absentContent?: readonly string[];
  /** Of the reader, where one is asked about: whether they had signed an undertaking that day (wechat/4.9). */
  readonly undertakingSigned?: boolean;
  /** Whether what is shown were in a closed test (wechat/7.1, baidu/8.1). */
  readonly inClosedTest?: boolean;
  readonly hostIds?: readonly HostId[];
  /** Answers of persons. One to a question that is not asked changes nothing. */
  readonly rulings?: readonly SupposedRuling[];
  /** REGISTER: another address. Whoever asks looks up whether it is in use. */
  readonly email?: string;
  /** What of the manifest is not declared any more. */
  readonly clear?: readonly ClearedField[];
}

export interface SupposedRuling extends RulingQuestion {
  readonly platform: PlatformId;
  readonly answer: RulingAnswer;
}

/** A paper on file, and where: a new one waits for an older one of its kind only where that was filed. */
export interface FiledPaper extends Material {
  readonly ofProgram: boolean;
}

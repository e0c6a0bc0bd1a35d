/** A push as it came in, before anybody believes it. */
export interface IncomingPush {
  /** `events` for the platform's authorisation address, otherwise the app id in the address. */
  readonly address: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A push that is signed, fresh and readable. */
export interface VerifiedPush {
  /** The same for every delivery of the same event, so that a repeated one is stored once. */
  readonly key: string;
  /** The decrypted message, word for word. */
  readonly message: string;
  /** What the platform calls the event, for people: `weapp_audit_success`. */
  readonly event: string;
  /** The platform's id of the program that it names, if any: pushes about one program are applied in their order. */
  readonly about?: string;
}

/** A measure as a platform's own wire tells it, in the words of its agreement. */
export type MeasureTold =
  | {
      readonly act: 'TAKEN';
      /** The kind and the ground by the words of the policy; one that its agreement does not have is refused there. */
      readonly measure: string;
      readonly ground: string;
      /** One for each time that it is told anew. */
      readonly reference: string;
      readonly words?: string;
      /** How many days there are to put it right, where it is to be. */
      readonly rectifyWithinDays?: number;
      /** The instant by which it is to be put right, where one is told. */
      readonly rectifyBefore?: Date;
      /** When it was taken, where the platform says so; left out: from when it was heard. */
      readonly from?: Date;
      readonly until?: Date;
      /** The functions that it is about, as the platform names them; left out: the whole program. */
      readonly functions?: readonly string[];
      /** The words begin so wherever the same breach is told of: its reason and its rule. */
      readonly breach?: string;
      /** It says that a breach is on record. What is done about it is told of on its own. */
      readonly isRecord?: true;
      /** It says what is in force, and not which measure that is: the one on file, if there is one of its kind. */
      readonly isStanding?: true;
    }
  /** What became of the fix of a measure of this kind. */
  | {
      readonly act: 'FIX_ACCEPTED' | 'FIX_DECLINED';
      readonly measure: string;
      readonly words?: string;
      /** When that was decided, where the platform says so. */
      readonly at?: Date;
    }
  /** How an appeal stands. */
  | {
      readonly act: 'APPEAL_TAKEN' | 'APPEAL_UPHELD' | 'APPEAL_OVERTURNED';
      /** The platform's own number of the appeal. */
      readonly reference: string;
      /** Whether it was handed in over the wire, and not at the platform's console. */
      readonly overWire: boolean;
      readonly words?: string;
    }
  /** Something against the program that is none of these: an event of a kind that is not published. */
  | { readonly act: 'UNREAD'; readonly words: string };

export type MeasureTaken = Extract<MeasureTold, { readonly act: 'TAKEN' }>;

/** The settings of a program that platforms decide about on their own. */
export const settingKinds = [
  'NAME',
  'ICON',
  'INTRODUCTION',
  'CATEGORY',
  'GUARDED_INTERFACE',
  'ORDER_PATH',
  'FILING',
] as const;
export type SettingKind = (typeof settingKinds)[number];

/** What a platform has decided about one setting of one program. */
export interface SettingDecision {
  readonly appId: string;
  readonly setting: SettingKind;
  /** Left out where it was not decided for good, or the push does not say: the platform tells how it stands. */
  readonly accepted?: boolean;
  /** What it is about: the name, the category, the call. */
  readonly subject?: string;
  readonly words?: string;
  readonly at?: Date;
  /** How it stands by the platform's own word or number, where what that means is not published. */
  readonly hostState?: string;
  /** The platform's own number of the application. */
  readonly reference?: string;
}

/** That a verification ends: soon, today, or since a while. `days`: until then, where the platform says. */
export interface VerificationDue {
  readonly state: 'AHEAD' | 'DUE' | 'OVERDUE';
  readonly days?: number;
  readonly words?: string;
}

/**
 * What a verified push makes the gateway do. A push never decides a review or a check: the platform is asked. A measure it
 * tells of stands as it was told. What is on record can be asked for (`ViolationDesk`), which makes up for a push that was
 * lost, as far as the platform has a call: WeChat lists breaches and not what it did about them, and Baidu says how a
 * program stands and not since when.
 */
export type PushNews =
  /** Credentials were taken over; nothing else to do. */
  | { readonly kind: 'CREDENTIALS' }
  | { readonly kind: 'REGISTRATION_MOVED'; readonly registrationId?: string; readonly appId?: string }
  | {
      readonly kind: 'VERIFICATION_MOVED';
      readonly appId: string;
      /** Where what was passed has to be passed again. */
      readonly due?: VerificationDue;
    }
  /** The platform has looked at papers of a program. */
  | { readonly kind: 'PAPERS_MOVED'; readonly appId: string }
  /** The platform says what it has done against a program, or what became of a fix. */
  | {
      readonly kind: 'MEASURE_TOLD';
      readonly appId: string;
      readonly told: MeasureTold;
      /** Where one event tells of several. */
      readonly also?: readonly MeasureTold[];
    }
  /** `at`: when the review moved, by the push. What came of it is asked for. */
  | { readonly kind: 'REVIEW_MOVED'; readonly appId: string; readonly at?: Date }
  /**
   * The owner of a program lets the gateway act for it, or changed for what; the code for the tokens is kept. `page`: the
   * mark of the page on which they agreed (`AuthorisationPage`), where the platform says.
   */
  | { readonly kind: 'AUTHORISED'; readonly appId: string; readonly page?: string }
  /** The program's owner has taken the permission back: its tokens are gone, and no call for it succeeds. */
  | { readonly kind: 'AUTHORISATION_ENDED'; readonly appId: string; readonly at?: Date }
  /** The platform has decided about settings of programs, apart from their versions. */
  | { readonly kind: 'SETTINGS_DECIDED'; readonly decisions: readonly SettingDecision[] }
  /** The service of a program was closed, or opened again. By whom is not said, so that it is no measure: see `ServiceDesk`. */
  | { readonly kind: 'SERVICE_MOVED'; readonly appId: string; readonly at?: Date }
  /** An event that the gateway does not act upon yet. It is kept and shown. */
  | { readonly kind: 'OTHER'; readonly appId?: string };

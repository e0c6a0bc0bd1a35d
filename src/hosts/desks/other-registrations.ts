import type { CodeMeaning } from '../code-meaning.ts';
import type { RegistrationRequest } from '../requests.ts';

/** A registration that was begun, in which a person goes on at `url`. The outcome is pushed. */
export interface RegistrationBegun {
  readonly reference: string;
  readonly url: string;
}

/** A program on trial: it exists at once, for some weeks, and can become one of a company. */
export interface TrialDesk {
  /** `account`: of the person on the platform, by its id for them. */
  register(trial: { readonly name: string; readonly account: string }): Promise<RegistrationBegun>;
  /** As the platform has told since. */
  lookUp(reference: string): Promise<OtherRegistrationState>;
  convert(appId: string, request: Pick<RegistrationRequest, 'subject'>): Promise<void>;
}

export type OtherRegistrationState =
  | { readonly state: 'WAITING'; readonly url?: string }
  | { readonly state: 'REGISTERED'; readonly appId?: string }
  | {
      readonly state: 'REFUSED';
      readonly hostState: string;
      readonly words?: string;
      /** What the platform's documents say of that state. */
      readonly meaning?: CodeMeaning;
    };

/** A program of a natural person. */
export interface PersonalRegistrationDesk {
  register(person: {
    readonly name: string;
    /** Their account on the platform. */
    readonly account: string;
    readonly phone?: string;
  }): Promise<RegistrationBegun>;
  lookUp(reference: string): Promise<OtherRegistrationState>;
}

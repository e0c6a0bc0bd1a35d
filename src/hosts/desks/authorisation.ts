import type { CheckState } from '../../programs/registration.ts';

/** A program whose owner lets the gateway act for it. */
export interface AuthorisedProgram {
  /** The platform's id of the program. */
  readonly appId: string;
  readonly admission: CheckState;
  readonly verification: CheckState;
  /** What the gateway may do for it, as the platform names it: numbers of sets, names of scopes. */
  readonly permissions: readonly string[];
}

/** A page of the platform on which the owner of a program agrees. */
export interface AuthorisationPage {
  readonly url: string;
  /** The platform's mark of this page, which it may repeat in the push about what was agreed on it. A secret. */
  readonly mark: string;
}

/** How a program that exists is brought in, and how one whose permission ended is authorised again. */
export interface AuthorisationDesk {
  /** Another page each time; it lives for minutes. `appId`: only this program can be chosen on it. */
  page(asked: {
    /** Where the platform sends the person back to, with a code. */
    readonly returnTo: string;
    readonly device: 'COMPUTER' | 'PHONE';
    readonly appId?: string;
  }): Promise<AuthorisationPage>;
  /** The code with which a person came back; undefined where they bring none, so that nobody has agreed. */
  codeIn(query: Readonly<Record<string, string>>): string | undefined;
  /** Exchanges the code, which serves once, and keeps the tokens. */
  redeem(code: string): Promise<AuthorisedProgram>;
  /** How a program stands that is authorised. */
  read(appId: string): Promise<AuthorisedProgram>;
}

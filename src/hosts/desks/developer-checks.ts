import type { CheckBegun } from '../check-at-platform.ts';
import type { VerificationRequest } from '../requests.ts';
import type { FilingForm } from './filing.ts';

/** How a verification stands that was handed in with a filing: both are one procedure. */
export interface ProcedureReport {
  readonly state: 'IN_REVIEW' | 'RETURNED' | 'VERIFIED' | 'PASSED' | 'FAILED' | 'UNKNOWN';
  /** The platform's own number of the step. */
  readonly hostState: string;
  readonly words?: string;
}

/** A kind of developer that is verified, with those that it falls into. */
export interface IdentityKind {
  readonly reference: string;
  readonly name: string;
  readonly kinds: readonly IdentityKind[];
}

/** A code that the legal person scans, to be recognised by their face. */
export interface FaceCode {
  /** The picture, as a data URI. */
  readonly picture: string;
  readonly until: Date;
  readonly state: 'NOT_STARTED' | 'WAITING' | 'PASSED' | 'DECLINED' | 'UNKNOWN';
}

/** Further ways of the checks of the developer; a platform has those that it documents. */
export interface DeveloperCheckDesk {
  /** Hands in again what was returned (`mark`: of the one before). */
  repeat?(request: VerificationRequest, mark: string): Promise<Required<CheckBegun>>;
  identityKinds?(appId: string): Promise<readonly IdentityKind[]>;
  beginWithFiling?(request: VerificationRequest, form: FilingForm): Promise<CheckBegun>;
  lookUpWithFiling?(appId: string, mark: string): Promise<ProcedureReport>;
  face?(appId: string): Promise<FaceCode>;
}

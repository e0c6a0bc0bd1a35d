/** Why an act on people, tokens or credentials was refused. */
export interface AccessProblem {
  readonly code: 'FORBIDDEN' | 'INVALID_INPUT' | 'NOT_FOUND' | 'EMAIL_TAKEN';
  readonly message: string;
  /** The input that is at fault. */
  readonly path?: string;
}

/**
 * What a person does in the host's own console, without the gateway. It goes through the guards that a call meets, and
 * is pushed no further than the host pushes it.
 */
export interface ConsoleUse {
  readonly action: 'UPLOAD' | 'SUBMIT' | 'WITHDRAW' | 'RELEASE' | 'ROLL_BACK' | 'PAUSE' | 'RESUME';
  /** UPLOAD: the version, `console` and a number unless said. */
  readonly version?: string;
  /** UPLOAD: its description. */
  readonly description?: string;
}

export const CONSOLE_ACTIONS: readonly ConsoleUse['action'][] = [
  'UPLOAD',
  'SUBMIT',
  'WITHDRAW',
  'RELEASE',
  'ROLL_BACK',
  'PAUSE',
  'RESUME',
];

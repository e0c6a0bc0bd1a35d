import type { Clock } from '../kernel/clock.ts';

/** What is known of a token: whose it is, and until when. */
export interface HandedOut<Kind extends string> {
  readonly kind: Kind;
  /** The app id that the token speaks for. */
  readonly holder: string;
  readonly expiresAt: number;
}

export type TokenFinding<Kind extends string> =
  | { readonly state: 'VALID'; readonly kind: Kind; readonly holder: string }
  | { readonly state: 'EXPIRED' }
  | { readonly state: 'UNKNOWN' };

/** Everything that a sandbox has handed out and may be shown again: tokens, tickets, codes. */
export class TokenTable<Kind extends string> {
  readonly #clock: Clock;
  readonly #rows = new Map<string, HandedOut<Kind>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  issue(text: string, kind: Kind, holder: string, lifeSeconds: number): string {
    this.#rows.set(text, { kind, holder, expiresAt: this.#clock.now().getTime() + lifeSeconds * 1000 });
    return text;
  }

  find(text: string): TokenFinding<Kind> {
    const row = this.#rows.get(text);
    if (row === undefined) return { state: 'UNKNOWN' };
    if (row.expiresAt <= this.#clock.now().getTime()) return { state: 'EXPIRED' };
    return { state: 'VALID', kind: row.kind, holder: row.holder };
  }

  /** Uses up what may be used once. */
  take(text: string): TokenFinding<Kind> {
    const finding = this.find(text);
    this.#rows.delete(text);
    return finding;
  }

  revoke(kind: Kind, holder: string): void {
    for (const [text, row] of this.#rows) {
      if (row.kind === kind && row.holder === holder) this.#rows.delete(text);
    }
  }

  /** All of this kind expire now. */
  expire(kind: Kind): void {
    for (const [text, row] of this.#rows) {
      if (row.kind === kind) this.#rows.set(text, { ...row, expiresAt: 0 });
    }
  }
}

import { type Appearance, type Moment, renderHeading, renderMoment, renderTable } from './timeline.ts';

/** Prints the story as it happens. */
export interface Teller {
  /** Begins a step. */
  step(title: string): void;
  happened(moment: Omit<Moment, 'at'>): void;
  table(heads: readonly string[], rows: readonly (readonly string[])[]): void;
  /** Milliseconds since the start. */
  elapsed(): number;
}

export interface TellerSettings {
  readonly print: (line: string) => void;
  readonly look: Appearance;
  /** Milliseconds, from any start, that only grow. */
  readonly now: () => number;
}

export function createTeller({ print, look, now }: TellerSettings): Teller {
  const start = now();
  const elapsed = () => now() - start;
  let steps = 0;
  return {
    step(title) {
      steps += 1;
      print(renderHeading(steps, title, look));
    },
    happened: (moment) => print(renderMoment({ at: elapsed(), ...moment }, look)),
    table: (heads, rows) => print(`\n${renderTable(heads, rows, look)}`),
    elapsed,
  };
}

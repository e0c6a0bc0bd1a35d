import type { PlatformId } from './platform.ts';

/** One state of a program's code and its settings, numbered by the developer. Immutable. */
export interface Version {
  readonly id: string;
  readonly programId: string;
  /** The developer's own number: `1.4.0`. */
  readonly number: string;
  readonly description: string;
  /** The settings that are laid over the template (`ext.json`). */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The template in each platform's library from which the code is taken. */
  readonly templates: Readonly<Record<PlatformId, string>>;
}

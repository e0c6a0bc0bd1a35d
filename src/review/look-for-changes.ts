import type { ProgramThere } from './foreign-change-records.ts';
import { type NoticeDeps, noticeChanges } from './notice-changes.ts';

export interface LookForChangesDeps extends NoticeDeps {
  /**
   * The program of a registration at its platform, noted as looked at now; undefined where it is not registered, or nothing
   * of it was ever handed in.
   */
  readonly watchedProgram: (
    registrationId: string,
  ) => Promise<(ProgramThere & { readonly appId: string }) | undefined>;
  /** Hears what the platform has on record against the program and no push has said; BUSY: to be asked for again soon. */
  readonly hearRecords: (program: ProgramThere & { readonly appId: string }) => Promise<'HEARD' | 'BUSY'>;
}

const AFTER_A_MOVE_MS = 5_000;

/**
 * Looks whether somebody changed something of a program in its platform's own console, and what the platform has on record
 * against it. Safe to run twice.
 */
export async function lookForChanges(
  deps: LookForChangesDeps,
  registrationId: string,
): Promise<{ readonly lookAgainInMs?: number }> {
  const program = await deps.watchedProgram(registrationId);
  if (!program) return {};
  const noticed = await noticeChanges(deps, program);
  const heard = await deps.hearRecords(program);
  return noticed === 'MOVED' || heard === 'BUSY' ? { lookAgainInMs: AFTER_A_MOVE_MS } : {};
}

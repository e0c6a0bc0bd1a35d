import { setImmediate } from 'node:timers/promises';
import { locales } from '../kernel/localized.ts';
import { type HostRuleOperation, type HostRuleSet, hostRuleOperations } from '../policy/hosts/rule-set.ts';
import { askSet } from '../policy/hosts/rules.ts';
import type { HostRuleFacts } from '../policy/hosts/vocabulary.ts';
import type { Operation } from '../policy/operation.ts';
import type { Finding, VerdictAnswer } from '../policy/verdict.ts';
import type { Host } from '../programs/host.ts';

/** A program that goes to the host or is to go there, as far as the host's rules are told of it. */
export interface TriedProgram {
  readonly id: string;
  readonly name: string;
  /** Whether the host knows of it: it was asked for its word on it, or shows it to its users. */
  readonly known: boolean;
  readonly facts: Omit<HostRuleFacts, 'host'>;
}

/** What the host's rules alone say: LACKS is not theirs to find. */
export type HostAnswer = Exclude<VerdictAnswer, 'UNKNOWN'>;

/** How many of the programs tried are answered so now, and so with the candidate. */
export interface AnswerCount {
  readonly operation: HostRuleOperation;
  readonly before: HostAnswer;
  readonly after: HostAnswer;
  readonly programs: number;
}

export interface ProgramChange {
  readonly programId: string;
  readonly programName: string;
  readonly operation: HostRuleOperation;
  readonly before: HostAnswer;
  readonly after: HostAnswer;
  /** What the rules in force find. */
  readonly findingsBefore: readonly Finding[];
  /** What the candidate finds. */
  readonly findings: readonly Finding[];
}

export interface Trial {
  readonly tried: number;
  readonly counts: readonly AnswerCount[];
  /** Of programs that the host knows of; of others it is told their number and no more. */
  readonly changes: readonly ProgramChange[];
}

/**
 * What would change at the host if the candidate were in force instead of the set that is. Writes nothing. Others
 * have their turn between two programs, since a hundred large ones keep the process busy for a while.
 */
export async function tryRuleSet(
  { inForce, candidate }: { readonly inForce: HostRuleSet | undefined; readonly candidate: HostRuleSet },
  host: Host,
  programs: readonly TriedProgram[],
  at: Date,
): Promise<Trial> {
  const counts = new Map<string, AnswerCount>();
  const changes: ProgramChange[] = [];
  for (const { id, name, known, facts } of programs) {
    await setImmediate();
    const facing = { ...facts, host };
    for (const operation of hostRuleOperations) {
      const asked = { operation: operation as Operation, at, platform: host.platform };
      const [findingsBefore, findings] = [askSet(inForce, facing, asked), askSet(candidate, facing, asked)];
      const [before, after] = [answerOf(findingsBefore), answerOf(findings)];
      const key = `${operation} ${before} ${after}`;
      counts.set(key, { operation, before, after, programs: (counts.get(key)?.programs ?? 0) + 1 });
      if (known && gist(findingsBefore) !== gist(findings)) {
        changes.push({
          programId: id,
          programName: name,
          operation,
          before,
          after,
          findingsBefore,
          findings,
        });
      }
    }
  }
  return { tried: programs.length, counts: [...counts.values()], changes };
}

function answerOf(findings: readonly Finding[]): HostAnswer {
  if (findings.some(({ effect }) => effect === 'BLOCKS')) return 'NO';
  return findings.some(({ effect }) => effect === 'ASKS') ? 'NEEDS_HUMAN' : 'YES';
}

/** What was found, but for the set's number. Written out, since the database keeps no order of an object's fields. */
function gist(findings: readonly Finding[]): string {
  return JSON.stringify(
    findings.map(({ code, effect, message, remedy, hostRule }) => [
      hostRule?.rule,
      code,
      effect,
      ...locales.map((locale) => message[locale]),
      ...Object.entries(remedy ?? {}).sort(([one], [other]) => (one < other ? -1 : 1)),
    ]),
  );
}

import type { Times } from '../store/reads/times.ts';
import type { GraphqlContext } from './context.ts';
import { badInput } from './errors.ts';

export const AS_OF = {
  nullable: true,
  description:
    'What was true at this instant, with all that is asked of it: an account, a program or a host that was not there yet is not there. No past is kept of hosts, outages, notices, incidents, requests and demands, of who uses an e-mail address, and of what was purged: these are shown as they are now. Not ahead of now. Left out: `knownAt`; without that, now.',
} as const;

export const KNOWN_AT = {
  nullable: true,
  description:
    'Only what had been recorded by this instant: what was learned later than it happened is left out until it was learned. Earlier than `asOf`, it is what was then believed of the later instant. Not ahead of now. Left out: now.',
} as const;

/** The past that is asked for; undefined where it is the present. Throws BAD_USER_INPUT for an instant ahead of now. */
export function timesAsked(
  { parts }: GraphqlContext,
  asOf: Date | null | undefined,
  knownAt: Date | null | undefined,
): Times | undefined {
  if (!asOf && !knownAt) return undefined;
  const now = parts.clock.now();
  for (const [argument, instant] of Object.entries({ asOf, knownAt })) {
    if (instant && instant > now) throw ahead(argument, instant, now);
  }
  return { asOf: asOf ?? knownAt ?? now, knownAt: knownAt ?? now };
}

/** An instant of which there is no past yet. */
export function ahead(argument: string, instant: Date, now: Date) {
  return badInput(
    `\`${argument}\` is ${instant.toISOString()}, and it is ${now.toISOString()}: nothing was true or recorded then; leave it out to ask about now`,
    argument,
  );
}

import type { HostId } from '../../programs/host.ts';
import { type AgreementVersion, inForceFrom } from '../agreement.ts';
import { evaluate } from '../evaluate.ts';
import type { Facts } from '../facts.ts';
import type { Operation } from '../operation.ts';
import type { PolicyVariant } from '../variant.ts';
import { layOver, variantUnder } from './lay-over.ts';
import type { HostRules } from './situation.ts';
import { changeBetween, type VerdictChange } from './what-if.ts';

/** The question under which two versions of one agreement are compared. */
export interface VersionsCompared {
  readonly variant: PolicyVariant;
  readonly from: AgreementVersion;
  readonly to: AgreementVersion;
  readonly operation: Operation;
  /** The same for both: only the terms differ. */
  readonly at: Date;
  /** Whether the documents of the later version are supposed to be accepted. */
  readonly accepted: boolean;
}

/** One host of one program, as far as its verdict depends on it. */
export interface ComparedPlace {
  readonly hostId: HostId;
  readonly facts: Facts;
  readonly hostRules: HostRules;
}

export interface HostVerdictChange {
  readonly hostId: HostId;
  readonly change: VerdictChange;
}

/** The instant at which a change is looked at: when the later version takes effect, or now once it has. */
export function comparedAt(to: AgreementVersion, now: Date): Date {
  const effective = inForceFrom(to);
  return effective > now ? effective : now;
}

/**
 * Tells where a program's verdict differs between the two versions; for one program after the other. Hosts without rules
 * of their own share their facts, and are then answered together.
 */
export function compareVersions(
  compared: VersionsCompared,
): (places: readonly ComparedPlace[]) => readonly HostVerdictChange[] {
  const { variant, from, to, operation, at, accepted } = compared;
  const { platform } = variant;
  // Made once: what a verdict has to ask is remembered by the variant.
  const before = variantUnder(variant, { agreements: [{ platform, version: from.version }] });
  const after = variantUnder(variant, { agreements: [{ platform, version: to.version }] });
  const acceptDocuments = accepted ? to.documents.map(({ id }) => id) : [];
  const asked = (under: PolicyVariant, facts: Facts, hostRules: HostRules) =>
    evaluate(under, facts, operation, at, hostRules);
  const changeAt = ({ facts, hostRules }: ComparedPlace) => {
    const then = accepted ? layOver(after, { facts, at }, { acceptDocuments }, new Set()).facts : facts;
    return changeBetween(asked(before, facts, hostRules), asked(after, then, hostRules));
  };
  return (places) => {
    const known = new Map<Facts, Map<HostRules, VerdictChange | undefined>>();
    return places.flatMap((place) => {
      const ofFacts = known.get(place.facts) ?? new Map<HostRules, VerdictChange | undefined>();
      known.set(place.facts, ofFacts);
      if (!ofFacts.has(place.hostRules)) ofFacts.set(place.hostRules, changeAt(place));
      const change = ofFacts.get(place.hostRules);
      return change ? [{ hostId: place.hostId, change }] : [];
    });
  };
}

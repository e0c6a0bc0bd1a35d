import type { Actor } from '../accounts/actor.ts';
import type { GuidelineInPlace, PrivacyGuideline, PrivacyItem } from '../hosts/desks/settings.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { notFound, type Problem } from '../policy/problem.ts';
import type { Manifest } from '../programs/manifest.ts';
import { askHost, type ProgramAtPlatform } from './ask-host.ts';
import type { LiveDeps } from './live-version.ts';

/** A guideline as a platform has it, beside what the program declares and what its code was found to use. */
export interface GuidelineStanding {
  readonly isSet: boolean;
  readonly guideline?: PrivacyGuideline;
  /** The kinds of data that the platform found in the code, by key. */
  readonly detected: readonly string[];
  /** Those of them that the guideline does not speak of: the platform holds that against the next review. */
  readonly undeclared: readonly string[];
  /** What the program's declared data come to in the platform's own kinds. */
  readonly fromManifest: readonly PrivacyItem[];
  readonly updatedAt?: Date;
}

/** What users read of their data, by the platform's own word. NEXT: of the version that is released next. */
export async function privacyGuideline(
  deps: LiveDeps,
  actor: Actor,
  input: ProgramAtPlatform,
  of: 'NEXT' | 'LIVE',
): Promise<Outcome<GuidelineStanding, Problem>> {
  const manifest = await manifestOf(deps, actor, input.programId);
  if (!manifest.ok) return manifest;
  const asked = await askHost(deps, actor, input, ({ privacy }, appId) => privacy?.read(appId, of));
  if (!asked.ok) return asked;
  const fromManifest = deps.connectorOf(input.platform).privacy?.itemsOf(manifest.value) ?? [];
  return done(standingOf(asked.value, fromManifest));
}

export function standingOf(
  { isSet, guideline, detected, updatedAt }: GuidelineInPlace,
  fromManifest: readonly PrivacyItem[],
): GuidelineStanding {
  const declared = new Set(guideline?.items.map(({ key }) => key));
  return {
    isSet,
    detected,
    undeclared: detected.filter((key) => !declared.has(key)),
    fromManifest,
    ...(guideline ? { guideline } : {}),
    ...(updatedAt ? { updatedAt } : {}),
  };
}

export function manifestOf(
  deps: LiveDeps,
  actor: Actor,
  programId: string,
): Promise<Outcome<Manifest, Problem>> {
  return deps.perform({ actor, name: 'readManifest', input: { programId } }, async (records) => {
    const program = await records.program(actor.accountId, programId);
    return program
      ? done(program.manifest)
      : refused(notFound({ 'zh-CN': '程序', en: 'program' }, 'programId'));
  });
}

import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '../accounts/actor.ts';
import type { GuidelineInPlace, PrivacyDesk, PrivacyGuideline } from '../hosts/desks/settings.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import type { Problem } from '../policy/problem.ts';
import { appIdAt, askHost, type ProgramAtPlatform } from './ask-host.ts';
import { guidelineFaults } from './guideline-faults.ts';
import { type LiveDeps, noDesk } from './live-version.ts';
import { type GuidelineStanding, manifestOf, standingOf } from './privacy-guideline.ts';

/** Without `items`, they are what the program declares in its manifest. */
export type SetPrivacyGuidelineInput = ProgramAtPlatform &
  Omit<PrivacyGuideline, 'items'> &
  Partial<Pick<PrivacyGuideline, 'items'>>;

/**
 * Sets what users of the next version read of their data (wechat/4.4(2)). Nothing is uploaded again for it, so that a scan
 * of the code that is under way goes on. Safe to repeat; what is so already is not sent. The log says which kinds of data
 * it speaks of, and not how its owner is reached. A text and a region that were set in the platform's console stay.
 */
export async function setPrivacyGuideline(
  deps: LiveDeps,
  actor: Actor,
  { programId, platform, items, ...said }: SetPrivacyGuidelineInput,
): Promise<Outcome<GuidelineStanding, Problem>> {
  const at = { programId, platform };
  const appId = await appIdAt(deps, actor, at);
  if (!appId.ok) return appId;
  const { privacy } = deps.connectorOf(platform);
  if (!privacy) return refused(noDesk(platform));
  const manifest = await manifestOf(deps, actor, programId);
  if (!manifest.ok) return manifest;
  const fromManifest = privacy.itemsOf(manifest.value);
  const guideline: PrivacyGuideline = { ...said, items: items ?? fromManifest };
  const faults = guidelineFaults(guideline);
  if (faults.length > 0) return refused(...faults);
  const written = await askHost(deps, actor, at, (connector, id) =>
    connector.privacy ? write(connector.privacy, id, guideline) : undefined,
  );
  if (!written.ok) return written;
  const { changed, now } = written.value;
  return deps.perform({ actor, name: 'setPrivacyGuideline', input: at }, async (records) => {
    if (changed) {
      const payload = { platform, items: guideline.items.map(({ key }) => key) };
      records.record({ type: 'PRIVACY_GUIDELINE_SET', programId, subjectId: programId, payload });
    }
    return done(standingOf(now, fromManifest));
  });
}

async function write(
  desk: PrivacyDesk,
  appId: string,
  asked: PrivacyGuideline,
): Promise<{ readonly changed: boolean; readonly now: GuidelineInPlace }> {
  const before = await desk.read(appId, 'NEXT');
  const guideline = { ...keptOf(before), ...asked };
  if (before.guideline && isDeepStrictEqual(plain(before.guideline), plain(guideline))) {
    return { changed: false, now: before };
  }
  await desk.put(appId, guideline);
  return { changed: true, now: await desk.read(appId, 'NEXT') };
}

/** What is set at the platform, maybe in its own console, and stays so unless something else is asked for. */
function keptOf({ guideline }: GuidelineInPlace): Pick<PrivacyGuideline, 'textReference' | 'storeRegion'> {
  const { textReference, storeRegion } = guideline ?? {};
  return {
    ...(textReference === undefined ? {} : { textReference }),
    ...(storeRegion === undefined ? {} : { storeRegion }),
  };
}

/** Without what is left out, and without lists in which nothing is. */
function plain({ thirdParties, ...guideline }: PrivacyGuideline): unknown {
  return JSON.parse(JSON.stringify({ ...guideline, ...(thirdParties?.length ? { thirdParties } : {}) }));
}

import { type AuthorisationLinks, mayServe } from '../onboarding/authorisation-records.ts';
import { type BringInDeps, bringIn } from '../onboarding/bring-in.ts';
import type { PlatformId } from '../programs/platform.ts';
import { type PushDeps, UNKNOWN_APP } from './pushes.ts';

export interface HearAuthorisationDeps
  extends BringInDeps,
    Pick<PushDeps, 'connectorOf' | 'programOfApp' | 'jobsAbout' | 'enqueue'> {
  readonly links: AuthorisationLinks;
}

/**
 * The owner of a program lets the gateway act for it. Of one that is known here the platform is asked for what. One that is
 * not is brought in where they agreed on a page to which a link of ours led, whose return may have got lost; else it
 * is for an operator to see.
 */
export async function hearAuthorisation(
  deps: HearAuthorisationDeps,
  platform: PlatformId,
  appId: string,
  page?: string,
): Promise<string> {
  if (await deps.programOfApp(platform, appId)) {
    await deps.enqueue(await deps.jobsAbout(platform, { appId }, 'REGISTRATION'));
    return 'AUTHORISED';
  }
  // One that is being registered is not known by its id yet.
  await deps.enqueue(await deps.jobsAbout(platform, {}, 'REGISTRATION'));
  const link = page === undefined ? undefined : await deps.links.linkOfPage(platform, page);
  const desk = deps.connectorOf(platform).authorisation;
  if (!link || link.awaitsReturn || !desk || !mayServe(link, deps.clock.now())) return UNKNOWN_APP;
  const brought = await bringIn(deps, link, await desk.read(appId), undefined);
  return brought === 'AUTHORISED' ? brought : UNKNOWN_APP;
}

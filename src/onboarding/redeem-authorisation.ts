import type { PlatformConnector } from '../hosts/connector.ts';
import { HostError } from '../hosts/host-error.ts';
import type { PlatformId } from '../programs/platform.ts';
import { type AuthorisationLink, type AuthorisationLinks, mayServe } from './authorisation-records.ts';
import { type BringInDeps, type BroughtIn, bringIn } from './bring-in.ts';

/**
 * What came of a return from the platform's page. NOT_VALID: whoever comes was not sent there by a link that serves.
 * NOT_AGREED: they bring no code. CODE_OVER: the platform does not, or no longer, take the code. LATER: it does not answer.
 */
export type Redemption = Exclude<BroughtIn, 'OVER'> | 'NOT_VALID' | 'NOT_AGREED' | 'CODE_OVER' | 'LATER';

export interface RedeemDeps extends BringInDeps {
  readonly links: AuthorisationLinks;
  readonly connectorOf: (platform: PlatformId) => PlatformConnector;
  /** Told of what the platform refused, or did not answer; the person is told only what to do. */
  readonly report: (fault: unknown) => void;
}

/**
 * Somebody came back from the page to which a link led: their code is exchanged, and the program is the one that the link is for.
 * A return that is repeated, with the same code, is answered as the first was and does nothing.
 */
export async function redeemAuthorisation(
  deps: RedeemDeps,
  platform: PlatformId,
  query: Readonly<Record<string, string>>,
): Promise<Redemption> {
  const desk = deps.connectorOf(platform).authorisation;
  const link = query.state === undefined ? undefined : await deps.links.linkOf(platform, query.state);
  if (!desk || !link) return 'NOT_VALID';
  const code = desk.codeIn(query);
  if (code === undefined) return link.redeemedAt === undefined ? 'NOT_AGREED' : 'NOT_VALID';
  if (!mayServe(link, deps.clock.now())) return repeated(deps, link, code);
  try {
    const brought = await bringIn(deps, link, await desk.redeem(code), code);
    return brought === 'OVER' ? repeated(deps, link, code) : brought;
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    // Of two returns with one code at the same time, the platform answers one.
    if (await deps.links.servedWith(link.id, code)) return 'AUTHORISED';
    deps.report(error);
    return error.detail.code === undefined ? 'LATER' : 'CODE_OVER';
  }
}

async function repeated({ links }: RedeemDeps, link: AuthorisationLink, code: string): Promise<Redemption> {
  return (await links.servedWith(link.id, code)) ? 'AUTHORISED' : 'NOT_VALID';
}

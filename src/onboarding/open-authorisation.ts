import type { PlatformConnector } from '../hosts/connector.ts';
import { HostError } from '../hosts/host-error.ts';
import type { Clock } from '../kernel/clock.ts';
import type { PlatformId } from '../programs/platform.ts';
import { returnAddress } from './authorisation-addresses.ts';
import type { AuthorisationLink, AuthorisationLinks } from './authorisation-records.ts';

export interface OpenAuthorisationDeps {
  readonly clock: Clock;
  readonly links: AuthorisationLinks;
  readonly connectorOf: (platform: PlatformId) => PlatformConnector;
  /** How browsers reach the gateway: `https://gateway.example.com`. */
  readonly publicUrl: string;
}

/** The link that an address bears, while it leads anywhere. */
export async function openLink(
  { links, clock }: OpenAuthorisationDeps,
  platform: PlatformId,
  token: string | undefined,
): Promise<AuthorisationLink | undefined> {
  const link = token === undefined ? undefined : await links.linkOf(platform, token);
  if (!link || link.redeemedAt || link.expiresAt.getTime() <= clock.now().getTime()) return undefined;
  return link;
}

/**
 * The platform's page, made for whoever is about to go there; undefined where the link has led to as many as it may. LATER: the
 * platform makes none now.
 */
export async function platformPage(
  { links, connectorOf, publicUrl }: OpenAuthorisationDeps,
  link: AuthorisationLink,
  token: string,
  device: 'COMPUTER' | 'PHONE',
): Promise<string | 'LATER' | undefined> {
  const { appId } = await links.describe(link);
  const returnTo = returnAddress(publicUrl, link.platform, token);
  try {
    const desk = connectorOf(link.platform).authorisation;
    const page = await desk?.page({ returnTo, device, ...(appId === undefined ? {} : { appId }) });
    return page && (await links.notePage(link.id, page.mark)) ? page.url : undefined;
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return 'LATER';
  }
}

import type { PlatformId } from '../programs/platform.ts';

/** Where the owner of a program begins. `publicUrl`: how browsers reach the gateway. */
export function authorisationAddress(publicUrl: string, platform: PlatformId, token: string): string {
  return addressAt(publicUrl, platform, 'authorise', { link: token });
}

/** Where the platform sends them back to. */
export function returnAddress(publicUrl: string, platform: PlatformId, token: string): string {
  return addressAt(publicUrl, platform, 'authorised', { state: token });
}

function addressAt(
  publicUrl: string,
  platform: PlatformId,
  end: string,
  query: Record<string, string>,
): string {
  return `${publicUrl}/hosts/${platform.toLowerCase()}/${end}?${new URLSearchParams(query)}`;
}

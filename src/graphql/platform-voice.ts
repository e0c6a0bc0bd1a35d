import type { PlatformVoice } from '../duties/platform-voice.ts';
import type { GraphqlContext } from './context.ts';
import { unauthenticated } from './errors.ts';

/** The platform that asks, or the operator in its place, as the log names it. */
export function voiceOf({ viewer }: GraphqlContext): PlatformVoice {
  if (viewer.kind !== 'platform') throw unauthenticated(viewer);
  return { platform: viewer.platform, label: `platform:${viewer.credentialId}` };
}

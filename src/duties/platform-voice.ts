import type { PlatformId } from '../programs/platform.ts';

/** A platform that tells an account something, or the operator of the gateway in its place. */
export interface PlatformVoice {
  readonly platform: PlatformId;
  /** `platform:<credential>`, as the log writes it down. */
  readonly label: string;
}

/** Where a platform acts that acts in no account. */
export function spaceOf({ platform }: PlatformVoice): string {
  return `platform:${platform}`;
}

/** Who acts in the account, and whose keys name the act: those of a platform say nothing in an account. */
export function spokenBy(voice: PlatformVoice, accountId: string) {
  return { actor: { accountId, label: voice.label }, keySpace: spaceOf(voice) };
}

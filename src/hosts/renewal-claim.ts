import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../kernel/clock.ts';
import type { CredentialKey, CredentialVault } from './credential-vault.ts';
import { HostError } from './host-error.ts';
import { changeJson } from './json-credential.ts';

/** How long a claim holds after its last sign of life. What a node that died was renewing is renewed by another after that. */
export const CLAIM_MS = 25_000;
const SIGN_OF_LIFE_EVERY_MS = 8_000;

/** `until`: milliseconds since 1970; 0: nobody renews. */
const claimShape = z.object({ by: z.string(), until: z.number() });

interface Renewal {
  readonly vault: CredentialVault;
  readonly clock: Clock;
  /** The credential that is renewed. */
  readonly key: CredentialKey;
  /** The token that is held, if it needs no renewal (any more). */
  fresh(): Promise<string | undefined>;
  /** The token that is held, if it may be used while another node replaces it. */
  usable(): Promise<string | undefined>;
  renew(): Promise<string>;
}

const LOOK_EVERY_MS = 200;
/** 12 s together. */
const LOOKS = 60;

/**
 * Renews a credential by exactly one caller of all nodes at a time: whoever writes its claim into the vault first, by
 * compare-and-set. It is needed where a renewal can be done once only: the second node to show a refresh token of Baidu
 * is refused, and may void what the first was given. The others go on with what is left of the old token, or wait for the
 * new one; a claim that is given up, or whose node has died, goes to the next.
 */
export async function renewAlone({ vault, clock, key, fresh, usable, renew }: Renewal): Promise<string> {
  for (let look = 0; look < LOOKS; look += 1) {
    const release = await claimRenewal(vault, key, clock);
    if (release) {
      try {
        return (await fresh()) ?? (await renew());
      } finally {
        await release();
      }
    }
    const token = await usable();
    if (token !== undefined) return token;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new HostError({
    platform: key.platform,
    retry: 'RETRY_LATER',
    call: 'token',
    words: `not called: another node is renewing the token of ${key.holder}, and has not finished`,
    retryAfterMs: LOOK_EVERY_MS * LOOKS,
  });
}

/** Resolves to what gives the claim back; undefined while another node holds it. */
async function claimRenewal(
  vault: CredentialVault,
  credential: CredentialKey,
  clock: Clock,
): Promise<(() => Promise<void>) | undefined> {
  const key: CredentialKey = { ...credential, kind: `${credential.kind}-renewal` };
  const by = randomUUID();
  const until = () => clock.now().getTime() + CLAIM_MS;
  let isOurs = false;
  await changeJson(vault, key, claimShape, (held) => {
    isOurs = held === undefined || held.until <= clock.now().getTime();
    return isOurs ? { by, until: until() } : undefined;
  });
  if (!isOurs) return undefined;
  /** Another has it by now if we were taken for dead: theirs is left alone. */
  const change = (end: () => number) =>
    changeJson(vault, key, claimShape, (held) => (held?.by === by ? { by, until: end() } : undefined));
  // A sign of life that fails is made up for by the next; after three the claim is over, as it should be.
  const living = setInterval(() => void change(until).catch(() => undefined), SIGN_OF_LIFE_EVERY_MS);
  living.unref();
  return async () => {
    clearInterval(living);
    // What is not given back lapses by itself.
    await change(() => 0).catch(() => undefined);
  };
}

import type { Clock } from '../kernel/clock.ts';
import type { Credential, CredentialKey, CredentialPurpose, CredentialVault } from './credential-vault.ts';
import { renewAlone } from './renewal-claim.ts';
import { createSingleFlight } from './single-flight.ts';

/** A token as a host gives it. */
export interface FreshToken {
  readonly token: string;
  readonly expiresInSeconds: number;
}

/** A valid token for one purpose. `rejected` is one that the host has just refused: another one is fetched in its place. */
export type TokenSource = (purpose: CredentialPurpose, rejected?: string) => Promise<string>;

interface GatewayTokenOptions {
  readonly vault: CredentialVault;
  readonly clock: Clock;
  readonly key: CredentialKey;
  /** How long before its end a token is replaced. */
  readonly aheadMs: number;
  fetchToken(): Promise<FreshToken>;
}

/**
 * The token by which the gateway itself is known to a platform. It is fetched ahead of its end, by exactly one
 * caller of all nodes at a time (`renewAlone`): platforms count these calls.
 */
export function createGatewayToken(options: GatewayTokenOptions): TokenSource {
  const { vault, clock, key, aheadMs } = options;
  const alone = createSingleFlight<string>();

  const lastsFor = (held: Credential | undefined, rejected: string | undefined): number =>
    !held || held.secret === rejected
      ? 0
      : (held.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY) - clock.now().getTime();

  const heldLongerThan = async (ms: number, rejected: string | undefined) => {
    const held = await vault.read(key, 'RENEW');
    return held && lastsFor(held, rejected) > ms ? held.secret : undefined;
  };

  async function replace(rejected: string | undefined): Promise<string> {
    const held = await vault.read(key, 'RENEW');
    try {
      const { token, expiresInSeconds } = await options.fetchToken();
      const expiresAt = new Date(clock.now().getTime() + expiresInSeconds * 1000);
      if (await vault.replace(key, held?.revision ?? 0, token, expiresAt)) return token;
      return (await vault.read(key, 'RENEW'))?.secret ?? token;
    } catch (error) {
      // It was only to be replaced early: what is left of it is still good.
      if (held && lastsFor(held, rejected) > 0) return held.secret;
      throw error;
    }
  }

  return async (purpose, rejected) => {
    const held = await vault.read(key, purpose);
    if (held && lastsFor(held, rejected) > aheadMs) return held.secret;
    return alone('token', () =>
      renewAlone({
        vault,
        clock,
        key,
        fresh: () => heldLongerThan(aheadMs, rejected),
        usable: () => heldLongerThan(0, rejected),
        renew: () => replace(rejected),
      }),
    );
  };
}

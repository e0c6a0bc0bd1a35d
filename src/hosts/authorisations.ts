import { z } from 'zod';
import type { Clock } from '../kernel/clock.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { CredentialKey, CredentialPurpose, CredentialVault } from './credential-vault.ts';
import { HostError } from './host-error.ts';
import { changeJson, readJson } from './json-credential.ts';
import { createSingleFlight } from './single-flight.ts';

/** What a platform grants for one program. */
export interface Grant {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInSeconds: number;
}

/** The platform's three ways to a grant. */
export interface GrantSource {
  exchange(code: string): Promise<Grant>;
  renew(appId: string, refreshToken: string): Promise<Grant>;
  /** Wins a lost grant back, as long as the program's owner has not taken the permission away. */
  recover(appId: string): Promise<Grant>;
}

/** The tokens with which the gateway acts for programs. */
export interface Authorisations {
  /** A valid access token for one purpose. `rejected` is one that the host has just refused. */
  token(appId: string, purpose: CredentialPurpose, rejected?: string): Promise<string>;
  /** Keeps a code that the platform pushed; the next call for the program exchanges it. */
  storeCode(appId: string, code: string): Promise<void>;
  /** The program's owner has taken the permission away: nothing that is held opens anything any more. */
  forget(appId: string): Promise<void>;
}

interface AuthorisationOptions {
  readonly platform: PlatformId;
  readonly vault: CredentialVault;
  readonly clock: Clock;
  readonly aheadMs: number;
  readonly source: GrantSource;
}

/** Access and refresh token are one secret: a new pair replaces the old one whole, or not at all. */
const heldShape = z.object({
  code: z.string().optional(),
  accessToken: z.string().optional(),
  refreshToken: z.string().optional(),
  /** Milliseconds since 1970. */
  expiresAt: z.number().optional(),
});
type Held = z.infer<typeof heldShape>;

/**
 * Keeps each program's tokens fresh, by one caller at a time. Baidu's refresh tokens hold for one use, so a
 * new pair is stored before it is used, and a refusal first leads to another look into the vault: another
 * node may have been faster.
 */
export function createAuthorisations(options: AuthorisationOptions): Authorisations {
  const { platform, vault, clock, source } = options;
  const alone = createSingleFlight<string>();
  const keyOf = (appId: string): CredentialKey => ({ platform, holder: appId, kind: 'authorisation' });
  const read = (appId: string, purpose: CredentialPurpose = 'RENEW') =>
    readJson(vault, keyOf(appId), purpose, heldShape);
  const msLeft = (held: Held | undefined, rejected: string | undefined): number =>
    !held?.accessToken || held.code !== undefined || held.accessToken === rejected
      ? 0
      : (held.expiresAt ?? 0) - clock.now().getTime();

  /** Stores a grant, unless another node has stored one since `held` was read; the one that holds is answered. */
  async function keep(appId: string, held: Held | undefined, grant: Grant): Promise<string> {
    let holds = grant.accessToken;
    await changeJson(vault, keyOf(appId), heldShape, (now) => {
      if (now?.accessToken && now.accessToken !== held?.accessToken) {
        holds = now.accessToken;
        return undefined;
      }
      return {
        // A code that came in meanwhile is newer than this grant.
        ...(now?.code !== undefined && now.code !== held?.code ? { code: now.code } : {}),
        accessToken: grant.accessToken,
        refreshToken: grant.refreshToken,
        expiresAt: clock.now().getTime() + grant.expiresInSeconds * 1000,
      };
    });
    return holds;
  }

  async function renew(appId: string, rejected: string | undefined): Promise<string> {
    const held = await read(appId);
    const left = msLeft(held, rejected);
    if (held?.accessToken && left > options.aheadMs) return held.accessToken;
    try {
      const grant = await firstGrant(
        waysTo(source, appId, held),
        async () => (await read(appId))?.accessToken !== held?.accessToken,
      );
      return await keep(appId, held, grant);
    } catch (error) {
      const now = await read(appId);
      const theirs = now?.accessToken !== held?.accessToken || left > 0;
      if (now?.accessToken && theirs && msLeft(now, rejected) > 0) return now.accessToken;
      throw error;
    }
  }

  return {
    async token(appId, purpose, rejected) {
      const held = await read(appId, purpose);
      if (held?.accessToken && msLeft(held, rejected) > options.aheadMs) return held.accessToken;
      return alone(appId, () => renew(appId, rejected));
    },
    storeCode: (appId, code) =>
      changeJson(vault, keyOf(appId), heldShape, (held) =>
        held?.code === code ? undefined : { ...held, code },
      ),
    // A code that has not been used is of a permission that was given since: pushes overtake each other.
    forget: (appId) =>
      changeJson(vault, keyOf(appId), heldShape, (held) =>
        held?.accessToken === undefined && held?.refreshToken === undefined
          ? undefined
          : held.code === undefined
            ? {}
            : { code: held.code },
      ),
  };
}

type Way = () => Promise<Grant>;

/** The ways to a grant, the surest first. */
function waysTo(source: GrantSource, appId: string, held: Held | undefined): readonly Way[] {
  const { code, refreshToken } = held ?? {};
  return [
    ...(code === undefined ? [] : [() => source.exchange(code)]),
    ...(refreshToken === undefined ? [] : [() => source.renew(appId, refreshToken)]),
    () => source.recover(appId),
  ];
}

/**
 * Tries one way after the other. Only the host's own "no" leads to the next: a host that is down is down for
 * all of them. Stops once somebody else has been granted new tokens.
 */
async function firstGrant(ways: readonly Way[], othersWereFaster: () => Promise<boolean>): Promise<Grant> {
  let refusal: unknown;
  for (const way of ways) {
    try {
      return await way();
    } catch (error) {
      if (!(error instanceof HostError) || error.detail.code === undefined) throw error;
      refusal = error;
    }
    if (await othersWereFaster()) break;
  }
  throw refusal;
}

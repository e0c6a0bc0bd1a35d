import { z } from 'zod';
import type { Clock } from '../kernel/clock.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { CredentialKey, CredentialPurpose, CredentialVault } from './credential-vault.ts';
import { HostError } from './host-error.ts';
import { changeJson, readJson } from './json-credential.ts';
import { renewAlone } from './renewal-claim.ts';
import { createSingleFlight } from './single-flight.ts';

/** What a platform grants for one program. */
export interface Grant {
  /** The program, where the platform says which. */
  readonly appId?: string;
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
  /**
   * Keeps a code that the platform pushed; the next call for the program exchanges it. `told`: when the platform says it
   * was given; one that was told before what is known already is not kept.
   */
  storeCode(appId: string, code: string, told?: Date): Promise<void>;
  /** Keeps a grant that was just given, whatever is held: a new permission ends the one before it. */
  storeGrant(appId: string, grant: Grant): Promise<void>;
  /**
   * The program's owner has taken the permission away: nothing that is held opens anything any more, and is forgotten. The
   * next call asks the platform whether that is still so, and fails with the platform's own answer.
   */
  forget(appId: string, told?: Date): Promise<void>;
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
  /** When, by the platform, the permission was given or taken back last; milliseconds since 1970. */
  toldAt: z.number().optional(),
});
type Held = z.infer<typeof heldShape>;

/**
 * Keeps each program's tokens fresh, ahead of their end, by exactly one caller of all nodes at a time (`renewAlone`).
 * Baidu's refresh tokens hold for one use: a new pair is stored whole before it is used, and where a node died between
 * the answer and that, the next one is refused the old refresh token and wins the grant back the way that is documented.
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
        ...(now?.toldAt === undefined ? {} : { toldAt: now.toldAt }),
        ...heldOf(grant, clock.now()),
      };
    });
    return holds;
  }

  function renew(appId: string, rejected: string | undefined): Promise<string> {
    const heldLongerThan = async (ms: number) => {
      const held = await read(appId);
      return held?.accessToken && msLeft(held, rejected) > ms ? held.accessToken : undefined;
    };
    return renewAlone({
      vault,
      clock,
      key: keyOf(appId),
      fresh: () => heldLongerThan(options.aheadMs),
      usable: () => heldLongerThan(0),
      renew: () => renewHere(appId, rejected),
    });
  }

  async function renewHere(appId: string, rejected: string | undefined): Promise<string> {
    const held = await read(appId);
    try {
      return await keep(appId, held, await firstGrant(waysTo(source, appId, held)));
    } catch (error) {
      // It was only to be replaced early: what is left of it is still good.
      if (held?.accessToken && msLeft(held, rejected) > 0) return held.accessToken;
      throw error;
    }
  }

  /** Takes over what was told, unless something later has been told already: pushes overtake each other. */
  const hear = (appId: string, told: Date | undefined, change: (held: Held | undefined) => Held) =>
    changeJson(vault, keyOf(appId), heldShape, (held) => {
      if (told && held?.toldAt !== undefined && held.toldAt > told.getTime()) return undefined;
      const next = change(held);
      return told ? { ...next, toldAt: told.getTime() } : next;
    });

  return {
    async token(appId, purpose, rejected) {
      const held = await read(appId, purpose);
      if (held?.accessToken && msLeft(held, rejected) > options.aheadMs) return held.accessToken;
      return alone(appId, () => renew(appId, rejected));
    },
    storeGrant: (appId, grant) =>
      changeJson(vault, keyOf(appId), heldShape, (held) => ({
        ...(held?.toldAt === undefined ? {} : { toldAt: held.toldAt }),
        ...heldOf(grant, clock.now()),
      })),
    storeCode: (appId, code, told) => hear(appId, told, (held) => ({ ...held, code })),
    // Where nobody says when, a code that has not been used is of a permission that was given since.
    forget: (appId, told) =>
      hear(appId, told, (held) => (told || held?.code === undefined ? {} : { code: held.code })),
  };
}

function heldOf({ accessToken, refreshToken, expiresInSeconds }: Grant, now: Date): Held {
  return { accessToken, refreshToken, expiresAt: now.getTime() + expiresInSeconds * 1000 };
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
 * all of them.
 */
async function firstGrant(ways: readonly Way[]): Promise<Grant> {
  let refusal: unknown;
  for (const way of ways) {
    try {
      return await way();
    } catch (error) {
      if (!(error instanceof HostError) || error.detail.code === undefined) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

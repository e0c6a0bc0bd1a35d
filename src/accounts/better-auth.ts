import { apiKey } from '@better-auth/api-key';
import { betterAuth } from 'better-auth';
import { bearer, organization } from 'better-auth/plugins';
import { createAccessControl } from 'better-auth/plugins/access';
import type { AccountsDatabase } from './accounts-database.ts';
import { tables } from './tables.ts';

export interface SignInSettings {
  readonly database: AccountsDatabase;
  /** Signs session cookies; at least 32 characters. Another one signs everybody out. */
  readonly secret: string;
  /** The gateway's own address, as browsers see it. `https:` makes the cookies secure. */
  readonly baseUrl: string;
  /** Further origins whose pages may sign in, such as the console's. */
  readonly trustedOrigins: readonly string[];
  /** Whether anybody may sign up and open an account over HTTP. Default: no. */
  readonly openToAll?: boolean;
  /** Told of every fault in `/auth`. */
  readonly report?: (fault: unknown) => void;
}

export const MIN_PASSWORD_LENGTH = 12;
export const MAX_PASSWORD_LENGTH = 128;
export const MAX_TOKEN_DAYS = 365;
export const MAX_TOKEN_NAME_LENGTH = 64;
export const TOKEN_PREFIX = 'pft_';
export const TOKEN_RANDOM_LENGTH = 64;

/** Set by `handler` to the address of the socket; whatever a client sends under this name is thrown away. */
export const CLIENT_ADDRESS_HEADER = 'x-paifang-client-address';

const DAY_SECONDS = 86_400;

/** The organisation plugin has one of the session's columns. */
const { activeOrganizationId, ...sessionColumns } = tables.session.columns;

const statements = {
  organization: ['update', 'delete'],
  member: ['create', 'update', 'delete'],
  invitation: ['create', 'cancel'],
  team: ['create', 'update', 'delete'],
  ac: ['create', 'read', 'update', 'delete'],
  apiKey: ['create', 'read', 'update', 'delete'],
} as const;
const access = createAccessControl(statements);
const administration = {
  member: statements.member,
  invitation: statements.invitation,
  apiKey: statements.apiKey,
} as const;
/** What a role may do in better-auth's own endpoints. What it may do in the gateway: `mayAct`. */
const roles = {
  OWNER: access.newRole({ ...administration, organization: ['update'] }),
  ADMIN: access.newRole({ ...administration }),
  DEVELOPER: access.newRole({ member: [] }),
  VIEWER: access.newRole({ member: [] }),
};

/** Rows of credentials of partner hosts and of platforms, kept through the same adapter; nothing of them is reachable over HTTP. */
const partnerCredentials = {
  id: 'partner-credentials',
  schema: {
    partnerCredential: {
      fields: {
        hostId: { type: 'string', required: true },
        tokenHash: { type: 'string', required: true, unique: true },
        createdAt: { type: 'date', required: true },
        revokedAt: { type: 'date', required: false },
      },
    },
    platformCredential: {
      fields: {
        platform: { type: 'string', required: true },
        tokenHash: { type: 'string', required: true, unique: true },
        createdAt: { type: 'date', required: true },
        revokedAt: { type: 'date', required: false },
      },
    },
  },
} as const;

/** better-auth as this gateway uses it: mounted at `/auth`, with passwords, sessions, accounts and API tokens. */
export function createBetterAuth(settings: SignInSettings) {
  const { database, secret, baseUrl, trustedOrigins, openToAll = false, report } = settings;
  if (secret.length < 32) throw new Error('the sign-in secret has fewer than 32 characters: use random ones');
  return betterAuth({
    appName: 'Paifang',
    basePath: '/auth',
    baseURL: baseUrl,
    secret,
    trustedOrigins: [...trustedOrigins],
    database,
    telemetry: { enabled: false },
    // Everything it logs is either a client's mistake or reported as a fault; it would also log what clients sent.
    logger: { disabled: true },
    onAPIError: { onError: (fault) => report?.(fault) },
    emailAndPassword: {
      enabled: true,
      disableSignUp: !openToAll,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
      revokeSessionsOnPasswordReset: true,
    },
    user: { fields: tables.user.columns },
    account: { fields: tables.account.columns },
    verification: { fields: tables.verification.columns },
    // A session lives a week after it was last renewed; `GET /auth/get-session` renews it, at most daily.
    session: { fields: sessionColumns, expiresIn: 7 * DAY_SECONDS, updateAge: DAY_SECONDS },
    rateLimit: {
      enabled: true,
      storage: 'database',
      fields: tables.rateLimit.columns,
      window: 60,
      max: 300,
      // One address may be a whole office, or a test machine; 30 guesses a minute find no password of 12 characters.
      customRules: { '/sign-in/email': { window: 60, max: 30 }, '/sign-up/email': { window: 60, max: 10 } },
    },
    advanced: {
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      // Said aloud, because better-auth by itself stops checking wherever TEST or NODE_ENV=test is set.
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
    // Tokens are managed through the gateway, which binds them to a role (see api-tokens.ts).
    disabledPaths: ['create', 'get', 'update', 'delete', 'list'].map((act) => `/api-key/${act}`),
    plugins: [
      bearer(),
      organization({
        ac: access,
        roles,
        creatorRole: 'OWNER',
        allowUserToCreateOrganization: openToAll,
        // Reviews and agreements outlive an account: closing one is an act of the gateway, not the loss of its rows.
        disableOrganizationDeletion: true,
        schema: {
          organization: { fields: tables.organization.columns },
          member: { fields: tables.member.columns },
          invitation: { fields: tables.invitation.columns },
          session: { fields: { activeOrganizationId } },
        },
      }),
      apiKey({
        references: 'organization',
        defaultPrefix: TOKEN_PREFIX,
        defaultKeyLength: TOKEN_RANDOM_LENGTH,
        maximumNameLength: MAX_TOKEN_NAME_LENGTH,
        requireName: true,
        startingCharactersConfig: { shouldStore: true, charactersLength: 8 },
        keyExpiration: { minExpiresIn: 1, maxExpiresIn: MAX_TOKEN_DAYS },
        rateLimit: { enabled: false },
        schema: { apikey: { fields: tables.apikey.columns } },
      }),
      partnerCredentials,
    ],
  });
}

export type BetterAuth = ReturnType<typeof createBetterAuth>;
export type AuthContext = Awaited<BetterAuth['$context']>;

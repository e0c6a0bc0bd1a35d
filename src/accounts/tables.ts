/**
 * better-auth's models in our words. Its own words stay inside this room: what it calls an account is a way to sign
 * in, what it calls an organization is an Account.
 */
interface Table {
  /** The property of the Prisma client. */
  readonly delegate: string;
  /** The table, as it is authenticated into each sealed cell: never change it. */
  readonly name: string;
  /** In front of the ids of its rows. */
  readonly idKind: string;
  /** Its fields whose columns have other names. */
  readonly columns: Readonly<Record<string, string>>;
  /** Sealed at random, bound to the row. */
  readonly sealed: readonly string[];
  /** Sealed so that equal values stay equal: they are looked up, or unique. */
  readonly sealedForLookup: readonly string[];
}

export const tables = {
  user: {
    delegate: 'person',
    name: 'Person',
    idKind: 'person',
    columns: { email: 'sealedEmail', name: 'sealedName', image: 'sealedImage' },
    sealed: ['name', 'image'],
    sealedForLookup: ['email'],
  },
  account: {
    delegate: 'signInMethod',
    name: 'SignInMethod',
    idKind: 'method',
    columns: {
      userId: 'personId',
      providerId: 'provider',
      accountId: 'sealedSubject',
      password: 'sealedPassword',
      accessToken: 'sealedAccessToken',
      refreshToken: 'sealedRefreshToken',
      idToken: 'sealedIdToken',
    },
    sealed: ['password', 'accessToken', 'refreshToken', 'idToken'],
    sealedForLookup: ['accountId'],
  },
  session: {
    delegate: 'session',
    name: 'Session',
    idKind: 'session',
    columns: {
      userId: 'personId',
      token: 'sealedToken',
      ipAddress: 'sealedIpAddress',
      userAgent: 'sealedUserAgent',
      activeOrganizationId: 'activeAccountId',
    },
    sealed: ['ipAddress', 'userAgent'],
    sealedForLookup: ['token'],
  },
  verification: {
    delegate: 'signInChallenge',
    name: 'SignInChallenge',
    idKind: 'challenge',
    columns: { identifier: 'sealedIdentifier', value: 'sealedValue' },
    sealed: ['value'],
    sealedForLookup: ['identifier'],
  },
  organization: {
    delegate: 'account',
    name: 'Account',
    idKind: 'account',
    columns: { name: 'sealedName' },
    sealed: ['name'],
    sealedForLookup: [],
  },
  member: {
    delegate: 'member',
    name: 'Member',
    idKind: 'member',
    columns: { organizationId: 'accountId', userId: 'personId' },
    sealed: [],
    sealedForLookup: [],
  },
  invitation: {
    delegate: 'invitation',
    name: 'Invitation',
    idKind: 'invitation',
    columns: { organizationId: 'accountId', email: 'sealedEmail' },
    sealed: [],
    sealedForLookup: ['email'],
  },
  apikey: {
    delegate: 'apiToken',
    name: 'ApiToken',
    idKind: 'token',
    columns: { referenceId: 'accountId', key: 'tokenHash', lastRequest: 'lastUsedAt' },
    sealed: [],
    sealedForLookup: [],
  },
  partnerCredential: {
    delegate: 'partnerCredential',
    name: 'PartnerCredential',
    idKind: 'credential',
    columns: {},
    sealed: [],
    sealedForLookup: [],
  },
  platformCredential: {
    delegate: 'platformCredential',
    name: 'PlatformCredential',
    idKind: 'credential',
    columns: {},
    sealed: [],
    sealedForLookup: [],
  },
  rateLimit: {
    delegate: 'rateLimit',
    name: 'RateLimit',
    idKind: 'limit',
    columns: { key: 'sealedKey' },
    sealed: [],
    sealedForLookup: ['key'],
  },
} as const satisfies Record<string, Table>;

export type TableDelegate = (typeof tables)[keyof typeof tables]['delegate'];

export function isModel(model: string): model is keyof typeof tables {
  return Object.hasOwn(tables, model);
}

export function tableOf(model: string): Table {
  if (isModel(model)) return tables[model];
  throw new Error(`better-auth asks for "${model}", which has no table: add it to src/accounts/tables.ts`);
}

/** Where a field's cell stands, for sealing. */
export function columnOf(table: Table, field: string): string {
  return table.columns[field] ?? field;
}

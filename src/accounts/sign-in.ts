import { createHash } from 'node:crypto';
import { type Clock, systemClock } from '../kernel/clock.ts';
import type { Outcome } from '../kernel/outcome.ts';
import type { AccessProblem } from './access-problem.ts';
import {
  type ApiToken,
  createApiToken,
  listApiTokens,
  type NewApiToken,
  revokeApiToken,
  viewerOfApiToken,
} from './api-tokens.ts';
import { CLIENT_ADDRESS_HEADER, createBetterAuth, type SignInSettings } from './better-auth.ts';
import { type Ending, endingsOf } from './endings.ts';
import type { KnownViewer, ViewerUntil } from './known-viewer.ts';
import {
  createPartnerCredential,
  listPartnerCredentials,
  type PartnerCredential,
  revokePartnerCredential,
  viewerOfPartnerToken,
} from './partner-credentials.ts';
import {
  type AccountOverview,
  addPersonToAccount,
  createPersonWithAccount,
  isEmailTaken,
  type Joined,
  listMembers,
  type MemberOfAccount,
  type NewPerson,
  readAccount,
} from './people.ts';
import {
  createPlatformCredential,
  revokePlatformCredential,
  viewerOfPlatformToken,
} from './platform-credentials.ts';
import { ACCOUNT_HEADER, type PresentedCredential, presentedCredential } from './presented-credential.ts';
import { createRecentAnswers } from './recent-answers.ts';
import { type RightsChange, RightsChanges } from './rights-changes.ts';
import { viewerOfSession } from './sessions.ts';
import { type Principal, viewerStanding } from './standing.ts';
import { nobody, type Role, refusedCredential, type Viewer } from './viewer.ts';

/** Who is asking, and what they may do. */
export interface SignIn {
  /**
   * Answers everything under `/auth`.
   * @param clientAddress The IP address of the other end, as the server sees it. Guesses are counted by it; without
   * one, all clients share one count.
   */
  handler(request: Request, clientAddress?: string): Promise<Response>;
  /** Who sent these headers. Anything that is wrong, expired, revoked or ambiguous is nobody; throws only on faults. */
  viewerOf(headers: Headers): Promise<ViewerUntil>;
  /** Of each viewer why they are no longer who they were; undefined: they are. From the database, whatever was believed. */
  endingsOf(viewers: readonly Viewer[]): Promise<readonly (Ending | undefined)[]>;
  /**
   * Calls `hear` at the beginning of each change on this node by which somebody may be no longer who they were, until the
   * function that is returned is called.
   */
  hearChanges(hear: (change: RightsChange) => void): () => void;
  /** Who a member, token or credential is now, for what goes on in their name; undefined: nobody any more. */
  standing(principal: Principal): Promise<KnownViewer | undefined>;
  createPersonWithAccount(
    person: NewPerson & { readonly accountName: string },
  ): Promise<Outcome<Joined, AccessProblem>>;
  addPersonToAccount(
    person: NewPerson & { readonly accountId: string; readonly role: Role },
  ): Promise<Outcome<Joined, AccessProblem>>;
  /** Whether a person with this e-mail address exists. For operators, as it tells who is here. */
  isEmailTaken(email: string): Promise<boolean>;
  readAccount(accountId: string): Promise<AccountOverview | undefined>;
  listMembers(accountId: string): Promise<readonly MemberOfAccount[]>;
  createApiToken(
    viewer: Viewer,
    token: NewApiToken,
  ): Promise<Outcome<{ readonly id: string; readonly token: string }, AccessProblem>>;
  listApiTokens(viewer: Viewer): Promise<Outcome<readonly ApiToken[], AccessProblem>>;
  revokeApiToken(viewer: Viewer, id: string): Promise<Outcome<{ readonly id: string }, AccessProblem>>;
  /** For operators; who may call it is the caller's matter. */
  createHostCredential(hostId: string): Promise<{ readonly id: string; readonly token: string }>;
  listHostCredentials(hostId: string): Promise<readonly PartnerCredential[]>;
  revokeHostCredential(id: string): Promise<boolean>;
  createPlatformCredential(platform: string): Promise<{ readonly id: string; readonly token: string }>;
  revokePlatformCredential(id: string): Promise<boolean>;
}

/**
 * A credential that was verified is believed for this long without a look into the database, so that a busy token
 * costs one read in two seconds instead of one a request. A revocation must be felt within three seconds, also on the
 * nodes that were not told of it: two leave one for the request itself.
 */
const BELIEVED_FOR_MS = 2_000;
const MOST_BELIEVED = 10_000;

export function createSignIn(settings: SignInSettings & { readonly clock?: Clock }): SignIn {
  const { clock = systemClock } = settings;
  const auth = createBetterAuth(settings);
  const believed = createRecentAnswers<KnownViewer>(clock, BELIEVED_FOR_MS, MOST_BELIEVED);
  const changes = new RightsChanges();

  async function verify(
    presented: PresentedCredential,
    account: string | null,
  ): Promise<KnownViewer | undefined> {
    const context = await auth.$context;
    if (presented.kind === 'host') return viewerOfPartnerToken(context, presented.token);
    if (presented.kind === 'platform') return viewerOfPlatformToken(context, presented.token);
    if (presented.kind === 'session') return viewerOfSession(auth, context, presented, account ?? undefined);
    const viewer = await viewerOfApiToken(context, clock, presented.token);
    return viewer?.kind === 'token' && account !== null && account !== viewer.accountId ? undefined : viewer;
  }

  /** What was changed here is felt here at once. */
  async function thenForget<Result>(change: Promise<Result>): Promise<Result> {
    try {
      return await change;
    } finally {
      believed.clear();
    }
  }

  return {
    async handler(request, clientAddress) {
      const answered = auth.handler(withAddress(request, clientAddress));
      if (mayEndRights(request)) changes.tell(answered, ({ ok }) => ok);
      const response = await answered;
      if (request.method === 'POST' && response.ok) believed.clear();
      return withRetryAfter(response);
    },
    async viewerOf(headers) {
      const presented = presentedCredential(headers);
      // What cannot be a credential proves nothing, and is told from none: whoever sends one believes to be signed in.
      if (!presented) return headers.has('authorization') ? refusedCredential : nobody;
      const account = headers.get(ACCOUNT_HEADER);
      const viewer = await believed.get(digestOf(presented, account), () => verify(presented, account));
      return viewer && (!viewer.expiresAt || viewer.expiresAt > clock.now()) ? viewer : refusedCredential;
    },
    hearChanges: (hear) => changes.hear(hear),
    endingsOf: async (viewers) => endingsOf(await auth.$context, clock, viewers),
    standing: (principal) =>
      believed.get(`${principal.kind} ${principal.id}`, async () =>
        viewerStanding(await auth.$context, clock, principal),
      ),
    createPersonWithAccount: async (person) => createPersonWithAccount(await auth.$context, clock, person),
    addPersonToAccount: async (person) => thenForget(addPersonToAccount(await auth.$context, clock, person)),
    isEmailTaken: async (email) => isEmailTaken(await auth.$context, email),
    readAccount: async (accountId) => readAccount(await auth.$context, accountId),
    listMembers: async (accountId) => listMembers(await auth.$context, accountId),
    createApiToken: (viewer, token) => createApiToken(auth, viewer, token),
    listApiTokens: async (viewer) => listApiTokens(await auth.$context, viewer),
    revokeApiToken: async (viewer, id) =>
      thenForget(changes.tell(revokeApiToken(await auth.$context, viewer, id), ({ ok }) => ok)),
    createHostCredential: async (hostId) => createPartnerCredential(await auth.$context, clock, hostId),
    listHostCredentials: async (hostId) => listPartnerCredentials(await auth.$context, hostId),
    revokeHostCredential: async (id) =>
      thenForget(changes.tell(revokePartnerCredential(await auth.$context, clock, id), Boolean)),
    createPlatformCredential: async (platform) =>
      createPlatformCredential(await auth.$context, clock, platform),
    revokePlatformCredential: async (id) =>
      thenForget(changes.tell(revokePlatformCredential(await auth.$context, clock, id), Boolean)),
  };
}

/** Signing in and up end nobody's rights, and are what strangers do: nothing is looked up again for it. */
function mayEndRights({ method, url }: Request): boolean {
  return method === 'POST' && !/^\/auth\/sign-(in|up)\//.test(new URL(url).pathname);
}

/** Credentials are not kept in memory longer than the request: answers are filed under their digest. */
function digestOf(presented: PresentedCredential, account: string | null): string {
  return createHash('sha256')
    .update(JSON.stringify([presented, account]))
    .digest('base64');
}

function withAddress(request: Request, clientAddress: string | undefined): Request {
  const headers = new Headers(request.headers);
  headers.delete(CLIENT_ADDRESS_HEADER);
  if (clientAddress !== undefined) headers.set(CLIENT_ADDRESS_HEADER, clientAddress);
  return new Request(request, { headers });
}

/** better-auth tells the wait in seconds under a name of its own. */
function withRetryAfter(response: Response): Response {
  const wait = response.headers.get('x-retry-after');
  if (wait === null) return response;
  const headers = new Headers(response.headers);
  headers.set('retry-after', wait);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

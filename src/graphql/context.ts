import type { IncomingMessage } from 'node:http';
import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import type { AccessProblem } from '../accounts/access-problem.ts';
import type { Actor } from '../accounts/actor.ts';
import type { ApiToken, NewApiToken } from '../accounts/api-tokens.ts';
import type { Ending } from '../accounts/endings.ts';
import type { ViewerUntil } from '../accounts/known-viewer.ts';
import type { RightsChange } from '../accounts/rights-changes.ts';
import type { AccountViewer, Viewer } from '../accounts/viewer.ts';
import type { Bell } from '../events/bell.ts';
import type { Cursor } from '../events/cursor.ts';
import type { EventSource } from '../events/event.ts';
import type { EventLog } from '../events/log.ts';
import { accountStream, hostStream, type StreamId } from '../events/stream.ts';
import type { PlatformConnector } from '../hosts/connector.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Outcome } from '../kernel/outcome.ts';
import type { Perform } from '../onboarding/perform.ts';
import type { HostId } from '../programs/host.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { ComplianceReader } from '../store/compliance-reader.ts';
import type { Database } from '../store/database.ts';
import type { FieldCipher } from '../store/encryption/field-cipher.ts';
import type { GatewayRecords } from '../store/perform.ts';
import { AccountReads } from '../store/reads/account-reads.ts';
import { FactReads } from '../store/reads/fact-reads.ts';
import type { HostDirectory } from '../store/reads/host-directory.ts';
import { HostReads } from '../store/reads/host-reads.ts';
import { HostRuleReads } from '../store/reads/host-rule-reads.ts';
import { PastFactReads } from '../store/reads/past-fact-reads.ts';
import { PastReads, type TimedReads } from '../store/reads/past-reads.ts';
import { type Times, timesOf } from '../store/reads/times.ts';
import { type StandingAgreements, standingAgreements } from '../store/standing-agreements.ts';
import type { AttemptDeps } from '../webhooks/attempt.ts';
import type { WebhookAddresses } from '../webhooks/deps.ts';
import { unauthenticated } from './errors.ts';
import { GatheredFacts } from './fact-records.ts';
import { HostRuleLoader } from './host-rule-loader.ts';
import { RowLoaders } from './loaders.ts';
import { asksForCursor } from './snapshot.ts';
import type { StreamLimits } from './streams/stream-limits.ts';

/** Who asks, and the API tokens of their account; `accounts/sign-in.ts` has it. */
export interface SignInDesk {
  /** Who sent these headers; nobody where they prove nothing. */
  viewerOf(headers: Headers): Promise<ViewerUntil>;
  /** Of each viewer why they are no longer who they were; undefined: they are. */
  endingsOf(viewers: readonly Viewer[]): Promise<readonly (Ending | undefined)[]>;
  /** Calls `hear` at the beginning of each change by which that may be otherwise, until the function returned is called. */
  hearChanges(hear: (change: RightsChange) => void): () => void;
  createApiToken(
    viewer: Viewer,
    token: NewApiToken,
  ): Promise<Outcome<{ readonly id: string; readonly token: string }, AccessProblem>>;
  listApiTokens(viewer: Viewer): Promise<Outcome<readonly ApiToken[], AccessProblem>>;
  revokeApiToken(viewer: Viewer, id: string): Promise<Outcome<{ readonly id: string }, AccessProblem>>;
}

/** What is written down of faults. Never variables, never results. */
export interface FaultLog {
  error(details: Readonly<Record<string, unknown>>, message: string): void;
}

/** What the contract is served with. Made once; `app.ts` introduces the rooms to each other. */
export interface GraphqlParts {
  readonly clock: Clock;
  readonly perform: Perform<GatewayRecords>;
  readonly database: Pick<Database, 'pool' | 'prisma'>;
  readonly cipher: FieldCipher;
  readonly log: EventLog;
  readonly bell: Bell;
  readonly hosts: HostDirectory;
  /** Who speaks to a platform, for what is asked of it while somebody waits. */
  readonly connectorOf: (platform: PlatformId) => PlatformConnector;
  readonly hostSource: EventSource;
  readonly signIn: SignInDesk;
  /** How webhooks are told, and where they may be. */
  readonly webhooks: Pick<AttemptDeps, 'post'> & { readonly addresses: WebhookAddresses };
  readonly complianceReport: ComplianceReader;
  readonly faults: FaultLog;
  /** The contract itself, for the documents of webhooks. */
  readonly schema: GraphQLSchema;
  /** What the operator calls the backups of the database; left out: none are named. */
  readonly backups?: readonly string[];
  /** How much sockets and streams may take; left out: `defaultStreamLimits`. */
  readonly streamLimits?: StreamLimits;
  /** From where the request for a socket comes: by this it is counted until it has signed in. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** How browsers reach the gateway: `https://gateway.example.com`. */
  readonly publicUrl: string;
  /** Origins of pages that may open a socket: `https://console.example.com`. Clients that are no pages send none. */
  readonly allowedOrigins: readonly string[];
}

/** What an operation may read of its caller's account, at one time: all of it is of the present, or of one past. */
export interface ReadScope {
  readonly accountId: string;
  readonly reads: TimedReads;
  readonly rows: RowLoaders;
  readonly facts: GatheredFacts;
  readonly hostRules: HostRuleLoader;
  /** The agreements with everything that was published by then. */
  readonly agreements: StandingAgreements;
  /** The instant that is asked about; undefined: now. */
  readonly asOf: Date | undefined;
}

/** What an operation may touch of its caller's account. */
interface AccountScope extends ReadScope {
  readonly actor: Actor;
  readonly reads: AccountReads;
}

/** One operation: who asks, and what that lets it reach. A subscription's is as old as the subscription. */
export class GraphqlContext {
  readonly parts: GraphqlParts;
  readonly viewer: ViewerUntil;
  /** Where a stream goes on that was told so outside of its document, in `Last-Event-ID`. It goes before `after`. */
  resumeAfter: Cursor | undefined;
  // Not `#account`: Apollo works on a copy, and a copy has no such fields.
  private ownAccount: AccountScope | undefined;
  private ownPasts: Map<string, ReadScope> | undefined;
  private ownCursor: Promise<Cursor> | undefined;
  private ownHostRules: HostRuleLoader | undefined;
  private ownAgreements: StandingAgreements | undefined;

  constructor(parts: GraphqlParts, viewer: ViewerUntil) {
    this.parts = parts;
    this.viewer = viewer;
  }

  /** The viewer's account. Throws UNAUTHENTICATED for a viewer who has none: there is no way round it. */
  get account(): AccountScope {
    this.ownAccount ??= this.openAccount();
    return this.ownAccount;
  }

  /** The account as it was at these times; as it is, where none are given. */
  accountAt(times: Times | undefined): ReadScope {
    if (!times) return this.account;
    this.ownPasts ??= new Map();
    const name = `${times.asOf.getTime()} ${times.knownAt.getTime()}`;
    const past = this.ownPasts.get(name) ?? this.openPast(times);
    this.ownPasts.set(name, past);
    return past;
  }

  /** What a row was read from: what is asked of it is answered from the same time. */
  scopeOf(row: object): ReadScope {
    return this.accountAt(timesOf(row));
  }

  /** When a row was so, as rules are asked about it: now, or at the instant of the past that it was read of. */
  instantOf(row: object): Date {
    return this.scopeOf(row).asOf ?? this.parts.clock.now();
  }

  /** The rows of the time that a row was read at. */
  rowsOf(row: object): RowLoaders {
    return this.scopeOf(row).rows;
  }

  /** The account of a member or token; undefined for hosts and for nobody. */
  get accountId(): string | undefined {
    const { viewer } = this;
    return viewer.kind === 'member' || viewer.kind === 'token' ? viewer.accountId : undefined;
  }

  /** The member who asks; undefined for tokens, hosts and nobody. */
  get memberId(): string | undefined {
    return this.viewer.kind === 'member' ? this.viewer.memberId : undefined;
  }

  get hostId(): HostId {
    if (this.viewer.kind !== 'host') throw unauthenticated(this.viewer);
    return this.viewer.hostId;
  }

  get platform(): PlatformId {
    if (this.viewer.kind !== 'platform') throw unauthenticated(this.viewer);
    return this.viewer.platform;
  }

  /** What the partner host that asks may read. */
  get hostReads(): HostReads {
    return new HostReads(this.parts.database.pool, this.hostId, this.parts.clock);
  }

  /** Forgets what was read: from here on, rows are read anew. */
  renew(): void {
    this.ownAccount = undefined;
    this.ownPasts = undefined;
    this.ownCursor = undefined;
    this.ownHostRules = undefined;
    this.ownAgreements = undefined;
  }

  /** The agreements with everything that is published, as they are for all of this operation. */
  get agreements(): StandingAgreements {
    this.ownAgreements ??= standingAgreements(this.parts.database.pool);
    return this.ownAgreements;
  }

  /** What hosts publish of their own rules, and how often they refused. */
  get hostRules(): HostRuleLoader {
    this.ownHostRules ??= new HostRuleLoader(new HostRuleReads(this.parts.database.pool), this.agreements);
    return this.ownHostRules;
  }

  /** Where the viewer's events are: the account's stream, or the partner host's. */
  get stream(): StreamId {
    return this.viewer.kind === 'host'
      ? hostStream(this.viewer.hostId)
      : accountStream(this.account.accountId);
  }

  /**
   * The end of the viewer's stream, read before anything else that this operation shows. Whoever follows from here misses
   * nothing; that they are told nothing twice either is seen to in `consistent-execution.ts`.
   */
  cursor(): Promise<Cursor> {
    const { parts, stream } = this;
    const { log } = parts;
    this.ownCursor ??= log.bounds(stream).then(({ last }) => log.cursorAt(stream, last));
    return this.ownCursor;
  }

  /** Whether something was committed since the cursor was read; no, where nobody asked for it. */
  async hasMoved(): Promise<boolean> {
    const cursor = this.ownCursor && (await this.ownCursor);
    if (cursor === undefined) return false;
    const { log } = this.parts;
    return log.positionOf(this.stream, cursor) !== (await log.bounds(this.stream)).last;
  }

  /** Reads the cursor first where the operation asks for it; undefined where there is nothing to wait for. */
  noteSnapshot(info: GraphQLResolveInfo): Promise<unknown> | undefined {
    return this.viewer.kind !== 'nobody' && asksForCursor(info) ? this.cursor() : undefined;
  }

  private openAccount(): AccountScope {
    const { viewer } = this;
    if (viewer.kind !== 'member' && viewer.kind !== 'token') throw unauthenticated(viewer);
    const { accountId } = viewer;
    const { database, cipher } = this.parts;
    const reads = new AccountReads(database.pool, accountId);
    const rows = new RowLoaders(reads);
    const told = new FactReads(database.pool, cipher, accountId);
    const facts = new GatheredFacts(reads, rows, told, told, this.agreements);
    const { hostRules, agreements } = this;
    return {
      accountId,
      // Who acts is not asked of those who only look.
      get actor() {
        return actorOf(viewer);
      },
      reads,
      rows,
      facts,
      hostRules,
      agreements,
      asOf: undefined,
    };
  }

  private openPast(times: Times): ReadScope {
    const { accountId } = this.account;
    const { database, cipher } = this.parts;
    const reads = new PastReads(database.pool, accountId, times);
    const emails = new FactReads(database.pool, cipher, accountId);
    const told = new PastFactReads(database.pool, cipher, accountId, times);
    const rows = new RowLoaders(reads);
    const agreements = standingAgreements(database.pool, times.knownAt);
    const facts = new GatheredFacts(reads, rows, told, emails, agreements);
    const hostRules = new HostRuleLoader(told, agreements);
    return { accountId, reads, rows, facts, hostRules, agreements, asOf: times.asOf };
  }
}

function actorOf(viewer: AccountViewer): Actor {
  const { accountId } = viewer;
  return viewer.kind === 'member'
    ? { accountId, label: `member:${viewer.memberId}`, personId: viewer.personId }
    : { accountId, label: `token:${viewer.tokenId}` };
}

export function createContext(parts: GraphqlParts, viewer: ViewerUntil): GraphqlContext {
  return new GraphqlContext(parts, viewer);
}

import type {
  CheckBegun,
  CheckReport,
  ContestReport,
  ContestRequest,
  PackageReport,
  PackageRequest,
  PlatformConnector,
  PushNews,
  QrCodeRequest,
  RegistrationReport,
} from '../../src/hosts/connector.ts';
import type { MissedPushDesk, MissedPushPage } from '../../src/hosts/desks/desks.ts';
import type {
  RollbackCandidate,
  RollbackDesk,
  RollbackReport,
  ServiceDesk,
  StagedReleaseDesk,
  StagePlan,
} from '../../src/hosts/desks/live-version.ts';
import type {
  CodeScan,
  CodeScanDesk,
  ExpediteDesk,
  ReviewQuota,
  ReviewQuotaDesk,
} from '../../src/hosts/desks/review.ts';
import type { TesterDesk } from '../../src/hosts/desks/settings.ts';
import { HostError, type HostErrorKind, PushRefused } from '../../src/hosts/host-error.ts';
import type { HostImage } from '../../src/hosts/host-image.ts';

type Act =
  | 'contest'
  | 'handIn'
  | 'register'
  | 'startVerification'
  | 'upload'
  | 'submit'
  | 'withdraw'
  | 'release'
  | 'rollBack'
  | 'stage'
  | 'cancelStage'
  | 'pause'
  | 'resume'
  | 'expedite'
  | 'addTester'
  | 'removeTester';

/**
 * A platform on which the test says what happens. It keeps one report for each package, counts what it is
 * asked to do, and can fail an act before or after having done it.
 */
export class ScriptedPlatform implements PlatformConnector {
  readonly platform: string;
  readonly acknowledgement = 'success';
  readonly acts: Act[] = [];
  readonly reports = new Map<string, PackageReport>();
  registration: RegistrationReport = { state: 'ABSENT' };
  /** What is said of papers that were handed in again, and of a verification that was begun again. */
  begun: CheckBegun | 'NOT_ASKED' = { mark: 'before' };
  check: CheckReport = { state: 'IN_REVIEW', mark: 'before' };
  consentUrl: string | undefined;
  news: PushNews = { kind: 'OTHER' };
  /** The QR codes that were asked for, and why the next are refused. */
  readonly codes: QrCodeRequest[] = [];
  noCode: HostError | undefined;
  #failures: { act: Act; kind: HostErrorKind; acted: boolean; words: string }[] = [];

  constructor(platform: string) {
    this.platform = platform;
  }

  /** The next such act fails: after the platform has acted (its answer was lost), or before. */
  failNext(act: Act, kind: HostErrorKind, acted: boolean, words = 'scripted'): void {
    this.#failures.push({ act, kind, acted, words });
  }

  count(act: Act): number {
    return this.acts.filter((one) => one === act).length;
  }

  async register() {
    this.#do('register', () => {
      if (this.consentUrl === undefined) this.registration = { state: 'REQUESTED' };
    });
    return this.consentUrl === undefined ? {} : { consentUrl: this.consentUrl };
  }
  async absorbConsent() {
    this.consentUrl = undefined;
  }
  async lookUpRegistration() {
    return this.registration;
  }
  async startVerification() {
    this.#do('startVerification', () => {});
    return { url: 'https://platform.example/verify', mark: 'task-1' };
  }
  async lookUpVerification(): Promise<CheckReport> {
    return this.check;
  }
  readonly papers = {
    handIn: async (): Promise<CheckBegun | 'NOT_ASKED'> => {
      this.#do('handIn', () => {});
      return this.begun;
    },
    lookUp: async (): Promise<CheckReport> => this.check,
  };
  /** What it says of appeals and fixes, and what was handed in. */
  contest: ContestReport = { state: 'ABSENT' };
  readonly contested: ContestRequest[] = [];
  readonly contests = {
    handIn: async (request: ContestRequest) => {
      this.#do('contest', () => {
        this.contested.push(request);
        this.contest = { state: 'IN_REVIEW', reference: `contest-${this.contested.length}` };
      });
      return {};
    },
    lookUp: async (): Promise<ContestReport> => this.contest,
  };
  async upload({ key }: PackageRequest) {
    this.#do('upload', () => this.reports.set(key, { state: 'UPLOADED', reference: `ref-${key}` }));
  }
  async submit({ key }: PackageRequest) {
    this.#do('submit', () => this.reports.set(key, { state: 'IN_REVIEW', reference: `audit-${key}` }));
    return { reference: `audit-${key}` };
  }
  async lookUpPackage({ key }: PackageRequest): Promise<PackageReport> {
    return this.reports.get(key) ?? { state: 'ABSENT' };
  }
  async withdraw({ key }: PackageRequest) {
    this.#do('withdraw', () => this.reports.set(key, { state: 'WITHDRAWN' }));
  }
  async release({ key }: PackageRequest) {
    this.#do('release', () => this.reports.set(key, { state: 'RELEASED', reference: `ref-${key}` }));
  }
  /** What is where, and how things stand that are done with live versions. */
  rolledBack: RollbackReport = { state: 'LIVE' };
  /** What becomes of a rollback once it is asked for. */
  afterRollback: RollbackReport = { state: 'ROLLED_BACK' };
  candidates: readonly RollbackCandidate[] = [];
  wentBackTo: string | undefined;
  stage: StagePlan = { state: 'NONE', percentage: 0, debuggersFirst: false, testersFirst: false };
  /** Whether a measure keeps the service shut, whatever is asked for. */
  shutByMeasure = false;
  serving: 'SERVING' | 'PAUSED' = 'SERVING';
  /** Why the next testers are refused. */
  noTester: HostError | undefined;
  readonly people = new Map<string, string>();
  readonly rollback: RollbackDesk = {
    candidates: async () => this.candidates,
    rollBack: async (_live, to) =>
      this.#do('rollBack', () => {
        this.wentBackTo = to;
        this.rolledBack = this.afterRollback;
      }),
    lookUp: async () => this.rolledBack,
  };
  readonly staging: StagedReleaseDesk = {
    stage: async (_request, { percentage, debuggersFirst = false, testersFirst = false }) => {
      if (this.stage.state === 'RUNNING' && this.stage.percentage >= percentage) return;
      this.#do('stage', () => {
        this.stage = { state: 'RUNNING', percentage, debuggersFirst, testersFirst };
      });
    },
    plan: async () => this.stage,
    cancel: async () => {
      if (this.stage.state === 'NONE') return;
      this.#do('cancelStage', () => {
        this.stage = { ...this.stage, state: 'NONE', percentage: 0 };
      });
    },
  };
  readonly service: ServiceDesk = {
    pause: async () => this.#serve('pause', 'PAUSED'),
    resume: async () => this.#serve('resume', 'SERVING'),
    state: async () => this.serving,
  };
  readonly expedite: ExpediteDesk = { expedite: async () => this.#do('expedite', () => {}) };
  quota: ReviewQuota = {
    scope: 'GATEWAY',
    period: 'MONTH',
    submissions: { limit: 20, remaining: 7 },
    expedites: { limit: 2, remaining: 1 },
  };
  readonly reviewQuota: ReviewQuotaDesk = { read: async () => this.quota };
  readonly testers: TesterDesk = {
    list: async () => [...this.people.keys()].map((reference) => ({ reference })),
    add: async (_appId, account) => {
      if (this.noTester) throw this.noTester;
      this.#do('addTester', () => this.people.set(`u-${account}`, account));
      return { reference: `u-${account}`, account };
    },
    remove: async (_appId, tester) =>
      this.#do('removeTester', () => {
        const gone = 'reference' in tester ? tester.reference : `u-${tester.account}`;
        this.people.delete(gone);
      }),
  };
  scan: CodeScan = { state: 'RUNNING' };
  readonly codeScan: CodeScanDesk = { read: async () => this.scan };

  async qrCode(request: QrCodeRequest): Promise<HostImage> {
    this.codes.push(request);
    if (this.noCode) throw this.noCode;
    return { mediaType: 'image/png', bytes: Buffer.from(`89504e470d0a1a0a${this.codes.length}0`, 'hex') };
  }
  /** What it says that it pushed, and the times that it was asked for. */
  missed: MissedPushPage[] = [];
  readonly askedForMissed: { readonly from: Date; readonly until: Date }[] = [];
  readonly missedPushes: { between: MissedPushDesk['between'] } = {
    between: (from, until) => this.#missed(from, until),
  };

  async readPush({ body }: { body: string }) {
    if (!body.startsWith('signed ')) throw new PushRefused(403, 'not signed');
    return { key: body, message: body, event: 'scripted' };
  }
  async absorbPush(_message?: string): Promise<PushNews> {
    return this.news;
  }

  async *#missed(from: Date, until: Date): AsyncGenerator<MissedPushPage> {
    this.askedForMissed.push({ from, until });
    yield* this.missed;
  }

  #serve(act: Act, state: 'SERVING' | 'PAUSED'): void {
    this.#do(act, () => {
      if (!this.shutByMeasure) this.serving = state;
    });
  }

  #do(act: Act, effect: () => void): void {
    const index = this.#failures.findIndex((failure) => failure.act === act);
    const failure = index < 0 ? undefined : this.#failures.splice(index, 1)[0];
    if (!failure || failure.acted) {
      this.acts.push(act);
      effect();
    }
    if (!failure) return;
    const { kind, words } = failure;
    throw new HostError({ platform: this.platform, kind, call: act, code: '1', words });
  }
}

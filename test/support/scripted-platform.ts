import type { CheckBegun, CheckReport } from '../../src/hosts/check-at-platform.ts';
import type {
  ContestReport,
  ContestRequest,
  PackageReport,
  PackageRequest,
  PlatformConnector,
  PushNews,
  QrCodeRequest,
  RegistrationReport,
} from '../../src/hosts/connector.ts';
import type { AuthorisationDesk, AuthorisedProgram } from '../../src/hosts/desks/authorisation.ts';
import type { MissedPushDesk, MissedPushPage } from '../../src/hosts/desks/desks.ts';
import type {
  RollbackCandidate,
  RollbackDesk,
  RollbackReport,
  ServiceDesk,
  StagedReleaseDesk,
  StagePlan,
  VersionInReview,
  VersionsDesk,
  VersionsInPlace,
} from '../../src/hosts/desks/live-version.ts';
import type {
  CodeScan,
  CodeScanDesk,
  ExpediteDesk,
  ReviewerDesk,
  ReviewMediaDesk,
  ReviewQuota,
  ReviewQuotaDesk,
} from '../../src/hosts/desks/review.ts';
import type {
  CategoryDesk,
  CategoryPaper,
  DomainDesk,
  Domains,
  GuidelineInPlace,
  HostCategory,
  OfferedCategory,
  PrivacyDesk,
  ProfileDesk,
  ProfilePart,
  SettingReview,
  SettingStanding,
  TesterDesk,
} from '../../src/hosts/desks/settings.ts';
import type { OnRecord, ViolationDesk } from '../../src/hosts/desks/violations.ts';
import { HostError, PushRefused } from '../../src/hosts/host-error.ts';
import type { HostImage } from '../../src/hosts/host-image.ts';
import type { RetryClass } from '../../src/hosts/trouble.ts';

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
  | 'removeTester'
  | 'setDomains'
  | 'setPrivacy'
  | 'changeName'
  | 'changeIcon'
  | 'addCategory'
  | 'replacePapers'
  | 'removeCategory';

const offeredCategories: readonly OfferedCategory[] = [
  { ids: ['1', '2'], names: ['餐饮', '小吃'], needsPapers: false, papers: [] },
  {
    ids: ['1', '3'],
    names: ['餐饮', '外卖'],
    needsPapers: true,
    papers: [['食品经营许可证'], ['其他许可证']],
  },
];

function categoryNamed(path: string): HostCategory {
  const names = path.split(' > ');
  return offeredCategories.find((one) => one.names.join(' > ') === path) ?? { ids: names, names };
}

/** How a scripted call fails. MAY_HAVE_ACTED: its answer got lost. AT_WORK: something handed in before is to be decided first. */
type Failing = RetryClass | 'MAY_HAVE_ACTED' | 'AT_WORK';

const failings = {
  MAY_HAVE_ACTED: { retry: 'RETRY_NOW', mayHaveActed: true },
  AT_WORK: { retry: 'WAIT_FOR_HOST', tooLong: true },
} as const;

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
  #failures: { act: Act; how: Failing; acted: boolean; words: string }[] = [];

  constructor(platform: string) {
    this.platform = platform;
  }

  /** What happens at the platform in the instant before it does what it is told to. */
  readonly justBefore = new Map<Act, () => void>();

  /** The next such act fails: after the platform has acted (its answer was lost), or before. */
  failNext(act: Act, how: Failing, acted: boolean, words = 'scripted'): void {
    this.#failures.push({ act, how, acted, words });
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
  /** What it has on record against the program, or why it does not say. */
  onRecord: OnRecord | HostError = { told: [] };
  readonly violations: ViolationDesk = {
    list: async () => [],
    onRecord: async () => {
      if (this.onRecord instanceof HostError) throw this.onRecord;
      return this.onRecord;
    },
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
  /** What was submitted, and what was uploaded for reviewers. */
  readonly submitted: PackageRequest[] = [];
  readonly media: string[] = [];
  readonly reviewer: ReviewerDesk = {
    takes: ['pages', 'pictures', 'videos', 'feedback', 'remark', 'userContent'],
    faults: ({ remark }) =>
      remark === 'too long'
        ? [{ field: 'remark', message: { 'zh-CN': '过长', en: 'too long' }, code: '9' }]
        : [],
  };
  readonly reviewMedia: ReviewMediaDesk = {
    upload: async (_appId, { name, mediaType }) => {
      this.media.push(name);
      const kind = mediaType.startsWith('video/') ? 'VIDEO' : 'IMAGE';
      return { reference: `media-${name}`, kind, keptUntil: new Date(0) };
    },
    uploadProof: async (_appId, { name }) => {
      this.media.push(name);
      return `proof-${name}`;
    },
  };
  async submit(request: PackageRequest) {
    const { key } = request;
    this.submitted.push(request);
    this.#do('submit', () => this.reports.set(key, { state: 'IN_REVIEW', reference: `audit-${key}` }));
    return { reference: `audit-${key}` };
  }
  /** What somebody put there in the platform's own console; null: a place that they emptied. The rest follows from the reports. */
  readonly elsewhere: { -readonly [Place in keyof VersionsInPlace]?: VersionsInPlace[Place] | null } = {};
  /** How often it was asked what it has. */
  looks = 0;
  readonly versions: VersionsDesk = {
    inPlace: async () => {
      this.looks += 1;
      const places = { ...this.#ownPlaces(), ...this.elsewhere };
      return Object.fromEntries(Object.entries(places).filter(([, place]) => place != null));
    },
  };
  #ownPlaces(): VersionsInPlace {
    const last = (...states: readonly string[]) =>
      [...this.reports].findLast(([, report]) => states.includes(report.state));
    const trial = last('UPLOADED', 'IN_REVIEW', 'DELAYED', 'APPROVED', 'REJECTED', 'RELEASED');
    const review = last('IN_REVIEW', 'DELAYED', 'APPROVED', 'REJECTED');
    const released = last('RELEASED');
    const { rolledBack } = this;
    const live = rolledBack.state === 'ROLLED_BACK' ? rolledBack.live : released && { key: released[0] };
    return {
      ...(trial ? { trial: { key: trial[0] } } : {}),
      ...(review ? { review: reviewOf(...review) } : {}),
      ...(live ? { live } : {}),
    };
  }
  async lookUpPackage({ key }: PackageRequest): Promise<PackageReport> {
    return this.reports.get(key) ?? { state: 'ABSENT' };
  }
  async withdraw({ key }: PackageRequest) {
    this.#do('withdraw', () => this.reports.set(key, { state: 'WITHDRAWN' }));
  }
  async release({ key }: PackageRequest) {
    this.#do('release', () => {
      this.reports.set(key, { state: 'RELEASED', reference: `ref-${key}` });
      this.rolledBack = { state: 'LIVE' };
    });
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
  /** Whose program the next code is for, and the pages that were made. */
  authorised: AuthorisedProgram | undefined;
  readonly consentPages: string[] = [];
  readonly authorisation: AuthorisationDesk = {
    page: async ({ returnTo }) => {
      this.consentPages.push(returnTo);
      return { url: 'https://platform.example/consent', mark: `page-${this.consentPages.length}` };
    },
    codeIn: ({ code }) => code,
    redeem: async () => this.#authorised(),
    read: async () => this.#authorised(),
  };
  #authorised(): AuthorisedProgram {
    if (this.authorised) return this.authorised;
    throw new HostError({
      platform: this.platform,
      retry: 'FINAL',
      call: 'scripted',
      code: '1',
      words: 'no',
    });
  }
  /** What programs may speak to, and addresses that it leaves out without a word. */
  addresses: Domains = {};
  readonly leavesOut = new Set<string>();
  readonly domains: DomainDesk = {
    rules: [
      { kind: 'REQUEST', schemes: ['https'], takesPort: true, most: 3, neverTaken: ['api.platform.example'] },
      { kind: 'WEB_VIEW', schemes: ['https'], takesPort: false },
    ],
    read: async () => this.addresses,
    change: async (_appId, _act, domains) =>
      this.#do('setDomains', () => {
        const taken = Object.entries(domains).map(([kind, list]) => [
          kind,
          list.filter((address) => !this.leavesOut.has(address)),
        ]);
        this.addresses = { ...this.addresses, ...Object.fromEntries(taken) };
      }),
  };
  guideline: GuidelineInPlace = { isSet: false, detected: [] };
  readonly privacy: PrivacyDesk = {
    itemsOf: ({ dataItems }) => dataItems.map(({ key, purpose }) => ({ key: `K-${key}`, purpose })),
    read: async () => this.guideline,
    put: async (_appId, guideline) =>
      this.#do('setPrivacy', () => {
        this.guideline = { ...this.guideline, isSet: true, guideline };
      }),
  };
  /** What it shows of programs, how changes of that stand, and how many it still allows. */
  shown: { name: string; introduction: string } = { name: 'old', introduction: 'old words' };
  changes: { [Part in ProfilePart]?: SettingStanding } = {};
  changesLeft = 5;
  /** Whether it tells of a change by its number only. */
  tellsByNumber = false;
  readonly profile: ProfileDesk = {
    read: async () => ({
      ...this.shown,
      changesLeft: { NAME: this.changesLeft, ICON: this.changesLeft, INTRODUCTION: this.changesLeft },
    }),
    changeName: async (_appId, _name, proof) => {
      this.#change('changeName', 'NAME');
      this.media.push(...proof.map(({ name }) => name));
      return { reference: '77', review: { state: 'IN_REVIEW' } };
    },
    changeIcon: async (_appId, { name }) => {
      this.#change('changeIcon', 'ICON');
      this.media.push(name);
      return { review: { state: 'IN_REVIEW' } };
    },
    changeIntroduction: async (_appId, introduction) => {
      this.shown = { ...this.shown, introduction };
      return { review: { state: 'IN_FORCE' } };
    },
    lookUp: async (_appId, part, { asked, reference, value }) => {
      if (value !== undefined && Object.values(this.shown).includes(value)) return { state: 'IN_FORCE' };
      if (!asked || (this.tellsByNumber && reference === undefined)) return { state: 'UNKNOWN' };
      return this.changes[part] ?? { state: 'UNKNOWN' };
    },
  };
  readonly filed = new Map<string, SettingReview>([['餐饮 > 小吃', { state: 'IN_FORCE' }]]);
  /** The papers that came with categories. */
  readonly papersGiven: string[] = [];
  readonly categories: CategoryDesk = {
    offered: async () => offeredCategories,
    chosen: async () => ({
      categories: [...this.filed].map(([path, review]) => ({ ...categoryNamed(path), review })),
      changesLeft: this.changesLeft,
    }),
    add: async (_appId, category, papers) => this.#file('addCategory', category, papers),
    replacePapers: async (_appId, category, papers) => this.#file('replacePapers', category, papers),
    remove: async (_appId, { names }) =>
      this.#do('removeCategory', () => this.filed.delete(names.join(' > '))),
    lookUp: async (_appId, act, { names }) => {
      const found = this.filed.get(names.join(' > '));
      if (act === 'REMOVE') return { state: found ? 'UNKNOWN' : 'IN_FORCE' };
      return found ?? { state: 'UNKNOWN' };
    },
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

  #change(act: Act, part: ProfilePart): void {
    this.#do(act, () => {
      this.changesLeft -= 1;
      this.changes[part] = { state: 'IN_REVIEW' };
    });
  }

  #file(act: Act, { names }: HostCategory, papers: readonly CategoryPaper[]): void {
    this.#do(act, () => {
      this.changesLeft -= 1;
      this.papersGiven.push(...papers.map(({ paper }) => paper));
      this.filed.set(names.join(' > '), { state: 'IN_REVIEW' });
    });
  }

  #serve(act: Act, state: 'SERVING' | 'PAUSED'): void {
    this.#do(act, () => {
      if (!this.shutByMeasure) this.serving = state;
    });
  }

  #do(act: Act, effect: () => void): void {
    this.justBefore.get(act)?.();
    const index = this.#failures.findIndex((failure) => failure.act === act);
    const failure = index < 0 ? undefined : this.#failures.splice(index, 1)[0];
    if (!failure || failure.acted) {
      this.acts.push(act);
      effect();
    }
    if (!failure) return;
    const { how, words } = failure;
    const meaning = how === 'MAY_HAVE_ACTED' || how === 'AT_WORK' ? failings[how] : { retry: how };
    throw new HostError({ platform: this.platform, ...meaning, call: act, code: '1', words });
  }
}

function reviewOf(key: string, report: PackageReport): VersionInReview {
  const reference = 'reference' in report && report.reference ? report.reference : '';
  return { key, state: report.state as VersionInReview['state'], reference };
}

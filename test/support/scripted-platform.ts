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
  | 'release';

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
  async absorbPush() {
    return this.news;
  }

  async *#missed(from: Date, until: Date): AsyncGenerator<MissedPushPage> {
    this.askedForMissed.push({ from, until });
    yield* this.missed;
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

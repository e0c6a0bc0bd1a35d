import DataLoader from 'dataloader';
import type { StandingDecline } from '../onboarding/agreement-records.ts';
import type { ClosedTest } from '../policy/closed-tests.ts';
import type { AcceptanceFact } from '../policy/facts.ts';
import type { FeeFact } from '../policy/fee.ts';
import type { ForeignChangeFact } from '../policy/foreign-change.ts';
import type { EnforcementFact } from '../policy/measure.ts';
import type { ObligationFact } from '../policy/obligation.ts';
import type { Outage } from '../policy/outage.ts';
import type { Ruling } from '../policy/ruling.ts';
import type { PolicyVariant } from '../policy/variant.ts';
import { variants } from '../policy/variants.ts';
import type { Material } from '../programs/category.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { Subject } from '../programs/program.ts';
import type { VersionFactRecords } from '../review/facts.ts';
import type { FactReads } from '../store/reads/fact-reads.ts';
import type { TimedFactReads } from '../store/reads/past-fact-reads.ts';
import type { TimedReads } from '../store/reads/past-reads.ts';
import type {
  DistributionRow,
  PackageRow,
  RegistrationRow,
  UndertakingRow,
} from '../store/reads/read-rows.ts';
import type { StandingAgreements } from '../store/standing-agreements.ts';
import type { RowLoaders } from './loaders.ts';

/** A package whose instant is reckoned with: rules count what was handed in on a day. */
type DatedPackage = Omit<PackageRow, 'submittedAt'> & { readonly submittedAt: Date };

/** Who uses an address: always as of now, since what is no longer used is not kept. */
type EmailReads = Pick<FactReads, 'emailHolders'>;

/** What is on file about one program: the papers that it may rely on, and the rulings by platform. */
interface Filed {
  readonly materials: readonly Material[];
  readonly rulings: ReadonlyMap<PlatformId, readonly Ruling[]>;
}

const NO_RULINGS: ReadonlyMap<PlatformId, readonly Ruling[]> = new Map();

/** The facts of many programs at once, for verdicts that are asked for beside what they are about. */
export class GatheredFacts implements VersionFactRecords<DatedPackage> {
  readonly #reads: TimedReads;
  readonly #rows: RowLoaders;
  readonly #filed: DataLoader<string, Filed>;
  readonly #factReads: TimedFactReads;
  readonly #emails: EmailReads;
  readonly #emailHolders = new Map<string, ReturnType<EmailReads['emailHolders']>>();
  readonly #outages = new Map<PlatformId, Promise<readonly Outage[]>>();
  #acceptances: ReturnType<TimedReads['acceptances']> | undefined;
  #subject: Promise<Subject | undefined> | undefined;
  readonly #agreements: StandingAgreements;
  #owed: ReturnType<TimedReads['owed']> | undefined;
  #left: ReturnType<TimedReads['leftPlatforms']> | undefined;
  #fees: ReturnType<TimedReads['feesUnpaid']> | undefined;
  #measures: ReturnType<TimedReads['measures']> | undefined;
  #changes: ReturnType<TimedReads['openForeignChanges']> | undefined;
  #undertakings: ReturnType<TimedReads['undertakings']> | undefined;
  #declines: ReturnType<TimedReads['declines']> | undefined;
  #notices: ReturnType<TimedReads['noticesComplete']> | undefined;

  constructor(
    reads: TimedReads,
    rows: RowLoaders,
    factReads: TimedFactReads,
    emails: EmailReads,
    agreements: StandingAgreements,
  ) {
    this.#reads = reads;
    this.#agreements = agreements;
    this.#rows = rows;
    this.#factReads = factReads;
    this.#emails = emails;
    this.#filed = new DataLoader(async (programIds) => {
      const { materials, rulings } = await factReads.filed(programIds);
      const ofAccount = materials.get(null) ?? [];
      return programIds.map((id) => ({
        materials: [...ofAccount, ...(materials.get(id) ?? [])],
        rulings: rulings.get(id) ?? NO_RULINGS,
      }));
    });
  }

  async rulings(programId: string, platform: PlatformId): Promise<readonly Ruling[]> {
    const { rulings } = await this.#filed.load(programId);
    return rulings.get(platform) ?? [];
  }

  async acceptances(_accountId: string, platform: PlatformId): Promise<readonly AcceptanceFact[]> {
    this.#acceptances ??= this.#reads.acceptances();
    const all = await this.#acceptances;
    return all
      .filter((acceptance) => acceptance.platform === platform)
      .map(({ documentId, documentVersion }) => ({ documentId, version: documentVersion }));
  }

  variantOf(platform: PlatformId): Promise<PolicyVariant> {
    return this.#agreements.variantOf(platform);
  }

  async noticeComplete(
    _accountId: string,
    platform: PlatformId,
    agreementVersion: string,
  ): Promise<Date | undefined> {
    this.#notices ??= this.#reads.noticesComplete();
    const all = await this.#notices;
    return all.find((one) => one.platform === platform && one.agreementVersion === agreementVersion)
      ?.completedAt;
  }

  async standingDecline(_accountId: string, platform: PlatformId): Promise<StandingDecline | undefined> {
    this.#declines ??= this.#reads.declines();
    const all = await this.#declines;
    return all.find((decline) => decline.platform === platform);
  }

  subject(): Promise<Subject | undefined> {
    this.#subject ??= this.#factReads.subject();
    return this.#subject;
  }

  async materials(_accountId: string, programId = ''): Promise<readonly Material[]> {
    return (await this.#filed.load(programId)).materials;
  }

  async obligationsOwed(
    _accountId: string,
    programId: string,
    platform: PlatformId,
  ): Promise<readonly ObligationFact[]> {
    this.#owed ??= this.#reads.owed();
    const all = await this.#owed;
    return all.filter(
      (one) => one.platform === platform && (one.programId === null || one.programId === programId),
    );
  }

  async leftAt(_accountId: string, platform: PlatformId): Promise<Date | undefined> {
    this.#left ??= this.#reads.leftPlatforms();
    return (await this.#left).find((one) => one.platform === platform)?.startedAt;
  }

  async feesUnpaid(_accountId: string, programId: string, platform: PlatformId): Promise<readonly FeeFact[]> {
    this.#fees ??= this.#reads.feesUnpaid();
    const all = await this.#fees;
    return all.filter(
      (one) => one.platform === platform && (one.programId === null || one.programId === programId),
    );
  }

  /** The measures against the account, or the program, on the platform that nobody has ended, read once for all programs. */
  async measuresAgainst(
    _accountId: string,
    programId: string,
    platform: PlatformId,
  ): Promise<readonly EnforcementFact[]> {
    this.#measures ??= this.#reads.measures();
    const all = await this.#measures;
    return all.filter(
      (one) => one.platform === platform && (one.programId === null || one.programId === programId),
    );
  }

  /** What was done in the platforms' own consoles and is not accepted, read once for all programs. */
  async openForeignChanges(programId: string, platform: PlatformId): Promise<readonly ForeignChangeFact[]> {
    this.#changes ??= this.#reads.openForeignChanges();
    const all = await this.#changes;
    return all.filter((one) => one.programId === programId && one.platform === platform);
  }

  undertakings(): Promise<readonly UndertakingRow[]> {
    this.#undertakings ??= this.#reads.undertakings();
    return this.#undertakings;
  }

  /** The closed tests of a program, with the consent that was recorded. */
  async closedTests(programId: string): Promise<readonly (ClosedTest & { readonly id: string })[]> {
    const invitations = await this.#rows.all('BetaInvitation', 'programId', programId);
    if (invitations.length === 0) return [];
    const { materials } = await this.#filed.load(programId);
    return invitations.map(({ id, platform, hostId, endedOn, consentMaterialId }) => {
      const consent = materials.find((one) => one.id === consentMaterialId);
      return {
        id,
        platform,
        ...(hostId === null ? {} : { hostId }),
        ...(endedOn === null ? {} : { endedOn }),
        ...(consent ? { consent } : {}),
      };
    });
  }

  outages(platform: PlatformId): Promise<readonly Outage[]> {
    const known = this.#outages.get(platform) ?? this.#factReads.outages(platform);
    this.#outages.set(platform, known);
    return known;
  }

  /** Whether a registration of another program on the platform uses the address now, asked once for all programs. */
  async emailInUse(platform: PlatformId, email: string, programId: string): Promise<boolean> {
    const holders =
      this.#emailHolders.get(email) ??
      this.#emails.emailHolders(
        variants.map((variant) => variant.platform),
        email,
      );
    this.#emailHolders.set(email, holders);
    return (await holders).some((holder) => holder.platform === platform && holder.programId !== programId);
  }

  async registration(programId: string, platform: PlatformId): Promise<RegistrationRow | undefined> {
    const all = await this.#rows.all('Registration', 'programId', programId);
    return all.find((registration) => registration.platform === platform);
  }

  async withdrawalsOf(programId: string, platform: PlatformId): Promise<readonly Date[]> {
    const all = await this.#rows.all('Review', 'programId', programId);
    return all
      .filter((review) => review.platform === platform && review.hostId === null)
      .filter(({ state }) => state === 'WITHDRAWN')
      .flatMap(({ decidedAt }) => (decidedAt === null ? [] : new Date(decidedAt)));
  }

  async distributionsOf(programId: string, platform: PlatformId): Promise<readonly DistributionRow[]> {
    const all = await this.#rows.all('Distribution', 'programId', programId);
    return all.filter((distribution) => distribution.platform === platform);
  }

  async packagesOf(programId: string, platform: PlatformId): Promise<readonly DatedPackage[]> {
    const all = await this.#rows.all('Package', 'programId', programId);
    return all
      .filter((pack) => pack.platform === platform)
      .map((pack) => ({ ...pack, submittedAt: new Date(pack.submittedAt) }));
  }
}

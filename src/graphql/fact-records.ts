import DataLoader from 'dataloader';
import type { StandingDecline } from '../onboarding/agreement-records.ts';
import type { AcceptanceFact } from '../policy/facts.ts';
import type { ObligationFact } from '../policy/obligation.ts';
import type { PolicyVariant } from '../policy/variant.ts';
import type { Material } from '../programs/category.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { Subject } from '../programs/program.ts';
import type { VersionFactRecords } from '../review/facts.ts';
import type { AccountReads } from '../store/reads/account-reads.ts';
import type { FactReads } from '../store/reads/fact-reads.ts';
import type { PackageRow, RegistrationRow } from '../store/reads/read-rows.ts';
import type { StandingAgreements } from '../store/standing-agreements.ts';
import type { RowLoaders } from './loaders.ts';

/** A package whose instant is reckoned with: rules count what was handed in on a day. */
type DatedPackage = Omit<PackageRow, 'submittedAt'> & { readonly submittedAt: Date };

/** The facts of many programs at once, for verdicts that are asked for beside what they are about. */
export class GatheredFacts implements VersionFactRecords<DatedPackage> {
  readonly #reads: AccountReads;
  readonly #rows: RowLoaders;
  readonly #materials: DataLoader<string, readonly Material[]>;
  readonly #factReads: FactReads;
  #acceptances: ReturnType<AccountReads['acceptances']> | undefined;
  #subject: Promise<Subject | undefined> | undefined;
  readonly #agreements: StandingAgreements;
  #owed: ReturnType<AccountReads['owed']> | undefined;
  #declines: ReturnType<AccountReads['declines']> | undefined;

  constructor(reads: AccountReads, rows: RowLoaders, factReads: FactReads, agreements: StandingAgreements) {
    this.#reads = reads;
    this.#agreements = agreements;
    this.#rows = rows;
    this.#factReads = factReads;
    this.#materials = new DataLoader(async (programIds) => {
      const byProgram = await factReads.materials(programIds);
      const ofAccount = byProgram.get(null) ?? [];
      return programIds.map((id) => [...ofAccount, ...(byProgram.get(id) ?? [])]);
    });
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

  noticesComplete(platform: PlatformId, agreementVersion: string): Promise<Date | undefined> {
    return this.#agreements.noticesComplete(platform, agreementVersion);
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

  materials(_accountId: string, programId = ''): Promise<readonly Material[]> {
    return this.#materials.load(programId);
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

  async packagesOf(programId: string, platform: PlatformId): Promise<readonly DatedPackage[]> {
    const all = await this.#rows.all('Package', 'programId', programId);
    return all
      .filter((pack) => pack.platform === platform)
      .map((pack) => ({ ...pack, submittedAt: new Date(pack.submittedAt) }));
  }
}

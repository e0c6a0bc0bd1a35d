import DataLoader from 'dataloader';
import type { AcceptanceFact } from '../policy/facts.ts';
import type { Material } from '../programs/category.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { Subject } from '../programs/program.ts';
import type { VersionFactRecords } from '../review/facts.ts';
import type { AccountReads } from '../store/reads/account-reads.ts';
import type { FactReads } from '../store/reads/fact-reads.ts';
import type { PackageRow, RegistrationRow } from '../store/reads/read-rows.ts';
import type { RowLoaders } from './loaders.ts';

/** The facts of many programs at once, for verdicts that are asked for beside what they are about. */
export class GatheredFacts implements VersionFactRecords<PackageRow> {
  readonly #reads: AccountReads;
  readonly #rows: RowLoaders;
  readonly #materials: DataLoader<string, readonly Material[]>;
  readonly #factReads: FactReads;
  #acceptances: ReturnType<AccountReads['acceptances']> | undefined;
  #subject: Promise<Subject | undefined> | undefined;

  constructor(reads: AccountReads, rows: RowLoaders, factReads: FactReads) {
    this.#reads = reads;
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

  subject(): Promise<Subject | undefined> {
    this.#subject ??= this.#factReads.subject();
    return this.#subject;
  }

  materials(_accountId: string, programId = ''): Promise<readonly Material[]> {
    return this.#materials.load(programId);
  }

  async registration(programId: string, platform: PlatformId): Promise<RegistrationRow | undefined> {
    const all = await this.#rows.all('Registration', 'programId', programId);
    return all.find((registration) => registration.platform === platform);
  }

  async packagesOf(programId: string, platform: PlatformId): Promise<readonly PackageRow[]> {
    const all = await this.#rows.all('Package', 'programId', programId);
    return all.filter((pack) => pack.platform === platform);
  }
}

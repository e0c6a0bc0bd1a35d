import type { DeletionConfirmation, DeletionDemand } from '../../duties/demand-records.ts';
import type { DeletionMethod } from '../../policy/deletion.ts';
import type { PlatformId } from '../../programs/platform.ts';
import { documentCell, readDemand, statementCell } from '../demand-records.ts';
import type { FieldCipher } from '../encryption/field-cipher.ts';
import type * as rows from '../generated/client.ts';
import type { PrismaClient } from '../generated/client.ts';

/** A confirmation as it is shown: with the demand, and of the document its number and digest only. */
export interface ShownConfirmation extends Omit<DeletionConfirmation, 'written'> {
  readonly demand: DeletionDemand;
  readonly number: string | undefined;
  readonly documentSha256: string | undefined;
}

export interface ShownDemand extends DeletionDemand {
  readonly confirmation: ShownConfirmation | undefined;
}

/** Who may see a confirmation: the account that gave it, or the platform that it was given to. */
export type ConfirmationReader = { readonly accountId: string } | { readonly platform: PlatformId };

/** Reads demands for deletion, and what came of them. */
export class DemandReads {
  readonly #prisma: PrismaClient;
  readonly #cipher: FieldCipher;

  constructor(prisma: PrismaClient, cipher: FieldCipher) {
    this.#prisma = prisma;
    this.#cipher = cipher;
  }

  /** The demands on an account, the newest first, up to `limit` after the one with the id `after`. */
  async demandsOn(
    accountId: string,
    platform: PlatformId | undefined,
    after: string | undefined,
    limit: number,
  ): Promise<ShownDemand[]> {
    const found = await this.#prisma.deletionDemand.findMany({
      where: { accountId, ...(platform ? { platform } : {}), ...(after ? { id: { lt: after } } : {}) },
      include: { confirmation: true },
      orderBy: { id: 'desc' },
      take: limit,
    });
    return found.map((row) => this.#shown(row));
  }

  async demand(accountId: string, id: string): Promise<ShownDemand | undefined> {
    const row = await this.#prisma.deletionDemand.findFirst({
      where: { id, accountId },
      include: { confirmation: true },
    });
    return row ? this.#shown(row) : undefined;
  }

  /** What a platform was confirmed, the newest first, up to `limit` after the one with the id `after`. */
  async confirmationsTo(
    platform: PlatformId,
    after: string | undefined,
    limit: number,
  ): Promise<ShownConfirmation[]> {
    const found = await this.#prisma.deletionConfirmation.findMany({
      where: { platform, ...(after ? { id: { lt: after } } : {}) },
      include: { demand: true },
      orderBy: { id: 'desc' },
      take: limit,
    });
    return found.map(({ demand, ...row }) => this.#confirmation(row, readDemand(demand, this.#cipher)));
  }

  /** The written confirmation, as it was written. */
  async document(
    reader: ConfirmationReader,
    id: string,
  ): Promise<{ readonly number: string; readonly document: string; readonly sha256: string } | undefined> {
    const row = await this.#prisma.deletionConfirmation.findFirst({ where: { id, ...reader } });
    if (!row || row.sealedDocument === null || row.number === null || row.documentSha256 === null)
      return undefined;
    const document = this.#cipher.open(documentCell(id), row.sealedDocument);
    return { number: row.number, document, sha256: row.documentSha256 };
  }

  /** Whose a program is, or whether an account has to do with the platform: whom a platform can demand something of. */
  async addressee(
    platform: PlatformId,
    whom: { readonly accountId?: string | undefined; readonly programId?: string | undefined },
  ): Promise<{ readonly accountId: string } | undefined> {
    const { accountId, programId } = whom;
    const registration = {
      platform,
      ...(accountId ? { accountId } : {}),
      ...(programId ? { programId } : {}),
    };
    if (programId !== undefined) {
      return (await this.#prisma.registration.findFirst({ where: registration })) ?? undefined;
    }
    if (accountId === undefined) return undefined;
    const bound =
      (await this.#prisma.acceptance.count({ where: { platform, accountId } })) +
      (await this.#prisma.registration.count({ where: registration }));
    return bound > 0 ? { accountId } : undefined;
  }

  #shown({
    confirmation,
    ...row
  }: rows.DeletionDemand & { readonly confirmation: rows.DeletionConfirmation | null }): ShownDemand {
    const demand = readDemand(row, this.#cipher);
    return { ...demand, confirmation: confirmation ? this.#confirmation(confirmation, demand) : undefined };
  }

  #confirmation(row: rows.DeletionConfirmation, demand: DeletionDemand): ShownConfirmation {
    const { id, accountId, demandId, platform, evidenceFileIds, confirmedBy, confirmedAt } = row;
    return {
      id,
      accountId,
      demandId,
      platform,
      method: row.method as DeletionMethod,
      statement: this.#cipher.open(statementCell(id), row.sealedStatement),
      evidenceFileIds,
      confirmedBy,
      confirmedAt,
      demand,
      number: row.number ?? undefined,
      documentSha256: row.documentSha256 ?? undefined,
    };
  }
}

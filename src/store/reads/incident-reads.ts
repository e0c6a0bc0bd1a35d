import type { Incident } from '../../duties/incident-records.ts';
import type { FieldCipher } from '../encryption/field-cipher.ts';
import type { PrismaClient } from '../generated/client.ts';
import { readIncident } from '../incident-records.ts';

/** Reads the incidents of one account. */
export class IncidentReads {
  readonly #prisma: PrismaClient;
  readonly #cipher: FieldCipher;
  readonly #accountId: string;

  constructor(prisma: PrismaClient, cipher: FieldCipher, accountId: string) {
    this.#prisma = prisma;
    this.#cipher = cipher;
    this.#accountId = accountId;
  }

  /** The newest first, up to `limit` after the one with the id `after`. */
  async newest(after: string | undefined, limit: number): Promise<Incident[]> {
    const found = await this.#prisma.incident.findMany({
      where: { accountId: this.#accountId, ...(after ? { id: { lt: after } } : {}) },
      orderBy: { id: 'desc' },
      take: limit,
    });
    return found.map((row) => readIncident(row, this.#cipher));
  }

  async find(id: string): Promise<Incident | undefined> {
    const row = await this.#prisma.incident.findFirst({ where: { id, accountId: this.#accountId } });
    return row ? readIncident(row, this.#cipher) : undefined;
  }
}

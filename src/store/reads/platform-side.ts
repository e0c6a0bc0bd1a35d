import type { FeeState } from '../../policy/fee.ts';
import type { InvoiceData } from '../../policy/invoice.ts';
import type { PlatformId } from '../../programs/platform.ts';
import type { FieldCipher } from '../encryption/field-cipher.ts';
import { invoiceCell } from '../fee-records.ts';
import type { PrismaClient } from '../generated/client.ts';

/** A page of a list, the newest first: up to `limit` before the one with the id `before`. */
export interface PageAsked {
  readonly before: string | undefined;
  readonly limit: number;
}

export interface DemandedFeesAsked {
  readonly accountId?: string | undefined;
  readonly states?: readonly FeeState[] | undefined;
}

/** The fees that a platform has demanded, opened for it: whom it makes an invoice out to, the account has told it. */
export async function demandedFees(
  prisma: PrismaClient,
  cipher: FieldCipher,
  platform: PlatformId,
  { accountId, states }: DemandedFeesAsked,
  { before, limit }: PageAsked,
) {
  const found = await prisma.fee.findMany({
    where: {
      platform,
      ...(accountId === undefined ? {} : { accountId }),
      ...(states === undefined ? {} : { state: { in: [...states] } }),
      ...(before === undefined ? {} : { id: { lt: before } }),
    },
    orderBy: { id: 'desc' },
    take: limit,
  });
  return found.map(({ sealedInvoiceData, ...fee }) => ({
    ...fee,
    invoiceData:
      sealedInvoiceData === null
        ? undefined
        : (JSON.parse(cipher.open(invoiceCell(fee.id), sealedInvoiceData)) as InvoiceData),
  }));
}

/** The accounts that a platform's agreement binds, with what of theirs it has registered: it knows them by that. */
export async function boundAccounts(
  prisma: PrismaClient,
  platform: PlatformId,
  { before, limit }: PageAsked,
) {
  const found = await prisma.account.findMany({
    where: {
      acceptances: { some: { platform } },
      exits: { none: { platform, state: 'LEFT' } },
      ...(before === undefined ? {} : { id: { lt: before } }),
    },
    select: {
      id: true,
      acceptances: { where: { platform }, select: { at: true }, orderBy: { at: 'asc' }, take: 1 },
    },
    orderBy: { id: 'desc' },
    take: limit,
  });
  const registrations = await prisma.registration.findMany({
    where: { platform, accountId: { in: found.map(({ id }) => id) }, state: 'REGISTERED' },
    select: { accountId: true, programId: true, appId: true, program: { select: { name: true } } },
    orderBy: { id: 'asc' },
  });
  return found.map(({ id, acceptances: [first] }) => ({
    id,
    boundSince: first?.at,
    programs: registrations
      .filter(({ accountId }) => accountId === id)
      .map(({ programId, appId, program }) => ({ programId, appId, name: program.name })),
  }));
}

import { newId } from '../kernel/ids.ts';
import type {
  AuthorisationLink,
  AuthorisationLinks,
  AuthorisationRecords,
} from '../onboarding/authorisation-records.ts';
import type { FieldCipher } from './encryption/field-cipher.ts';
import type * as rows from './generated/client.ts';
import type { PrismaClient } from './generated/client.ts';
import type { RecordParts } from './record-parts.ts';

const TOKEN = { table: 'AuthorisationLink', column: 'tokenLock' };
const PAGE = { table: 'AuthorisationLink', column: 'pageLocks' };
const CODE = { table: 'AuthorisationLink', column: 'codeLock' };

/** Each costs a call of the platform's, which counts them. */
const MOST_PAGES = 20;

/** The links in one transaction; see `AuthorisationRecords`. */
export function createAuthorisationRecords({ tx, cipher, now }: RecordParts): AuthorisationRecords {
  return {
    async addAuthorisationLink({ accountId, programId, platform, email, expiresAt, token, askedBy }) {
      const id = newId('auth', now);
      await tx.authorisationLink.create({
        data: {
          id,
          accountId,
          programId,
          platform,
          tokenLock: cipher.sealForLookup(TOKEN, token),
          sealedEmail: email === undefined ? null : cipher.seal(emailCell(id), email),
          askedBy,
          createdAt: now,
          expiresAt,
        },
      });
      return id;
    },
    async lockAuthorisationLink(id) {
      await tx.$queryRaw`SELECT 1 FROM "AuthorisationLink" WHERE id = ${id} FOR UPDATE`;
      const row = await tx.authorisationLink.findUnique({ where: { id } });
      return row ? readLink(row, cipher) : undefined;
    },
    async settleAuthorisationLink(id, code) {
      const codeLock = code === undefined ? null : cipher.sealForLookup(CODE, code);
      await tx.authorisationLink.update({ where: { id }, data: { redeemedAt: now, codeLock } });
    },
    async programOfApp(platform, appId) {
      const where = { platform, appId };
      return (await tx.registration.findFirst({ where, select: { programId: true } })) ?? undefined;
    },
  };
}

/** The links for those who come with one; see `AuthorisationLinks`. */
export function createAuthorisationLinks(prisma: PrismaClient, cipher: FieldCipher): AuthorisationLinks {
  return {
    async linkOf(platform, token) {
      const locks = [...cipher.lookupForms(TOKEN, token)];
      const row = await prisma.authorisationLink.findFirst({ where: { platform, tokenLock: { in: locks } } });
      return row ? readLink(row, cipher) : undefined;
    },
    async linkOfPage(platform, mark) {
      const locks = [...cipher.lookupForms(PAGE, mark)];
      const where = { platform, pageLocks: { hasSome: locks } };
      const row = await prisma.authorisationLink.findFirst({ where });
      return row ? readLink(row, cipher) : undefined;
    },
    async servedWith(id, code) {
      const locks = [...cipher.lookupForms(CODE, code)];
      return (await prisma.authorisationLink.count({ where: { id, codeLock: { in: locks } } })) > 0;
    },
    async notePage(id, mark) {
      const lock = cipher.sealForLookup(PAGE, mark);
      const noted = await prisma.$executeRaw`
        UPDATE "AuthorisationLink" SET "pageLocks" = array_append("pageLocks", ${lock})
        WHERE id = ${id} AND cardinality("pageLocks") < ${MOST_PAGES}`;
      return noted === 1;
    },
    async describe({ accountId, programId, platform }) {
      const account = await prisma.account.findUniqueOrThrow({ where: { id: accountId } });
      const program = await prisma.program.findUniqueOrThrow({
        where: { id: programId },
        include: { registrations: { where: { platform, state: 'REGISTERED' }, select: { appId: true } } },
      });
      const appId = program.registrations[0]?.appId;
      return {
        account: cipher.open(
          { table: 'Account', column: 'sealedName', rowId: accountId },
          account.sealedName,
        ),
        program: program.name,
        ...(appId ? { appId } : {}),
      };
    },
  };
}

function readLink(row: rows.AuthorisationLink, cipher: FieldCipher): AuthorisationLink {
  const { id, accountId, programId, platform, sealedEmail, expiresAt, redeemedAt, codeLock } = row;
  return {
    id,
    accountId,
    programId,
    platform,
    expiresAt,
    awaitsReturn: redeemedAt !== null && codeLock === null,
    ...(sealedEmail === null ? {} : { email: cipher.open(emailCell(id), sealedEmail) }),
    ...(redeemedAt === null ? {} : { redeemedAt }),
  };
}

function emailCell(rowId: string) {
  return { table: 'AuthorisationLink', column: 'sealedEmail', rowId };
}

import type { RegistrationRequest, SuppliedFile } from '../hosts/connector.ts';
import { identityPapers } from '../policy/rules/real-name.ts';
import type { Manifest } from '../programs/manifest.ts';
import type { Subject } from '../programs/program.ts';
import type { FieldCipher } from './encryption/field-cipher.ts';
import { openFile } from './files.ts';
import type * as rows from './generated/client.ts';
import type { PrismaClient } from './generated/client.ts';
import { readRegistration } from './rows.ts';
import { openJson } from './sealed-json.ts';

/** Everything that a platform asks for about a registration; undefined where nobody has said who they are. */
export async function registrationRequest(
  prisma: PrismaClient,
  cipher: FieldCipher,
  row: rows.Registration & { readonly program: rows.Program },
  replacement?: Parameters<typeof suppliedFiles>[3],
): Promise<RegistrationRequest | undefined> {
  const { id, accountId, program } = row;
  const subject = await prisma.subject.findUnique({ where: { accountId } });
  if (!subject) return undefined;
  const { attempt, email } = readRegistration(row, cipher);
  return {
    registrationId: id,
    ...(row.state === 'REGISTERED' && row.appId !== null ? { appId: row.appId } : {}),
    attempt,
    email,
    subject: openJson<Subject>(
      cipher,
      { table: 'Subject', column: 'sealedDetails', rowId: accountId },
      subject.sealedDetails,
    ),
    manifest: program.manifest as unknown as Manifest,
    files: await suppliedFiles(prisma, cipher, row, replacement),
  };
}

/** The papers that a platform asks for with a registration: who the developer is, and what the trade needs; a replacement in the older one's place. */
export async function suppliedFiles(
  prisma: PrismaClient,
  cipher: FieldCipher,
  { accountId, programId }: { readonly accountId: string; readonly programId: string },
  replacement?: { readonly id: string; readonly paper: string; readonly programId: string | null },
): Promise<SuppliedFile[]> {
  const filed = await prisma.material.findMany({
    where: {
      accountId,
      OR: [{ programId: null }, { programId }],
      ...(replacement
        ? { AND: { OR: [{ state: 'EFFECTIVE' }, { id: replacement.id }] } }
        : { state: 'EFFECTIVE' }),
    },
    include: { file: true },
    orderBy: { id: 'asc' },
  });
  const materials = filed.filter(
    (one) =>
      one.id === replacement?.id ||
      one.paper !== replacement?.paper ||
      one.programId !== replacement.programId,
  );
  return materials.map(({ file, ...row }) => {
    const { paper } = row;
    return {
      purpose: purposeOf(paper),
      paper,
      name: file.name,
      mediaType: file.mediaType,
      bytes: openFile(cipher, file),
    };
  });
}

/** The program's icon is filed like a paper, under this name. */
export const ICON_PAPER = '小程序图标';

export function purposeOf(paper: string): SuppliedFile['purpose'] {
  if (Object.values(identityPapers).some((papers) => papers.includes(paper))) return 'IDENTITY';
  return paper === ICON_PAPER ? 'ICON' : 'QUALIFICATION';
}

import type { PackageRequest, RegistrationRequest, SuppliedFile } from '../hosts/connector.ts';
import type { Clock } from '../kernel/clock.ts';
import type { AdvanceRegistrationDeps } from '../onboarding/advance-registration.ts';
import { identityPapers } from '../policy/rules/real-name.ts';
import type { Manifest } from '../programs/manifest.ts';
import type { Subject } from '../programs/program.ts';
import type { AdvanceDeps } from '../review/advance.ts';
import type { FieldCipher } from './encryption/field-cipher.ts';
import { openFile } from './files.ts';
import type * as rows from './generated/client.ts';
import type { PrismaClient } from './generated/client.ts';
import { takeLease } from './lease.ts';
import { readMaterial, readPackage, readRegistration, readVersion } from './rows.ts';
import { openJson } from './sealed-json.ts';

type HostWork = Pick<AdvanceRegistrationDeps, 'claimRegistration'> &
  Pick<AdvanceDeps, 'claimPackage'> & {
    /** Packages and registrations that somebody waits for and nobody has looked at since `before`. */
    readonly untouchedSince: (
      before: Date,
    ) => Promise<readonly { kind: 'PACKAGE' | 'REGISTRATION'; id: string }[]>;
  };

/** What the jobs that talk to platforms read, gathered into what a connector is handed. */
export function createHostWork(prisma: PrismaClient, cipher: FieldCipher, clock: Clock): HostWork {
  return {
    async claimRegistration(id) {
      const lease = await takeLease(prisma.registration, id, clock);
      if (!lease) return undefined;
      const row = await prisma.registration.findUnique({ where: { id }, include: { program: true } });
      const subject = row && (await prisma.subject.findUnique({ where: { accountId: row.accountId } }));
      if (!row || !subject) {
        await lease.free();
        return undefined;
      }
      const registration = readRegistration(row, cipher);
      const request: RegistrationRequest = {
        registrationId: id,
        attempt: registration.attempt,
        email: registration.email,
        subject: openJson<Subject>(
          cipher,
          { table: 'Subject', column: 'sealedDetails', rowId: row.accountId },
          subject.sealedDetails,
        ),
        manifest: row.program.manifest as unknown as Manifest,
        files: await suppliedFiles(prisma, cipher, row.accountId, row.programId),
      };
      return { registration, request, free: lease.free };
    },

    async claimPackage(id) {
      const lease = await takeLease(prisma.package, id, clock);
      if (!lease) return undefined;
      const context = await prisma.package.findUniqueOrThrow({
        where: { id },
        include: { version: true, registration: true, program: true },
      });
      const { version, registration, program, ...row } = context;
      return { pack: readPackage(row, version.number), request: packageRequest(context), free: lease.free };
    },

    async untouchedSince(before) {
      const packages = await prisma.package.findMany({
        where: {
          updatedAt: { lt: before },
          OR: [{ goal: { not: null } }, { review: { in: ['IN_REVIEW', 'DELAYED'] } }],
        },
        select: { id: true },
        take: 500,
        orderBy: { updatedAt: 'asc' },
      });
      const registrations = await prisma.registration.findMany({
        where: {
          updatedAt: { lt: before },
          OR: [
            { state: 'REQUESTED' },
            { state: 'REGISTERED', admission: { not: 'PASSED' } },
            { state: 'REGISTERED', sealedVerificationUrl: { not: null }, verification: { not: 'PASSED' } },
          ],
        },
        select: { id: true },
        take: 500,
        orderBy: { updatedAt: 'asc' },
      });
      return [
        ...packages.map(({ id }) => ({ kind: 'PACKAGE' as const, id })),
        ...registrations.map(({ id }) => ({ kind: 'REGISTRATION' as const, id })),
      ];
    },
  };
}

type PackageContext = rows.Package & {
  readonly version: rows.Version;
  readonly registration: rows.Registration;
  readonly program: rows.Program;
};

function packageRequest({ id, platform, version, registration, program }: PackageContext): PackageRequest {
  const manifest = program.manifest as unknown as Manifest;
  const { number, description, settings, templates } = readVersion(version);
  const category = manifest.categories.find((chosen) => chosen.platform === platform);
  return {
    appId: registration.appId ?? '',
    key: id,
    versionNumber: number,
    description,
    templateId: templates[platform] ?? '',
    settings,
    manifest,
    categoryPath: category?.path ?? [],
  };
}

/** The papers that a platform asks for with a registration: who the developer is, and what the trade needs. */
async function suppliedFiles(
  prisma: PrismaClient,
  cipher: FieldCipher,
  accountId: string,
  programId: string,
): Promise<SuppliedFile[]> {
  const materials = await prisma.material.findMany({
    where: { accountId, state: 'EFFECTIVE', OR: [{ programId: null }, { programId }] },
    include: { file: true },
    orderBy: { id: 'asc' },
  });
  return materials.map(({ file, ...row }) => {
    const { paper } = readMaterial(row, cipher);
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

function purposeOf(paper: string): SuppliedFile['purpose'] {
  if (Object.values(identityPapers).some((papers) => papers.includes(paper))) return 'IDENTITY';
  return paper === ICON_PAPER ? 'ICON' : 'QUALIFICATION';
}

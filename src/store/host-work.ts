import type { PackageRequest } from '../hosts/connector.ts';
import type { Clock } from '../kernel/clock.ts';
import type { AdvanceMaterialDeps } from '../onboarding/advance-material.ts';
import type { AdvanceRegistrationDeps } from '../onboarding/advance-registration.ts';
import type { Manifest } from '../programs/manifest.ts';
import type { AdvanceDeps } from '../review/advance.ts';
import type { FieldCipher } from './encryption/field-cipher.ts';
import type * as rows from './generated/client.ts';
import type { PrismaClient } from './generated/client.ts';
import { takeLease } from './lease.ts';
import { claimMaterial } from './material-work.ts';
import { readPackage, readRegistration, readVersion } from './rows.ts';
import { registrationRequest } from './supplied-files.ts';

type HostWork = Pick<AdvanceRegistrationDeps, 'claimRegistration'> &
  Pick<AdvanceDeps, 'claimPackage'> &
  Pick<AdvanceMaterialDeps, 'claimMaterial'> & {
    /** Packages, registrations and papers that somebody waits for and nobody has looked at since `before`. */
    readonly untouchedSince: (
      before: Date,
    ) => Promise<readonly { kind: 'PACKAGE' | 'REGISTRATION' | 'MATERIAL'; id: string }[]>;
  };

/** What the jobs that talk to platforms read, gathered into what a connector is handed. */
export function createHostWork(prisma: PrismaClient, cipher: FieldCipher, clock: Clock): HostWork {
  return {
    async claimRegistration(id) {
      const lease = await takeLease(prisma.registration, id, clock);
      if (!lease) return undefined;
      const row = await prisma.registration.findUnique({ where: { id }, include: { program: true } });
      const request = row && (await registrationRequest(prisma, cipher, row));
      if (!row || !request) {
        await lease.free();
        return undefined;
      }
      const registration = readRegistration(row, cipher);
      return { registration, request, free: lease.free };
    },

    claimMaterial: (id) => claimMaterial(prisma, cipher, clock, id),

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
          OR: [
            { goal: { not: null } },
            { review: { in: ['IN_REVIEW', 'DELAYED'] } },
            // Until the platform says that everybody gets it.
            { stagedPercentage: { not: null } },
          ],
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
            { renewingSince: { not: null } },
            { state: 'REGISTERED', sealedVerificationUrl: { not: null }, verification: { not: 'PASSED' } },
          ],
        },
        select: { id: true },
        take: 500,
        orderBy: { updatedAt: 'asc' },
      });
      const materials = await prisma.material.findMany({
        where: { updatedAt: { lt: before }, state: 'PENDING' },
        select: { id: true },
        take: 500,
        orderBy: { updatedAt: 'asc' },
      });
      return [
        ...materials.map(({ id }) => ({ kind: 'MATERIAL' as const, id })),
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

function packageRequest({
  id,
  platform,
  reference,
  version,
  registration,
  program,
}: PackageContext): PackageRequest {
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
    ...(reference === null ? {} : { reference }),
  };
}

import type { PackageRequest } from '../hosts/connector.ts';
import type { Clock } from '../kernel/clock.ts';
import type { AdvanceMaterialDeps } from '../onboarding/advance-material.ts';
import type { AdvanceRegistrationDeps } from '../onboarding/advance-registration.ts';
import { underReview } from '../policy/lifecycle.ts';
import type { Manifest } from '../programs/manifest.ts';
import type { AdvanceDeps } from '../review/advance.ts';
import type { AdvanceSettingDeps } from '../review/advance-setting.ts';
import type { LookForChangesDeps } from '../review/look-for-changes.ts';
import { dueBefore, lookAfterSeconds as looks, MOST_IN_A_SWEEP } from '../review/looks.ts';
import type { FieldCipher } from './encryption/field-cipher.ts';
import type * as rows from './generated/client.ts';
import type { PrismaClient } from './generated/client.ts';
import { takeLease } from './lease.ts';
import { claimMaterial } from './material-work.ts';
import { openNotes } from './reviewer-notes.ts';
import { readPackage, readRegistration, readVersion } from './rows.ts';
import { claimSetting } from './setting-work.ts';
import { registrationRequest } from './supplied-files.ts';
import { programsToWatch, watchedProgram } from './versions-work.ts';

type HostWork = Pick<AdvanceRegistrationDeps, 'claimRegistration'> &
  Pick<AdvanceDeps, 'claimPackage'> &
  Pick<LookForChangesDeps, 'watchedProgram'> &
  Pick<AdvanceMaterialDeps, 'claimMaterial'> &
  Pick<AdvanceSettingDeps, 'claimSetting'> & {
    /**
     * Packages, registrations and papers that somebody waits for, and programs that somebody else could have changed,
     * that nobody has looked at for as long as `looks.ts` says, or for `longestMs`.
     */
    readonly dueForALook: (
      now: Date,
      longestMs: number,
    ) => Promise<
      readonly { kind: 'PACKAGE' | 'REGISTRATION' | 'MATERIAL' | 'SETTING' | 'VERSIONS'; id: string }[]
    >;
  };

/** What nobody has looked at for longest, and no more than one sweep of it. */
const LONGEST_UNSEEN = {
  select: { id: true },
  take: MOST_IN_A_SWEEP,
  orderBy: { updatedAt: 'asc' },
} as const;

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

    claimSetting: (id) => claimSetting(prisma, cipher, clock, id),

    async claimPackage(id) {
      const lease = await takeLease(prisma.package, id, clock);
      if (!lease) return undefined;
      const context = await prisma.package.findUniqueOrThrow({
        where: { id },
        include: { version: true, registration: true, program: true },
      });
      const { version, registration, program, ...row } = context;
      return {
        pack: readPackage(row, version.number),
        request: packageRequest(context),
        forReviewer: () => openNotes(prisma, cipher, row.submissionId),
        free: lease.free,
      };
    },

    watchedProgram: (id) => watchedProgram(prisma, clock, id),

    async dueForALook(now, longestMs) {
      const due = (seconds: number) => ({ updatedAt: { lt: dueBefore(now, seconds, longestMs) } });
      const packages = await prisma.package.findMany({
        where: {
          OR: [
            {
              goal: { not: null },
              // What was asked for is done, and the platform has the word: nothing is under way but its review.
              NOT: { goal: 'IN_REVIEW', review: { in: [...underReview] } },
              ...due(looks.package.UNDER_WAY),
            },
            { review: 'IN_REVIEW', ...due(looks.package.IN_REVIEW) },
            { review: 'DELAYED', ...due(looks.package.DELAYED) },
            // Until the platform says that everybody gets it.
            { stagedPercentage: { not: null }, ...due(looks.package.UNDER_WAY) },
          ],
        },
        ...LONGEST_UNSEEN,
      });
      const registrations = await prisma.registration.findMany({
        where: {
          OR: [
            { state: 'REQUESTED', ...due(looks.registration.REQUESTED) },
            {
              ...due(looks.registration.BEING_CHECKED),
              OR: [
                { state: 'REGISTERED', admission: { not: 'PASSED' } },
                { renewingSince: { not: null } },
                {
                  state: 'REGISTERED',
                  sealedVerificationUrl: { not: null },
                  verification: { not: 'PASSED' },
                },
              ],
            },
          ],
        },
        ...LONGEST_UNSEEN,
      });
      const materials = await prisma.material.findMany({
        where: { state: 'PENDING', ...due(looks.material.PENDING) },
        ...LONGEST_UNSEEN,
      });
      const settings = await prisma.settingChange.findMany({
        where: {
          OR: [
            { state: 'REQUESTED', ...due(looks.setting.REQUESTED) },
            { state: 'IN_REVIEW', ...due(looks.setting.IN_REVIEW) },
          ],
        },
        ...LONGEST_UNSEEN,
      });
      const watched = await programsToWatch(prisma, now, longestMs);
      return [
        ...watched.map((id) => ({ kind: 'VERSIONS' as const, id })),
        ...settings.map(({ id }) => ({ kind: 'SETTING' as const, id })),
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

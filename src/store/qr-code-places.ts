import type { Clock } from '../kernel/clock.ts';
import type { RegistrationStanding, ReleaseState } from '../policy/lifecycle.ts';
import { concerns, enforcementStateOf } from '../policy/measure.ts';
import type { CheckState } from '../programs/registration.ts';
import type { QrCodeDeps } from '../review/qr-code.ts';
import { liveReleaseOf } from '../review/release-axis.ts';
import { readMeasures } from './enforcement-facts.ts';
import type { PrismaClient } from './generated/client.ts';

/** Where programs are distributed, as far as their QR codes depend on it; of one account at a time. */
export function createQrCodePlaces(prisma: PrismaClient, clock: Clock): QrCodeDeps['qrCodePlace'] {
  return async (accountId, id) => {
    const row = await prisma.distribution.findFirst({
      where: { id, accountId },
      select: {
        programId: true,
        hostId: true,
        platform: true,
        release: true,
        packageId: true,
        livePackageId: true,
        liveRelease: true,
      },
    });
    if (!row) return undefined;
    const { programId, platform, packageId, livePackageId } = row;
    const live = liveReleaseOf({
      ...row,
      release: row.release as ReleaseState,
      liveRelease: row.liveRelease as ReleaseState | null,
    });
    const registration = await prisma.registration.findFirst({
      where: { programId, platform },
      select: { appId: true, state: true, admission: true },
    });
    const measures = await readMeasures(prisma, accountId, programId, platform);
    const here = measures.filter((one) => concerns(one, { programId, hostId: row.hostId }));
    return {
      platform,
      enforcement: enforcementStateOf(here, clock.now()),
      registration: (registration?.state ?? 'NOT_REGISTERED') as RegistrationStanding,
      admission: (registration?.admission ?? 'NONE') as CheckState,
      ...(registration?.appId ? { appId: registration.appId } : {}),
      ...(packageId === null ? {} : { packageId }),
      ...(livePackageId === null ? {} : { livePackageId }),
      ...(live === undefined ? {} : { liveRelease: live }),
    };
  };
}

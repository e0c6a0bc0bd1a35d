import type { RegistrationStanding, ReleaseState } from '../policy/lifecycle.ts';
import type { CheckState } from '../programs/registration.ts';
import type { QrCodeDeps } from '../review/qr-code.ts';
import type { PrismaClient } from './generated/client.ts';

/** Where programs are distributed, as far as their QR codes depend on it; of one account at a time. */
export function createQrCodePlaces(prisma: PrismaClient): QrCodeDeps['qrCodePlace'] {
  return async (accountId, id) => {
    const row = await prisma.distribution.findFirst({
      where: { id, accountId },
      select: { programId: true, platform: true, release: true, packageId: true, livePackageId: true },
    });
    if (!row) return undefined;
    const { programId, platform, packageId, livePackageId } = row;
    const registration = await prisma.registration.findFirst({
      where: { programId, platform },
      select: { appId: true, state: true, admission: true },
    });
    return {
      platform,
      release: row.release as ReleaseState,
      registration: (registration?.state ?? 'NOT_REGISTERED') as RegistrationStanding,
      admission: (registration?.admission ?? 'NONE') as CheckState,
      ...(registration?.appId ? { appId: registration.appId } : {}),
      ...(packageId === null ? {} : { packageId }),
      ...(livePackageId === null ? {} : { livePackageId }),
    };
  };
}

import type { Clock } from '../kernel/clock.ts';
import type { ClaimedMaterial, RelyingRegistration } from '../onboarding/advance-material.ts';
import type { MaterialCheckState } from '../onboarding/records.ts';
import type { FieldCipher } from './encryption/field-cipher.ts';
import { openFile } from './files.ts';
import type { PrismaClient } from './generated/client.ts';
import { takeLease } from './lease.ts';
import { readRegistration } from './rows.ts';
import { purposeOf, registrationRequest } from './supplied-files.ts';

/** A paper for one job, with the registrations that go by papers of its place, as it would be handed in to each. */
export async function claimMaterial(
  prisma: PrismaClient,
  cipher: FieldCipher,
  clock: Clock,
  id: string,
): Promise<ClaimedMaterial | undefined> {
  const lease = await takeLease(prisma.material, id, clock);
  if (!lease) return undefined;
  const row = await prisma.material.findUniqueOrThrow({
    where: { id },
    include: { file: true, checks: true },
  });
  const { accountId, programId, paper, file, checks, words } = row;
  const registrations = await prisma.registration.findMany({
    where: { accountId, ...(programId === null ? {} : { programId }) },
    include: { program: true },
    orderBy: { id: 'asc' },
  });
  const isPending = row.state === 'PENDING';
  const relying: RelyingRegistration[] = [];
  for (const registration of isPending ? registrations : []) {
    const request = await registrationRequest(prisma, cipher, registration, { id, paper, programId });
    if (!request) continue;
    const check = checks.find(({ registrationId }) => registrationId === registration.id);
    relying.push({
      registration: readRegistration(registration, cipher),
      request: {
        ...request,
        paper: {
          purpose: purposeOf(paper),
          paper,
          name: file.name,
          mediaType: file.mediaType,
          bytes: openFile(cipher, file),
        },
      },
      ...(check
        ? {
            check: {
              state: check.state as MaterialCheckState,
              ...(check.mark === null ? {} : { mark: check.mark }),
            },
          }
        : {}),
    });
  }
  return {
    id,
    accountId,
    ...(programId === null ? {} : { programId }),
    paper,
    isPending,
    ...(words === null ? {} : { words }),
    relying,
    free: lease.free,
  };
}

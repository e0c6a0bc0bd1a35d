import type { NewEvent } from '../events/event.ts';
import { newId } from '../kernel/ids.ts';
import type { Job } from '../onboarding/job.ts';
import type { OnboardingRecords } from '../onboarding/records.ts';
import { underReview } from '../policy/lifecycle.ts';
import { variantOf } from '../policy/variants.ts';
import type { Manifest } from '../programs/manifest.ts';
import type { Subject } from '../programs/program.ts';
import { createStandingAgreementRecords } from './agreement-records.ts';
import { createAuthorisationRecords } from './authorisation-links.ts';
import { EMAIL_LOCK, lockedEmail } from './email-lock.ts';
import { readMeasures } from './enforcement-facts.ts';
import { readUnpaid } from './fee-records.ts';
import { openForeignChanges } from './foreign-change-records.ts';
import type { Prisma } from './generated/client.ts';
import { readOwed } from './obligation-facts.ts';
import type { RecordParts } from './record-parts.ts';
import { readHost, readMaterial, readProgram, readRegistration, readSelection, readVersion } from './rows.ts';
import { createRulingRecords } from './ruling-records.ts';
import { openJson, sealJson } from './sealed-json.ts';
import { createUndertakingRecords } from './secrecy-records.ts';
import { forgettingThePast, trueSince } from './told-time.ts';

type Recorded = Pick<NewEvent, 'type' | 'payload'> & Partial<NewEvent>;

/** The rows of onboarding, in one transaction. */
export function createOnboardingRecords(
  parts: RecordParts,
  record: (event: Recorded) => void,
  enqueue: (job: Job, options?: { readonly notBefore?: Date }) => void,
): OnboardingRecords {
  const { tx, cipher, now } = parts;
  return {
    ...createRulingRecords(parts),
    ...createAuthorisationRecords(parts),
    record,
    enqueue,
    ...createUndertakingRecords({ tx, now }),
    trueSince: (at, change) => trueSince(tx, at, change),
    forgettingThePast: (change) => forgettingThePast(tx, change),
    ...createStandingAgreementRecords(tx, now),

    acceptances: (accountId, platform) =>
      tx.acceptance
        .findMany({ where: { accountId, platform } })
        .then((rows) =>
          rows.map(({ documentId, documentVersion }) => ({ documentId, version: documentVersion })),
        ),
    async addAcceptances(accountId, platform, documents, manner) {
      const added = await tx.acceptance.createManyAndReturn({
        data: documents.map(({ documentId, version }) => ({
          id: newId('acc', now),
          accountId,
          platform,
          documentId,
          documentVersion: version,
          how: manner.how,
          personId: manner.personId ?? null,
          by: manner.by,
          operation: manner.how === 'BY_USE' ? manner.operation : null,
          at: now,
        })),
        skipDuplicates: true,
        select: { documentId: true, documentVersion: true },
      });
      return added.map(({ documentId, documentVersion }) => ({ documentId, version: documentVersion }));
    },

    async leftAt(accountId, platform) {
      const where = { accountId, platform, state: { not: 'RETURNED' } };
      return (await tx.platformExit.findFirst({ where, select: { startedAt: true } }))?.startedAt;
    },
    async hasLeft(accountId, platform) {
      return (await tx.platformExit.count({ where: { accountId, platform, state: 'LEFT' } })) > 0;
    },
    async returnTo(accountId, platform, documents, personId) {
      const { count } = await tx.platformExit.updateMany({
        where: { accountId, platform, state: 'LEFT' },
        data: { state: 'RETURNED', returnedAt: now },
      });
      if (count === 0) return false;
      for (const { documentId, version: documentVersion } of documents) {
        await tx.acceptance.updateMany({
          where: { accountId, platform, documentId, documentVersion },
          data: { at: now, how: 'EXPLICIT', personId },
        });
      }
      return true;
    },

    async subject(accountId) {
      const row = await tx.subject.findUnique({ where: { accountId } });
      if (!row) return undefined;
      return openJson<Subject>(cipher, subjectCell(accountId), row.sealedDetails);
    },
    async putSubject(accountId, subject) {
      const data = {
        type: subject.type,
        sealedDetails: sealJson(cipher, subjectCell(accountId), subject),
        guardianFileId: subject.guardianFileId ?? null,
        updatedAt: now,
      };
      await tx.subject.upsert({ where: { accountId }, create: { accountId, ...data }, update: data });
    },
    async platformsTold(accountId) {
      const found = await tx.registration.findMany({
        where: { accountId, state: { not: 'REFUSED' } },
        select: { platform: true, admission: true, verification: true },
        orderBy: { platform: 'asc' },
      });
      return [...new Set(found.map(({ platform }) => platform))].map((platform) => ({
        platform,
        verified: found.some(
          (one) => one.platform === platform && [one.admission, one.verification].includes('PASSED'),
        ),
      }));
    },

    files: (accountId, ids) =>
      tx.file.findMany({
        where: { accountId, id: { in: [...ids] } },
        select: { id: true, name: true, mediaType: true, bytes: true, sha256: true },
      }),
    async materials(accountId, programId) {
      const owners = programId === undefined ? [{ programId: null }] : [{ programId: null }, { programId }];
      const rows = await tx.material.findMany({ where: { accountId, OR: owners }, orderBy: { id: 'asc' } });
      return rows.map((row) => readMaterial(row, cipher));
    },
    async addMaterial(accountId, material, state) {
      const id = newId('mat', now);
      const row = await tx.material.create({
        data: {
          id,
          accountId,
          programId: material.programId ?? null,
          paper: material.paper,
          sealedHolder: cipher.seal(
            { table: 'Material', column: 'sealedHolder', rowId: id },
            material.holder,
          ),
          fileId: material.fileId,
          validFrom: material.validFrom,
          validUntil: material.validUntil ?? null,
          state,
          createdAt: now,
          updatedAt: now,
        },
      });
      return readMaterial(row, cipher);
    },
    async changeMaterial(id, change) {
      await tx.material.update({ where: { id }, data: { ...change, updatedAt: now } });
    },
    async replaceMaterials({ id, accountId, programId = null, paper }) {
      const earlier = await tx.material.findMany({
        where: {
          accountId,
          programId,
          paper,
          id: { not: id },
          OR: [{ state: 'EFFECTIVE' }, { state: 'PENDING', id: { lt: id } }],
        },
        select: { id: true },
      });
      const ids = earlier.map((one) => one.id);
      await tx.material.updateMany({
        where: { id: { in: ids } },
        data: { state: 'SUPERSEDED', updatedAt: now },
      });
      await tx.material.update({ where: { id }, data: { state: 'EFFECTIVE', words: null, updatedAt: now } });
      return ids;
    },
    async putMaterialCheck(materialId, registrationId, { state, mark }) {
      const data = { state, mark: mark ?? null, updatedAt: now };
      const { accountId } = await tx.material.findUniqueOrThrow({
        where: { id: materialId },
        select: { accountId: true },
      });
      await tx.materialCheck.upsert({
        where: { materialId_registrationId: { materialId, registrationId } },
        create: { materialId, registrationId, accountId, ...data },
        update: data,
      });
    },

    measuresAgainst: (accountId, programId, platform) => readMeasures(tx, accountId, programId, platform),
    openForeignChanges: (programId, platform) => openForeignChanges(tx, programId, platform),
    obligationsOwed: (accountId, programId, platform) => readOwed(tx, accountId, [programId], platform),
    feesUnpaid: (accountId, programId, platform) => readUnpaid(tx, accountId, programId, platform),

    async program(accountId, id) {
      const row = await tx.program.findFirst({ where: { id, accountId } });
      return row ? readProgram(row) : undefined;
    },
    async lockProgram(accountId, id) {
      await tx.$queryRaw`SELECT 1 FROM "Program" WHERE id = ${id} AND "accountId" = ${accountId} FOR UPDATE`;
      const row = await tx.program.findFirst({ where: { id, accountId } });
      return row ? readProgram(row) : undefined;
    },
    async platformsReviewing(programId) {
      const packages = await tx.package.findMany({
        where: {
          programId,
          OR: [{ review: { in: [...underReview] } }, { review: 'NOT_SUBMITTED', goal: 'IN_REVIEW' }],
        },
        select: { platform: true },
      });
      return [...new Set(packages.map(({ platform }) => platform))].sort();
    },
    hasProgramNamed: (accountId, name) => tx.program.count({ where: { accountId, name } }).then((n) => n > 0),
    async addProgram(accountId, manifest: Manifest) {
      const row = await tx.program.create({
        data: {
          id: newId('prog', now),
          accountId,
          name: manifest.name,
          manifest: manifest as unknown as Prisma.InputJsonObject,
          createdAt: now,
        },
      });
      return readProgram(row);
    },
    async changeManifest({ id }, manifest) {
      const { name } = manifest;
      await tx.program.update({
        where: { id },
        data: { name, manifest: manifest as unknown as Prisma.InputJsonObject },
      });
    },
    async versionNumbered(programId, number) {
      const row = await tx.version.findUnique({ where: { programId_number: { programId, number } } });
      return row ? readVersion(row) : undefined;
    },
    async addVersion(accountId, { programId, number, description, settings, templates }) {
      const row = await tx.version.create({
        data: {
          id: newId('ver', now),
          accountId,
          programId,
          number,
          description,
          settings: settings as Prisma.InputJsonObject,
          templates: templates as Prisma.InputJsonObject,
          createdAt: now,
        },
      });
      return readVersion(row);
    },

    hosts: (platform) =>
      tx.host.findMany({ where: { platform }, orderBy: { id: 'asc' } }).then((rows) => rows.map(readHost)),
    async selection(programId, platform) {
      const row = await tx.hostSelection.findUnique({
        where: { programId_platform: { programId, platform } },
      });
      return row ? readSelection(row) : undefined;
    },
    async putSelection(accountId, programId, { platform, ...choice }) {
      const hostIds = choice.mode === 'EXPLICIT' ? [...choice.hostIds] : [];
      const data = { accountId, mode: choice.mode, hostIds, chosenAt: now };
      await tx.hostSelection.upsert({
        where: { programId_platform: { programId, platform } },
        create: { programId, platform, ...data },
        update: data,
      });
    },
    async ensureDistributions({ id: programId, accountId }, platform, hostIds) {
      await tx.distribution.createMany({
        data: hostIds.map((hostId) => ({
          id: newId('dist', now),
          accountId,
          programId,
          platform,
          hostId,
          confirmation: 'NOT_NEEDED',
          release: 'NOT_RELEASED',
          updatedAt: now,
        })),
        skipDuplicates: true,
      });
    },

    async dropDrafts({ id: programId }, platform, except) {
      // A submission that is being written down has the program, and has its distributions until it is done.
      await tx.$queryRaw`SELECT 1 FROM "Program" WHERE id = ${programId} FOR UPDATE`;
      await tx.distribution.deleteMany({
        where: { programId, platform, packageId: null, livePackageId: null, hostId: { notIn: [...except] } },
      });
    },

    async registration(programId, platform) {
      const row = await tx.registration.findUnique({
        where: { programId_platform: { programId, platform } },
      });
      return row ? readRegistration(row, cipher) : undefined;
    },
    async emailInUse(platform, email, programId) {
      const locks = [...cipher.lookupForms(EMAIL_LOCK, lockedEmail(platform, email))];
      const count = await tx.registration.count({
        where: { emailLock: { in: locks }, programId: { not: programId } },
      });
      return count > 0;
    },
    async addRegistration({ id: programId, accountId }, platform, email) {
      const id = newId('reg', now);
      const once = variantOf(platform).emailMustBeUnique;
      const data = {
        sealedEmail: cipher.seal({ table: 'Registration', column: 'sealedEmail' }, email),
        emailLock: once ? cipher.sealForLookup(EMAIL_LOCK, lockedEmail(platform, email)) : null,
        state: 'REQUESTED',
        admission: 'NONE',
        verification: 'NONE',
        sealedConsentUrl: null,
        sealedVerificationUrl: null,
        words: null,
        renewingSince: null,
        renewalMark: null,
        anomaly: null,
        authorisedSince: null,
        authorisationEndedAt: null,
        permissions: [],
        updatedAt: now,
      };
      // A refused registration is taken up again under its old id.
      const row = await tx.registration.upsert({
        where: { programId_platform: { programId, platform } },
        create: { id, accountId, programId, platform, createdAt: now, ...data },
        update: { ...data, attempt: { increment: 1 } },
      });
      return readRegistration(row, cipher);
    },
    async changeRegistration(id, { consentUrl, verificationUrl, permissions, ...change }) {
      const seal = (column: string, page: string) =>
        cipher.seal({ table: 'Registration', column, rowId: id }, page);
      await tx.registration.update({
        where: { id },
        data: {
          ...change,
          ...(permissions === undefined ? {} : { permissions: [...permissions] }),
          ...(consentUrl === undefined ? {} : { sealedConsentUrl: seal('sealedConsentUrl', consentUrl) }),
          ...(verificationUrl === undefined
            ? {}
            : { sealedVerificationUrl: seal('sealedVerificationUrl', verificationUrl) }),
          updatedAt: now,
        },
      });
    },
  };
}

function subjectCell(accountId: string) {
  return { table: 'Subject', column: 'sealedDetails', rowId: accountId };
}

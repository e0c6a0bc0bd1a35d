import type { RegistrationRecord } from '../onboarding/records.ts';
import type { ConfirmationState, PackageState, ReleaseState, ReviewState } from '../policy/lifecycle.ts';
import type { Material, MaterialState } from '../programs/category.ts';
import type { Host, HostConfirmation, HostForm, HostKind } from '../programs/host.ts';
import type { KeptTrouble } from '../programs/host-trouble.ts';
import type { Manifest } from '../programs/manifest.ts';
import type { HostSelection, Program } from '../programs/program.ts';
import type { CheckState, RegistrationState } from '../programs/registration.ts';
import type { Version } from '../programs/version.ts';
import type { DistributionRecord, GoalDetail, PackageGoal, PackageRecord } from '../review/records.ts';
import type { FieldCipher } from './encryption/field-cipher.ts';
import type * as rows from './generated/client.ts';

// Rows as the database has them, in the words of the rooms above. The database checks that columns with
// a fixed vocabulary hold a word of it, so reading them is a matter of type and not of trust.

export function readHost({ nameZh, nameEn, ...row }: rows.Host): Host {
  return {
    ...row,
    name: { 'zh-CN': nameZh, en: nameEn },
    kind: row.kind as HostKind,
    form: row.form as HostForm,
    confirmation: row.confirmation as HostConfirmation,
  };
}

export function readProgram({ id, accountId, manifest }: rows.Program): Program {
  return { id, accountId, manifest: manifest as unknown as Manifest };
}

export function readVersion({
  id,
  programId,
  number,
  description,
  settings,
  templates,
}: rows.Version): Version {
  return {
    id,
    programId,
    number,
    description,
    settings: settings as Record<string, unknown>,
    templates: templates as Record<string, string>,
  };
}

export function readMaterial(row: rows.Material, cipher: FieldCipher): Material {
  const { id, paper, fileId, validFrom, validUntil } = row;
  return {
    id,
    paper,
    holder: cipher.open({ table: 'Material', column: 'sealedHolder', rowId: id }, row.sealedHolder),
    fileId,
    validFrom,
    ...(validUntil === null ? {} : { validUntil }),
    state: row.state as MaterialState,
  };
}

export function readRegistration(row: rows.Registration, cipher: FieldCipher): RegistrationRecord {
  const { id, accountId, programId, platform, appId, words, anomaly, attempt, renewingSince, renewalMark } =
    row;
  const { authorisedSince, authorisationEndedAt, permissions } = row;
  return {
    id,
    accountId,
    programId,
    platform,
    email: cipher.open({ table: 'Registration', column: 'sealedEmail' }, row.sealedEmail),
    state: row.state as RegistrationState,
    admission: row.admission as CheckState,
    verification: row.verification as CheckState,
    attempt,
    permissions,
    awaitsConsent: row.sealedConsentUrl !== null,
    ...(appId === null ? {} : { appId }),
    ...(words === null ? {} : { words }),
    ...(renewingSince === null ? {} : { renewingSince }),
    ...(renewalMark === null ? {} : { renewalMark }),
    ...(anomaly === null ? {} : { anomaly }),
    ...(authorisedSince === null ? {} : { authorisedSince }),
    ...(authorisationEndedAt === null ? {} : { authorisationEndedAt }),
  };
}

export function readSelection({ platform, mode, hostIds }: rows.HostSelection): HostSelection {
  return mode === 'EXPLICIT' ? { platform, mode, hostIds } : { platform, mode: 'UNSPECIFIED' };
}

export function readPackage(row: rows.Package, versionNumber: string): PackageRecord {
  const {
    goal,
    goalDetail,
    stagedPercentage,
    reference,
    trouble,
    newsAt,
    leaseUntil: _until,
    leaseOwner: _owner,
    updatedAt: _updated,
    ...rest
  } = row;
  return {
    ...rest,
    versionNumber,
    state: row.state as PackageState,
    review: row.review as ReviewState,
    ...(goal === null ? {} : { goal: goal as PackageGoal }),
    ...(goalDetail === null ? {} : { goalDetail: goalDetail as unknown as GoalDetail }),
    ...(stagedPercentage === null ? {} : { stagedPercentage }),
    ...(reference === null ? {} : { reference }),
    ...(newsAt === null ? {} : { newsAt }),
    ...(trouble === null ? {} : { trouble: trouble as unknown as KeptTrouble }),
  };
}

export function readDistribution(row: rows.Distribution): DistributionRecord {
  const { id, accountId, programId, platform, hostId, packageId, livePackageId, stagedPackageId } = row;
  return {
    id,
    accountId,
    programId,
    platform,
    hostId,
    confirmation: row.confirmation as ConfirmationState,
    release: row.release as ReleaseState,
    ...(packageId === null ? {} : { packageId }),
    ...(livePackageId === null ? {} : { livePackageId }),
    ...(row.liveRelease === null ? {} : { liveRelease: row.liveRelease as ReleaseState }),
    ...(stagedPackageId === null ? {} : { stagedPackageId }),
  };
}

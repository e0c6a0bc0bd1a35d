import {
  type ComplianceReport,
  composeReport,
  type PlatformFile,
  type ReportedObligation,
  type ReportTerms,
} from '../duties/compliance-report.ts';
import type { Clock } from '../kernel/clock.ts';
import { factsAbout } from '../onboarding/facts.ts';
import { evaluate } from '../policy/evaluate.ts';
import type { Facts } from '../policy/facts.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { Program } from '../programs/program.ts';
import { factsOfVersion } from '../review/facts.ts';
import { dealingsOf, evidenceReader, type ReportedOn } from './compliance-dealings.ts';
import type { Database } from './database.ts';
import type { FieldCipher } from './encryption/field-cipher.ts';
import { readObligation } from './obligation-records.ts';
import type { RecordParts } from './record-parts.ts';
import { createReviewRecords } from './review-records.ts';
import { readMaterial } from './rows.ts';

/** What is reported: on which program of the account, at which platforms. */
export interface ReportAsked extends ReportTerms {
  readonly accountId: string;
  readonly programId: string;
  /** Left out: every platform whose agreement the account has accepted anything of. */
  readonly platform?: PlatformId | undefined;
}

/** The report; undefined where the account has no such program. */
export type ComplianceReader = (asked: ReportAsked) => Promise<ComplianceReport | undefined>;

const SNAPSHOT = { isolationLevel: 'RepeatableRead', maxWait: 10_000, timeout: 20_000 } as const;

/** Reads what a report is composed of, as it is on file at one moment. */
export function createComplianceReader(
  { prisma }: Pick<Database, 'prisma'>,
  cipher: FieldCipher,
  clock: Clock,
): ComplianceReader {
  return (asked) => prisma.$transaction((tx) => read({ tx, cipher, now: clock.now() }, asked), SNAPSHOT);
}

async function read(parts: RecordParts, asked: ReportAsked): Promise<ComplianceReport | undefined> {
  const { tx, cipher } = parts;
  const { accountId, programId, platform, at } = asked;
  const records = createReviewRecords(parts, nothing, nothing);
  const program = await records.program(accountId, programId);
  if (!program) return undefined;
  const subject = await records.subject(accountId);
  const materials = await tx.material.findMany({
    where: { accountId, OR: [{ programId: null }, { programId }], createdAt: { lte: at } },
    orderBy: { id: 'asc' },
  });
  const platforms: PlatformFile[] = [];
  for (const one of platform ? [platform] : await platformsOf(parts, accountId)) {
    platforms.push(await fileAt(parts, records, program, one, asked));
  }
  return composeReport(
    {
      program,
      subjectType: subject?.type,
      materials: materials.map((row) => ({
        ...readMaterial(row, cipher),
        ofProgram: row.programId !== null,
      })),
      platforms,
    },
    asked,
  );
}

/** A report is read, and nothing is done. */
function nothing(): never {
  throw new Error('a report changes nothing');
}

async function platformsOf({ tx }: RecordParts, accountId: string): Promise<readonly PlatformId[]> {
  const found = await tx.acceptance.findMany({
    where: { accountId },
    distinct: ['platform'],
    select: { platform: true },
    orderBy: { platform: 'asc' },
  });
  return found.map(({ platform }) => platform);
}

type Records = ReturnType<typeof createReviewRecords>;

async function fileAt(
  parts: RecordParts,
  records: Records,
  program: Program,
  platform: PlatformId,
  { at }: ReportTerms,
): Promise<PlatformFile> {
  const { tx } = parts;
  const variant = await records.variantOf(platform);
  const { id: programId, accountId } = program;
  const own = { accountId, platform, OR: [{ programId: null }, { programId }] };
  const acceptances = await tx.acceptance.findMany({
    where: { accountId, platform },
    orderBy: { id: 'asc' },
  });
  const audits = await tx.auditRequest.findMany({ where: own, orderBy: { id: 'asc' } });
  const rightsRequests = await tx.rightsRequest.findMany({
    where: { programId, platform },
    orderBy: { id: 'asc' },
  });
  const facts = await factsFor(records, program, platform);
  return {
    platform,
    variant,
    acceptances: acceptances.map(({ documentId, documentVersion, how, operation, at: accepted }) => ({
      documentId,
      version: documentVersion,
      how,
      operation,
      at: accepted,
    })),
    verdict: evaluate(variant, facts, 'SUBMIT', at),
    undertakings: await undertakingsOf(parts, accountId, platform, at),
    rulings: await records.rulings(programId, platform),
    obligations: await obligationsOf(parts, own),
    rightsRequests,
    audits,
    dealings: await dealingsOf(parts, own),
  };
}

/** What is asked of a submission of the newest version, where it declares what each submission has to. */
async function factsFor(records: Records, program: Program, platform: PlatformId): Promise<Facts> {
  const { contentKinds } = await records.variantOf(platform);
  const declaration = { absentContent: contentKinds.map(({ code }) => code) };
  const version = await records.newestVersion(program.id);
  if (!version) return { ...(await factsAbout(records, program, platform)), declaration };
  return (await factsOfVersion(records, program, version, platform, declaration)).facts;
}

async function undertakingsOf(
  { tx }: RecordParts,
  accountId: string,
  platform: PlatformId,
  at: Date,
): Promise<PlatformFile['undertakings']> {
  const signed = await tx.undertaking.findMany({
    where: { accountId, platform, createdAt: { lte: at } },
    orderBy: { id: 'asc' },
  });
  const members = await tx.member.findMany({ where: { accountId }, select: { id: true } });
  return signed.map(({ id, memberId, signedOn, validUntil, revokedAt }) => ({
    id,
    memberId,
    platform,
    signedOn,
    revoked: revokedAt !== null && revokedAt <= at,
    left: !members.some((member) => member.id === memberId),
    ...(validUntil === null ? {} : { validUntil }),
  }));
}

async function obligationsOf(parts: RecordParts, own: ReportedOn): Promise<readonly ReportedObligation[]> {
  const { tx, cipher } = parts;
  const found = await tx.obligation.findMany({ where: own, orderBy: { id: 'asc' } });
  const shown = await evidenceReader(parts, own.accountId, found);
  return found.map((row) => {
    const { id, createdAt, endedAt, endedBy, sealedStatement, evidenceFileIds } = row;
    const cell = { table: 'Obligation', column: 'sealedStatement', rowId: id };
    return {
      ...readObligation(row),
      createdAt,
      evidence: shown(evidenceFileIds),
      ...(endedAt === null ? {} : { endedAt }),
      ...(endedBy === null ? {} : { endedBy }),
      ...(sealedStatement === null ? {} : { statement: cipher.open(cell, sealedStatement) }),
    };
  });
}

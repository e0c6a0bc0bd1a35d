import { createHash } from 'node:crypto';
import type { PlatformExit, PurgedRows, PurgeKind } from '../review/exit-records.ts';
import { Prisma } from './generated/client.ts';
import { LEFT_APP } from './left-apps.ts';
import { purgeLog } from './purge-log.ts';
import { purgeDeadLetters, purgePushes } from './purge-pushes.ts';
import type { RecordParts } from './record-parts.ts';
import { openJson } from './sealed-json.ts';
import { OPEN_STATES } from './setting-records.ts';
import { forgetCells, forgettingThePast } from './told-time.ts';

/**
 * Purges what the gateway holds from a platform for one account. Rows that are nothing but the platform's go; of rows
 * that are the account's own record, the columns that hold what the platform said. Each kind leaves a count and a
 * digest of what was there. The account's own: its papers, versions, declarations, rulings, demands, confirmations.
 */
export async function purgePlatform(
  parts: RecordParts,
  exit: PlatformExit,
  everything: boolean,
): Promise<readonly PurgedRows[]> {
  const { tx, cipher } = parts;
  const { id: exitId, accountId, platform } = exit;
  const registrations = await tx.registration.findMany({
    where: { accountId, platform },
    orderBy: { id: 'asc' },
  });
  const registrationIds = registrations.map(({ id }) => id);
  const appIds = registrations.flatMap(({ appId }) => appId ?? []);
  const purged: PurgedRows[] = [];
  const note = (kind: PurgeKind, table: string, rows: readonly object[]) => {
    if (rows.length > 0) purged.push({ kind, table, rows: rows.length, sha256: digestOf(rows) });
  };

  // What is still pushed about these programs is not kept from here on.
  await tx.leftProgram.createMany({
    data: appIds.map((appId) => ({ exitId, sealedAppId: cipher.sealForLookup(LEFT_APP, appId) })),
    skipDuplicates: true,
  });
  const names = [...appIds, ...(await namesInNotes(parts, platform, registrationIds))];
  note('DEAD_LETTERS', 'DeadLetter', await purgeDeadLetters(parts, exit, names));
  if (everything) note('PUSHES', 'HostPush', await purgePushes(parts, platform, appIds, names));
  note('CREDENTIALS', 'HostCredential', await purgeCredentials(parts, platform, appIds, registrationIds));
  await tx.authorisationLink.deleteMany({ where: { accountId, platform } });
  note('REGISTRATIONS', 'Registration', registrations);
  await tx.registration.updateMany({
    where: { id: { in: registrationIds } },
    data: {
      ...SAID_OF_REGISTRATION,
      state: 'LEFT',
      sealedConsentUrl: null,
      sealedVerificationUrl: null,
      updatedAt: parts.now,
    },
  });
  await forgetCells(tx, 'Registration', registrationIds, SAID_OF_REGISTRATION);
  const packages = await tx.package.findMany({ where: { accountId, platform }, orderBy: { id: 'asc' } });
  await tx.package.updateMany({ where: { accountId, platform }, data: { goal: null } });
  await tx.settingChange.updateMany({
    where: { accountId, platform, state: { in: OPEN_STATES } },
    data: { state: 'ABANDONED', decidedAt: parts.now, updatedAt: parts.now },
  });
  if (!everything) return purged;

  note('PACKAGE_ANSWERS', 'Package', packages);
  // Raw, because a JSON null is not an empty column.
  await tx.$executeRaw`UPDATE "Package" SET reference = NULL, trouble = NULL
                       WHERE "accountId" = ${accountId} AND platform = ${platform}`;
  await forgetCells(tx, 'Package', idsOf(packages), { reference: null, trouble: null });
  await purgeWords(parts, exit, note);
  await purgeNotices(parts, exit, note);
  note('PAPER_CHECKS', 'MaterialCheck', await purgePaperChecks(parts, registrationIds));
  note('FOREIGN_CHANGES', 'ForeignChange', await purgeForeignChanges(parts, exit));
  note('LOG_WORDS', 'Event', await purgeLog(parts, exit));
  return purged;
}

/** What the platform said of a registration, emptied. */
const SAID_OF_REGISTRATION = {
  appId: null,
  admission: 'NONE',
  verification: 'NONE',
  renewingSince: null,
  renewalMark: null,
  words: null,
  anomaly: null,
  authorisedSince: null,
  authorisationEndedAt: null,
  permissions: [] as string[],
} as const;

/** What the platform said of reviews, hosts, measures and what was said against those: now, and in what was read then. */
async function purgeWords(
  { tx }: RecordParts,
  { accountId, platform }: PlatformExit,
  note: (kind: PurgeKind, table: string, rows: readonly object[]) => void,
): Promise<void> {
  const oldestFirst = { orderBy: { id: 'asc' } } as const;
  const where = { accountId, platform };
  const said = { words: null };
  const spoken = { words: { not: null } };

  const reviews = await tx.review.findMany({ where, ...oldestFirst });
  const reviewed = { words: null, reasonCode: null };
  const gone = { ...reviewed, findings: Prisma.DbNull };
  note(
    'REVIEW_WORDS',
    'Review',
    reviews.filter(
      ({ words, reasonCode, findings }) => words !== null || reasonCode !== null || findings !== null,
    ),
  );
  await tx.review.updateMany({ where, data: gone });
  await forgetCells(tx, 'Review', idsOf(reviews), { ...reviewed, findings: null });

  const distributions = await tx.distribution.findMany({ where, ...oldestFirst });
  note('HOST_WORDS', 'Distribution', saying(distributions));
  await tx.distribution.updateMany({ where: { ...where, ...spoken }, data: said });
  await forgetCells(tx, 'Distribution', idsOf(distributions), said);

  const changes = await tx.settingChange.findMany({ where, ...oldestFirst });
  const unsaid = { reference: null, words: null };
  note('REVIEW_WORDS', 'SettingChange', saying(changes));
  await tx.settingChange.updateMany({
    where,
    data: { ...unsaid, mark: null, trouble: Prisma.DbNull, told: Prisma.DbNull },
  });
  await forgetCells(tx, 'SettingChange', idsOf(changes), { ...unsaid, trouble: null });

  const measures = await tx.enforcement.findMany({ where, ...oldestFirst });
  const told = { reference: null, words: null, endWords: null };
  note('MEASURE_WORDS', 'Enforcement', saying(measures));
  await tx.enforcement.updateMany({ where, data: told });
  await forgetCells(tx, 'Enforcement', idsOf(measures), told);

  const against = { enforcementId: { in: idsOf(measures) } };
  const appeals = await tx.appeal.findMany({ where: against, ...oldestFirst });
  // What was turned away says why, as long as it is turned away: it goes nowhere any more.
  const answered = { reference: null, words: null };
  const untold = { ...answered, handIn: 'HERE', trouble: Prisma.DbNull };
  note('MEASURE_WORDS', 'Appeal', saying(appeals));
  await tx.appeal.updateMany({ where: against, data: untold });
  await forgetCells(tx, 'Appeal', idsOf(appeals), { ...answered, trouble: null });

  const fixes = await tx.rectification.findMany({ where: against, ...oldestFirst });
  note('MEASURE_WORDS', 'Rectification', saying(fixes));
  await tx.rectification.updateMany({ where: against, data: untold });
  await forgetCells(tx, 'Rectification', idsOf(fixes), { ...answered, trouble: null });
}

/** What the platform wrote to the account. What it sent to everybody is the platform's own, and stays with it. */
async function purgeNotices(
  { tx }: RecordParts,
  { accountId, platform }: PlatformExit,
  note: (kind: PurgeKind, table: string, rows: readonly object[]) => void,
): Promise<void> {
  const nothing = { 'zh-CN': '', en: '' };
  const empty = { subject: nothing, body: nothing };
  const notices = await tx.notice.findMany({ where: { accountId, platform }, orderBy: { id: 'asc' } });
  note('NOTICE_WORDS', 'Notice', notices);
  await tx.notice.updateMany({ where: { accountId, platform }, data: empty });
  const toItAlone = { toAccountId: accountId, platform };
  const sendings = await tx.noticeSending.findMany({ where: toItAlone, orderBy: { id: 'asc' } });
  note('NOTICE_WORDS', 'NoticeSending', sendings);
  await tx.noticeSending.updateMany({ where: toItAlone, data: empty });
}

interface Said {
  readonly words: string | null;
  readonly endWords?: string | null;
  readonly reference?: string | null;
}

function saying<Row extends Said>(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ words, endWords, reference }) => words ?? endWords ?? reference ?? false);
}

function idsOf(rows: readonly { readonly id: string }[]): string[] {
  return rows.map(({ id }) => id);
}

/** How the platform names the account in pushes that carry no app id, as it was noted of the registrations. */
async function namesInNotes(
  { tx, cipher }: RecordParts,
  platform: string,
  registrationIds: readonly string[],
): Promise<string[]> {
  const notes = await tx.hostCredential.findMany({
    where: { platform, kind: 'registration', holder: { in: [...registrationIds] } },
  });
  return notes.flatMap((row) => {
    const { customerId, appId } = openJson<{ customerId?: string; appId?: string }>(
      cipher,
      credentialCell(row),
      row.sealedSecret,
    );
    return [customerId, appId].filter((name) => name !== undefined);
  });
}

/** Tokens, codes and notes of the programs and registrations, and the marks that lead from a push to one. */
async function purgeCredentials(
  { tx, cipher }: RecordParts,
  platform: string,
  appIds: readonly string[],
  registrationIds: readonly string[],
): Promise<object[]> {
  const own = await tx.hostCredential.findMany({
    where: { platform, holder: { in: [...appIds, ...registrationIds] } },
    orderBy: [{ holder: 'asc' }, { kind: 'asc' }],
  });
  const marks = await tx.hostCredential.findMany({
    where: { platform, kind: { startsWith: 'registration-of:' } },
    orderBy: [{ holder: 'asc' }, { kind: 'asc' }],
  });
  const ours = marks.filter((row) => {
    const owner = openJson<{ registrationId?: string }>(cipher, credentialCell(row), row.sealedSecret);
    return owner.registrationId !== undefined && registrationIds.includes(owner.registrationId);
  });
  const gone = [...own, ...ours];
  for (const { holder, kind } of gone)
    await tx.hostCredential.deleteMany({ where: { platform, holder, kind } });
  return gone;
}

/** What was done in the platform's own console is known from it alone. That something was, stays in the log. */
async function purgeForeignChanges(
  { tx }: RecordParts,
  { accountId, platform }: PlatformExit,
): Promise<readonly object[]> {
  const where = { accountId, platform };
  const changes = await tx.foreignChange.findMany({ where, orderBy: { id: 'asc' } });
  await forgettingThePast(tx, () => tx.foreignChange.deleteMany({ where }));
  return changes;
}

async function purgePaperChecks(
  { tx }: RecordParts,
  registrationIds: readonly string[],
): Promise<readonly object[]> {
  const where = { registrationId: { in: [...registrationIds] } };
  const checks = await tx.materialCheck.findMany({
    where,
    include: { material: { select: { words: true } } },
    orderBy: [{ materialId: 'asc' }, { registrationId: 'asc' }],
  });
  await forgettingThePast(tx, () => tx.materialCheck.deleteMany({ where }));
  const papers = checks.map(({ materialId }) => materialId);
  await tx.material.updateMany({ where: { id: { in: papers } }, data: { words: null } });
  await forgetCells(tx, 'Material', papers, { words: null });
  return checks;
}

function credentialCell({ platform, holder, kind }: { platform: string; holder: string; kind: string }) {
  return { table: 'HostCredential', column: 'sealedSecret', rowId: `${platform}/${holder}/${kind}` };
}

function digestOf(rows: readonly object[]): string {
  const asText = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
  return createHash('sha256').update(JSON.stringify(rows, asText)).digest('hex');
}

import { createHash } from 'node:crypto';
import type { PlatformExit, PurgedRows, PurgeKind } from '../review/exit-records.ts';
import { Prisma } from './generated/client.ts';
import type { RecordParts } from './record-parts.ts';
import { openJson } from './sealed-json.ts';
import { forgetCells, forgettingThePast } from './told-time.ts';

/** What in the log's payloads comes from a platform: its words, codes, pages, names and marks. */
const LOGGED = ['words', 'reasonCode', 'code', 'url', 'consentUrl', 'verificationUrl', 'appId', 'reference'];

const PAGE = 500;

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
  if (everything) {
    const names = [...appIds, ...(await namesInNotes(parts, platform, registrationIds))];
    note('PUSHES', 'HostPush', await purgePushes(parts, platform, appIds, names));
  }
  note('CREDENTIALS', 'HostCredential', await purgeCredentials(parts, platform, appIds, registrationIds));
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
  if (!everything) return purged;

  note('PACKAGE_ANSWERS', 'Package', packages);
  // Raw, because a JSON null is not an empty column.
  await tx.$executeRaw`UPDATE "Package" SET reference = NULL, trouble = NULL
                       WHERE "accountId" = ${accountId} AND platform = ${platform}`;
  await forgetCells(tx, 'Package', idsOf(packages), { reference: null, trouble: null });
  await purgeWords(parts, exit, note);
  await purgeNotices(parts, exit, note);
  note('PAPER_CHECKS', 'MaterialCheck', await purgePaperChecks(parts, registrationIds));
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

export const LEFT_APP = { table: 'LeftProgram', column: 'sealedAppId' };

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

/** Those that came in for a program of the account, and those for the gateway that name one. */
async function purgePushes(
  { tx, cipher }: RecordParts,
  platform: string,
  appIds: readonly string[],
  names: readonly string[],
): Promise<object[]> {
  const found: { id: string }[] = [];
  const mine = new Set(appIds);
  const isOurs = ({ id, address, sealedMessage }: { id: string; address: string; sealedMessage: string }) => {
    if (mine.has(address)) return true;
    if (names.length === 0) return false;
    const message = cipher.open({ table: 'HostPush', column: 'sealedMessage', rowId: id }, sealedMessage);
    return names.some((name) => message.includes(name));
  };
  for (let after = ''; ; ) {
    const page = await tx.hostPush.findMany({
      where: { platform, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: PAGE,
    });
    found.push(...page.filter(isOurs));
    const last = page.at(-1);
    if (page.length < PAGE || !last) break;
    after = last.id;
  }
  await tx.hostPush.deleteMany({ where: { id: { in: found.map(({ id }) => id) } } });
  return found;
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

/** The events stay, in their places and of their kinds; what the platform said in them is taken out of them. */
async function purgeLog({ tx }: RecordParts, exit: PlatformExit): Promise<readonly object[]> {
  const { id, accountId, platform } = exit;
  const told = await tx.$queryRaw<{ id: string; payload: unknown }[]>`
    SELECT id, payload FROM "Event"
    WHERE "accountId" = ${accountId} AND payload->>'platform' = ${platform} AND payload ?| ${LOGGED}::text[]
      AND EXISTS (SELECT 1 FROM jsonb_each(payload) AS said
                  WHERE said.key = ANY(${LOGGED}::text[]) AND said.value <> 'null'::jsonb)
    ORDER BY "accountPosition"`;
  await tx.$queryRaw`SELECT set_config('paifang.purging', ${accountId}, true)`;
  await tx.$executeRaw`
    UPDATE "Event" SET payload = (payload - ${LOGGED}::text[]) || jsonb_build_object('purged', ${id}::text)
    WHERE id = ANY(${told.map((event) => event.id)}::text[])`;
  await tx.$queryRaw`SELECT set_config('paifang.purging', '', true)`;
  return told;
}

function credentialCell({ platform, holder, kind }: { platform: string; holder: string; kind: string }) {
  return { table: 'HostCredential', column: 'sealedSecret', rowId: `${platform}/${holder}/${kind}` };
}

function digestOf(rows: readonly object[]): string {
  const asText = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
  return createHash('sha256').update(JSON.stringify(rows, asText)).digest('hex');
}

import type { PlatformExit } from '../review/exit-records.ts';
import { reasonCell } from './dead-letters.ts';
import { messageCell } from './push-inbox.ts';
import type { RecordParts } from './record-parts.ts';

const PAGE = 500;

/** Those that came in for a program of the account, and those for the gateway that name one. */
export async function purgePushes(
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
    const message = cipher.open(messageCell(id), sealedMessage);
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

/**
 * What was given up at the platform, which nobody can try again there: jobs about the account, and pushes for its programs
 * or that name one. Their reasons are mostly the platform's words; so are those of jobs that are about no one platform.
 */
export async function purgeDeadLetters(
  { tx, cipher }: RecordParts,
  { accountId, platform }: PlatformExit,
  names: readonly string[],
): Promise<object[]> {
  const letters = await tx.deadLetter.findMany({
    where: { OR: [{ accountId }, { platform, accountId: null }] },
    orderBy: { id: 'asc' },
  });
  const found = letters.filter((letter) => {
    if (letter.accountId !== null && letter.platform !== null) return letter.platform === platform;
    const reason = cipher.open(reasonCell(letter.id), letter.sealedReason);
    return letter.accountId === null
      ? names.some((name) => reason.includes(name))
      : reason.startsWith(`${platform} `);
  });
  await tx.deadLetter.deleteMany({ where: { id: { in: found.map(({ id }) => id) } } });
  return found;
}

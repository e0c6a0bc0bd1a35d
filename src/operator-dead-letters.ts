import { readConfig } from './config.ts';
import { systemClock } from './kernel/clock.ts';
import { keptKeys } from './local-keys.ts';
import { type DeadLetter, isDead } from './review/dead-letters.ts';
import { type Database, openDatabase } from './store/database.ts';
import { DeadLetterBox, replayIn } from './store/dead-letters.ts';
import { createFieldCipher } from './store/encryption/field-cipher.ts';
import { createJobQueue, type QueuedJob } from './store/job-queue.ts';
import { pushesToNoEffect } from './store/reads/push-reads.ts';

type Print = (line: string) => void;

/** One JSON object a line, so that other tools can read it. */
export async function listDeadLetters(last: number, print: Print): Promise<void> {
  await withBox(async (box) => {
    for (const letter of await box.list(last)) {
      const { reason, ...shown } = letter;
      print(JSON.stringify({ ...shown, dead: isDead(letter), reason: reason.split('\n')[0] }));
    }
  });
}

export async function showDeadLetter(id: string, print: Print): Promise<void> {
  await withBox(async (box) => print(JSON.stringify(await letterOf(box, id), null, 2)));
}

/** Tried by the next gateway that runs on this database. */
export async function replayAnyDeadLetter(id: string, print: Print): Promise<void> {
  await withBox(async (box, database) => {
    const letter = await letterOf(box, id);
    if (!isDead(letter)) return print(`${id} is not dead: it was done, or is being tried`);
    const queue = await createJobQueue(database.pool, {
      alone: false,
      onError: (fault) => print(String(fault)),
    });
    try {
      const jobs: QueuedJob[] = [];
      await database.prisma.$transaction(async (tx) => {
        await replayIn(tx, letter, systemClock.now(), (job) => jobs.push({ job }));
        await queue.sendIn(tx, jobs);
      });
    } finally {
      await queue.stop();
    }
    print(`${letter.kind} ${letter.subjectId} is in the queue again`);
  });
}

export async function listPushesToNoEffect(last: number, print: Print): Promise<void> {
  const database = await openDatabase(readConfig(process.env).database);
  try {
    for (const push of await pushesToNoEffect(database.pool, last)) print(JSON.stringify(push));
  } finally {
    await database.close();
  }
}

async function letterOf(box: DeadLetterBox, id: string): Promise<DeadLetter> {
  const letter = await box.find(id);
  if (!letter)
    throw new Error(`there is no dead letter \`${id}\`: \`dead-letters list\` names those there are`);
  return letter;
}

async function withBox(work: (box: DeadLetterBox, database: Database) => Promise<void>): Promise<void> {
  const config = readConfig(process.env);
  const keys = config.keys ?? keptKeys(config.dataDirectory);
  const database = await openDatabase(config.database);
  try {
    await work(new DeadLetterBox(database.prisma, createFieldCipher(keys.masterKeys), systemClock), database);
  } finally {
    await database.close();
  }
}

import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { newId } from '../../dist/kernel/ids.js';
import { appendEvents } from '../../dist/store/append-events.js';
import { createFieldCipher } from '../../dist/store/encryption/field-cipher.js';
import { createLogChain } from '../../dist/store/log-chain.js';
import { EVENT_CHANNEL } from '../../dist/store/wake-ups/postgres-line.js';
import { ACCOUNT, id, TOKEN } from './world.mjs';

// Events that come to the gateway from another node: the database notifies, the gateway reads its log, and sends.

/** What the console and phones ask. */
export const SUBSCRIPTION = `subscription ($after: String) {
  reviewStatus(after: $after) { cursor type at platform hosts { id } program { id name } from to words }
}`;

/** Nodes of one database have one key. */
export const MASTER_KEY = randomBytes(32);

const chain = createLogChain(createFieldCipher([MASTER_KEY]));

/** Writes an event the way an act does; resolves to the moment at which its COMMIT was sent. */
export async function commitEvent({ prisma }) {
  const now = new Date();
  const event = {
    type: 'REVIEW_APPROVED',
    accountId: ACCOUNT,
    programId: id('prog', 1),
    subjectId: newId('pkg', now),
    payload: {
      platform: 'BAIDU',
      hostIds: ['iqiyi', 'tieba'],
      axis: 'REVIEW',
      from: 'IN_REVIEW',
      to: 'APPROVED',
    },
    source: 'SIMULATED',
    actor: 'gateway',
  };
  let sentAt = 0;
  await prisma.$transaction(async (tx) => {
    const streams = await appendEvents(tx, chain, [event], now);
    await tx.$executeRaw`SELECT pg_notify(${EVENT_CHANNEL}, stream) FROM unnest(${streams}::text[]) AS grown (stream)`;
    sentAt = performance.now();
  });
  return sentAt;
}

/** The place up to which the account's log goes. */
export async function cursorNow(port) {
  const answer = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify({ query: '{ cursor }' }),
  });
  return (await answer.json()).data.cursor;
}

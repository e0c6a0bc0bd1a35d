import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Job } from '../../src/onboarding/job.ts';
import { createJobQueue, type JobQueue } from '../../src/store/job-queue.ts';
import { takeLease } from '../../src/store/lease.ts';
import { takeUpStrandedWork } from '../../src/store/stranded-work.ts';
import { isDead, thisOwner } from '../../src/store/work-owner.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { NOW } from '../support/facts.ts';
import { StandingClock } from '../support/workshop.ts';

const [machine = '', pid = ''] = thisOwner.split('/');
/** A process that has ended: its number is nobody's. */
const gone = String(spawnSync(process.execPath, ['-e', '']).pid);
const ownerOf = (where: string, number: string) => `${where}/${number}/another-run`;

const deadHere = ownerOf(machine, gone);
const livingHere = ownerOf(machine, String(process.ppid));
const elsewhere = ownerOf('another-machine', gone);

describe('whose work it is', () => {
  it.each([
    ['a process of this machine that has ended', deadHere, true],
    ['an earlier process that had our number', ownerOf(machine, pid), true],
    ['a process of this machine that runs', livingHere, false],
    ['this very process', thisOwner, false],
    ['a process of another machine, whatever its number', elsewhere, false],
    ['nobody who says so properly', 'not-an-owner', false],
    ['a number that is none', ownerOf(machine, '0x1'), false],
  ])('tells that of %s', (_who, owner, dead) => {
    expect(isDead(owner)).toBe(dead);
    expect(isDead(`${owner}/and-its-piece`)).toBe(dead);
  });
});

describe('at the start of a node', () => {
  let database: TestDatabase;
  let queue: JobQueue;
  const clock = new StandingClock(NOW);
  beforeAll(async () => {
    database = await openTestDatabase();
    queue = await createJobQueue(database.pool, { alone: false, onError: () => {} });
  });
  beforeEach(async () => {
    await database.pool.query(`DELETE FROM queue.job`);
    await database.prisma.pushLane.deleteMany();
  });
  afterAll(async () => {
    await queue.stop();
    await database.close();
  });

  const leased = async (id: string, owner: string) => {
    const leaseUntil = new Date(NOW.getTime() + 20_000);
    await database.prisma.pushLane.create({
      data: { id, leaseOwner: `${owner}/x`, leaseUntil, updatedAt: NOW },
    });
  };
  const isFree = async (id: string) => {
    const lease = await takeLease(database.prisma.pushLane, id, clock);
    await lease?.free();
    return lease !== undefined;
  };
  /** A job that somebody has begun; `owner` left out: who died before it was noted. */
  const begun = async (job: Job, owner?: string) => {
    await queue.send([{ job }]);
    await database.pool.query(
      `UPDATE queue.job SET state = 'active', started_on = now(), output = $2 WHERE data->>'id' = $1`,
      [job.id, owner === undefined ? null : { owner }],
    );
  };
  const waiting = async () => {
    const { rows } = await database.pool.query<{ id: string; pause: number }>(
      `SELECT data->>'id' AS id, round(extract(epoch FROM start_after - now()))::int AS pause FROM queue.job
       WHERE name = 'host-work' AND state = 'retry' ORDER BY 1`,
    );
    return rows.map(({ id, pause }) => `${id} in ${pause} s`);
  };

  it('what a dead process had leased is free, and of the living nothing is', async () => {
    for (const [id, owner] of [
      ['dead', deadHere],
      ['living', livingHere],
      ['elsewhere', elsewhere],
      ['ours', thisOwner],
    ] as const)
      await leased(id, owner);
    await takeUpStrandedWork(database.pool);
    const free = await Promise.all(['dead', 'living', 'elsewhere', 'ours'].map(isFree));
    expect(free).toEqual([true, false, false, false]);
  });

  it('its jobs are begun again: calls to platforms a little later, pushes at once', async () => {
    await leased('lane', deadHere);
    await begun({ kind: 'PACKAGE', id: 'package' }, deadHere);
    await begun({ kind: 'PUSH', id: 'lane' });
    await begun({ kind: 'PACKAGE', id: 'of the living' }, livingHere);
    await begun({ kind: 'PACKAGE', id: 'of ours' }, thisOwner);
    await begun({ kind: 'PACKAGE', id: 'of elsewhere' }, elsewhere);
    await begun({ kind: 'PACKAGE', id: 'of nobody knows whom' });
    await takeUpStrandedWork(database.pool);
    expect(await waiting()).toEqual(['lane in 0 s', 'package in 2 s']);
  });

  it('there is nothing to do twice', async () => {
    await begun({ kind: 'PACKAGE', id: 'package' }, deadHere);
    await takeUpStrandedWork(database.pool);
    await takeUpStrandedWork(database.pool);
    expect(await waiting()).toEqual(['package in 2 s']);
  });

  it('a job that is begun is noted as this process’s own, until it ends', async () => {
    const own = await createJobQueue(database.pool, { alone: false, onError: () => {} });
    await own.send([{ job: { kind: 'PACKAGE', id: 'noted' } }]);
    const output = async () =>
      (await database.pool.query(`SELECT state, output->>'owner' AS owner FROM queue.job`)).rows[0];
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    await own.start(() => ended);
    let seen = await output();
    while (seen?.owner === null) seen = await output();
    expect(seen).toEqual({ state: 'active', owner: thisOwner });
    end();
    await own.stop();
    expect(await output()).toEqual({ state: 'completed', owner: null });
  });
});

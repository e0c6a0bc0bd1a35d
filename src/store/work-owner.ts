import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';

/**
 * Who has work: `machine/pid/run`, and behind that what each piece of it has of its own. A process whose number nobody on
 * this machine has any more is dead, and that can be known at once; of another machine's nothing can, but that its
 * leases run out. `machine` is one boot of one kernel and one space of process numbers: two containers are two, also if
 * both call themselves the same, and have a process of the same number.
 */
const machine = machineName();
const run = randomUUID();

export const thisOwner = `${machine}/${process.pid}/${run}`;

/** What the owners on this machine begin with. */
export const ownersHere = `${machine}/`;

/** Whether it was a process of this machine that has ended. One that stands still, or whose number was given anew, has not. */
export function isDead(owner: string): boolean {
  const [where, pid = '', which] = owner.split('/');
  if (where !== machine || which === run || !/^\d+$/.test(pid)) return false;
  return Number(pid) === process.pid || !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // What may not be asked is somebody else's, and runs.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Where this cannot be told, a machine of its own, on which nobody is ever found dead. */
function machineName(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
    const processes = readlinkSync('/proc/self/ns/pid');
    return createHash('sha256').update(`${boot} ${processes}`).digest('hex').slice(0, 16);
  } catch {
    return randomUUID();
  }
}

import { BadConfig } from './config.ts';

/** Faults whose message says all that the person at the terminal needs. */
const PLAIN_FAULTS = new Set([
  'BrokenKeyFile',
  'DemoAccountPresent',
  'DirectoryInUse',
  'EmbeddedDatabaseEnded',
  'MigrationRefused',
  'NoKeyFile',
  'WrongMasterKey',
]);

/** The operating system's word for a full disk, and PostgreSQL's. */
const DISK_FULL = new Set(['ENOSPC', '53100']);
/** Nothing listens, no such address, wrong password, no such role, no such database. */
const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOTFOUND', '28P01', '28000', '3D000']);

interface Fault {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly originalCode?: unknown;
  readonly message?: unknown;
  readonly port?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
  readonly meta?: unknown;
  readonly driverAdapterError?: unknown;
}

/** What the person at the terminal can mend, one line each and without a stack; undefined for any other fault. */
export function linesOfFault(error: unknown): readonly string[] | undefined {
  if (error instanceof BadConfig) return error.faults;
  for (const fault of faultsWithin(error)) {
    const line = lineOf(fault);
    if (line !== undefined) return [line];
  }
  return undefined;
}

function lineOf({ name, code, originalCode, message, port }: Fault): string | undefined {
  const codes = [code, originalCode].filter((one) => typeof one === 'string');
  if (codes.includes('EADDRINUSE')) {
    return `port ${port} is taken: stop what listens there, or set PORT, SANDBOX_WECHAT_PORT, SANDBOX_BAIDU_PORT`;
  }
  if (codes.some((one) => DISK_FULL.has(one))) {
    return 'the disk is full: make room for the database and the data folder, and start again; what was committed is kept';
  }
  if (codes.some((one) => UNREACHABLE.has(one))) {
    return `DATABASE_URL: ${message || 'nothing answers there'}`;
  }
  return typeof name === 'string' && PLAIN_FAULTS.has(name) ? String(message) : undefined;
}

/** The fault and what it was made of: its causes, its parts, and what Prisma keeps of the driver's error. */
function* faultsWithin(error: unknown, depth = 0): Generator<Fault> {
  if (typeof error !== 'object' || error === null || depth > 5) return;
  const fault: Fault = error;
  yield fault;
  const parts = Array.isArray(fault.errors) ? fault.errors : [];
  for (const inner of [fault.cause, fault.meta, fault.driverAdapterError, ...parts]) {
    yield* faultsWithin(inner, depth + 1);
  }
}

/** What is wrong with the command line, in one line; undefined for anything but a fault of Node's `parseArgs`. */
export function faultOfUse(error: unknown): string | undefined {
  const { code, message }: Fault = typeof error === 'object' && error !== null ? error : {};
  if (!String(code).startsWith('ERR_PARSE_ARGS')) return undefined;
  // After its first sentence Node explains how to pass such a text as a positional argument: there are none.
  return String(message).split('. ')[0];
}

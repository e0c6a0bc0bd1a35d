import { randomBytes } from 'node:crypto';
import { createAccountsDatabase } from '../../src/accounts/accounts-database.ts';
import { createSignIn, type SignIn } from '../../src/accounts/sign-in.ts';
import type { Viewer } from '../../src/accounts/viewer.ts';
import type { Outcome } from '../../src/kernel/outcome.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { IN_MEMORY } from '../../src/store/embedded/embedded-database.ts';
import { createFieldCipher } from '../../src/store/encryption/field-cipher.ts';

export const baseUrl = 'http://127.0.0.1:4000';
export const owner = {
  email: 'Li.Lei@canary.example',
  name: 'Canary Li Lei',
  password: 'a long enough password',
};

export interface SettableClock {
  now(): Date;
  advance(milliseconds: number): void;
}

interface Differences {
  readonly masterKeys?: readonly Uint8Array[];
  readonly openToAll?: boolean;
}

export interface Fixture {
  readonly database: Database;
  readonly clock: SettableClock;
  readonly masterKey: Uint8Array;
  readonly signIn: SignIn;
  /** Another node on the same database. */
  otherNode(differently?: Differences): SignIn;
  close(): Promise<void>;
}

export async function openFixture(): Promise<Fixture> {
  const database = await openDatabase({ kind: 'EMBEDDED', directory: IN_MEMORY });
  let ahead = 0;
  // Ahead of the real time, never behind: better-auth dates sessions by the process's own clock.
  const clock = {
    now: () => new Date(Date.now() + ahead),
    advance: (milliseconds: number) => {
      ahead += milliseconds;
    },
  };
  const masterKey = randomBytes(32);
  const secret = randomBytes(32).toString('hex');
  const node = ({ masterKeys = [masterKey], openToAll = false }: Differences = {}) =>
    createSignIn({
      database: createAccountsDatabase(database.prisma, createFieldCipher(masterKeys), clock),
      secret,
      baseUrl,
      trustedOrigins: [],
      openToAll,
      clock,
    });
  return {
    database,
    clock,
    masterKey,
    signIn: node(),
    otherNode: node,
    close: () => database.close(),
  };
}

let addresses = 0;

/** POSTs to `/auth` as a command line does, without an Origin; each call comes from an address of its own, unless one is given. */
export function post(
  signIn: SignIn,
  path: string,
  body: object,
  headers = {},
  address?: string,
): Promise<Response> {
  addresses += 1;
  const request = new Request(`${baseUrl}/auth${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return signIn.handler(request, address ?? `10.0.${addresses >> 8}.${addresses & 255}`);
}

/** A new session's token. */
export async function signInAs(signIn: SignIn, { email, password }: { email: string; password: string }) {
  const response = await post(signIn, '/sign-in/email', { email, password });
  if (!response.ok) throw new Error(`not signed in: ${response.status} ${await response.text()}`);
  const { token } = (await response.json()) as { token: string };
  return token;
}

export function bearer(token: string, more: Record<string, string> = {}): Headers {
  return new Headers({ authorization: `Bearer ${token}`, ...more });
}

export function accepted<Value>(outcome: Outcome<Value, { message: string }>): Value {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.problems.map(({ message }) => message).join('; '));
}

export function memberOf(viewer: Viewer): Extract<Viewer, { kind: 'member' }> {
  if (viewer.kind === 'member') return viewer;
  throw new Error(`expected a member, found ${viewer.kind}`);
}

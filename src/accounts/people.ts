import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../kernel/clock.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import type { AccessProblem } from './access-problem.ts';
import { type AuthContext, MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './better-auth.ts';
import { isRole, type Role } from './viewer.ts';

export interface NewPerson {
  readonly email: string;
  readonly name: string;
  /** 12 to 128 characters. */
  readonly password: string;
}

/** What is known of somebody in an account, in plain: hand it to members of that account only. */
export interface MemberOfAccount {
  readonly memberId: string;
  readonly personId: string;
  readonly role: Role;
  readonly name: string;
  readonly email: string;
  readonly joinedAt: Date;
}

export interface AccountOverview {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
}

/** Resolves to the id of the new row. */
type CreateRow = (model: string, data: Record<string, unknown>) => Promise<string>;

export interface Joined {
  readonly personId: string;
  readonly accountId: string;
  readonly memberId: string;
}

const MOST_MEMBERS = 1_000;

/**
 * A person with an account of their own, of which they are the owner. For the demo and for operators: it asks nobody,
 * and counts the address as verified.
 */
export function createPersonWithAccount(
  context: AuthContext,
  clock: Clock,
  person: NewPerson & { readonly accountName: string },
): Promise<Outcome<Joined, AccessProblem>> {
  return createPerson(context, clock, person, async (create) => {
    const account = {
      name: person.accountName,
      slug: randomBytes(12).toString('hex'),
      createdAt: clock.now(),
    };
    return { accountId: await create('organization', account), role: 'OWNER' };
  });
}

/** A person in an account that exists. Asks nobody either. */
export function addPersonToAccount(
  context: AuthContext,
  clock: Clock,
  person: NewPerson & { readonly accountId: string; readonly role: Role },
): Promise<Outcome<Joined, AccessProblem>> {
  return createPerson(context, clock, person, async () => person);
}

/** Whether a person with this e-mail address exists, in whichever account. */
export async function isEmailTaken({ adapter }: AuthContext, email: string): Promise<boolean> {
  const where = [{ field: 'email', value: email.toLowerCase() }];
  return (await adapter.findOne({ model: 'user', where })) !== null;
}

async function createPerson(
  { adapter, password: hashing }: AuthContext,
  clock: Clock,
  { email: address, name, password }: NewPerson,
  findAccount: (create: CreateRow) => Promise<{ readonly accountId: string; readonly role: Role }>,
): Promise<Outcome<Joined, AccessProblem>> {
  const email = address.toLowerCase();
  const problem = problemOf(email, password);
  if (problem) return refused(problem);
  // Before the transaction: it takes about 0.1 s, during which nobody need wait for a row.
  const hash = await hashing.hash(password);
  const at = { createdAt: clock.now(), updatedAt: clock.now() };
  return adapter.transaction(async (transaction) => {
    const create: CreateRow = async (model, data) =>
      (await transaction.create<Record<string, unknown>, { id: string }>({ model, data })).id;
    const taken = await transaction.findOne({ model: 'user', where: [{ field: 'email', value: email }] });
    if (taken)
      return refused({ code: 'EMAIL_TAKEN', message: 'a person with this e-mail exists', path: 'email' });
    const personId = await create('user', { email, name, emailVerified: true, ...at });
    const method = { userId: personId, accountId: personId, providerId: 'credential', password: hash };
    await create('account', { ...method, ...at });
    const { accountId, role } = await findAccount(create);
    const membership = { organizationId: accountId, userId: personId, role, createdAt: clock.now() };
    return done({ personId, accountId, memberId: await create('member', membership) });
  });
}

function problemOf(email: string, password: string): AccessProblem | undefined {
  if (!z.email().safeParse(email).success) {
    return { code: 'INVALID_INPUT', message: 'this is not an e-mail address', path: 'email' };
  }
  if (password.length >= MIN_PASSWORD_LENGTH && password.length <= MAX_PASSWORD_LENGTH) return undefined;
  const message = `a password has ${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH} characters, this one has ${password.length}`;
  return { code: 'INVALID_INPUT', message, path: 'password' };
}

export async function readAccount(
  { adapter }: AuthContext,
  id: string,
): Promise<AccountOverview | undefined> {
  const row = await adapter.findOne<AccountOverview>({
    model: 'organization',
    where: [{ field: 'id', value: id }],
  });
  return row ? { id: row.id, name: row.name, createdAt: row.createdAt } : undefined;
}

/** At most 1,000, in the order of joining. */
export async function listMembers({ adapter }: AuthContext, accountId: string): Promise<MemberOfAccount[]> {
  const members = await adapter.findMany<{ id: string; userId: string; role: string; createdAt: Date }>({
    model: 'member',
    where: [{ field: 'organizationId', value: accountId }],
    sortBy: { field: 'createdAt', direction: 'asc' },
    limit: MOST_MEMBERS,
  });
  const people = await adapter.findMany<{ id: string; name: string; email: string }>({
    model: 'user',
    where: [{ field: 'id', operator: 'in', value: members.map(({ userId }) => userId) }],
    limit: MOST_MEMBERS,
  });
  const personOf = new Map(people.map((person) => [person.id, person]));
  return members.flatMap(({ id, userId, role, createdAt }) => {
    const person = personOf.get(userId);
    if (!person || !isRole(role)) return [];
    const { name, email } = person;
    return [{ memberId: id, personId: userId, role, name, email, joinedAt: createdAt }];
  });
}

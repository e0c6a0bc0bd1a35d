import type * as rows from './read-rows.ts';
import { columnsOf, orderOf } from './read-tables.ts';

/** What a page of programs may bring with it; the latest reviews come with the distributions that they are about. */
export type ReadAlong = 'manifests' | 'registrations' | 'distributions' | 'latestReviews';

/** A page, and what came with it. What was not asked for is undefined. */
export interface ProgramPage {
  readonly programs: readonly (rows.ProgramRow & Partial<rows.ManifestRow>)[];
  readonly registrations: readonly rows.RegistrationRow[] | undefined;
  readonly distributions: readonly rows.DistributionRow[] | undefined;
  /** The newest of each reviewer, of the packages that the distributions name. */
  readonly latestReviews: readonly rows.ReviewRow[] | undefined;
}

/** The same as the statement answers it: null where there are none, nothing where none were asked for. */
export interface ReadPage {
  readonly page: ProgramPage['programs'] | null;
  readonly registered?: ProgramPage['registrations'] | null;
  readonly placed?: ProgramPage['distributions'] | null;
  readonly latest?: ProgramPage['latestReviews'] | null;
}

const REGISTRATIONS = `registered AS (
  SELECT ${columnsOf('Registration')} FROM "Registration"
  WHERE "accountId" = $1 AND "programId" = ANY(ARRAY(SELECT id FROM page)) ORDER BY ${orderOf('Registration')})`;
const DISTRIBUTIONS = `placed AS MATERIALIZED (
  SELECT ${columnsOf('Distribution')} FROM "Distribution"
  WHERE "accountId" = $1 AND "programId" = ANY(ARRAY(SELECT id FROM page)) ORDER BY ${orderOf('Distribution')})`;
const REVIEWS = `latest AS (${latestReviews('ARRAY(SELECT "packageId" FROM placed)')})`;

/**
 * One statement for a page of programs of the account $1, up to $3 after the one with the id $2, and what is read
 * along. Each step is found by the keys that the step before has found, which are written as arrays: of an array
 * PostgreSQL expects few keys and takes the index, where for a subquery it would read the whole table.
 */
export function programPage(along: readonly ReadAlong[]): { readonly name: string; readonly text: string } {
  const { manifests, registrations, distributions, reviews } = wanted(along);
  const page = `page AS MATERIALIZED (
    SELECT ${columnsOf('Program')}${manifests ? ', manifest' : ''} FROM "Program"
    WHERE "accountId" = $1 AND ($2::text IS NULL OR id < $2) ORDER BY id DESC LIMIT $3)`;
  const read = [
    { name: 'page', step: page },
    ...(registrations ? [{ name: 'registered', step: REGISTRATIONS }] : []),
    ...(distributions ? [{ name: 'placed', step: DISTRIBUTIONS }] : []),
    ...(reviews ? [{ name: 'latest', step: REVIEWS }] : []),
  ];
  const names = read.map(({ name }) => name);
  const cells = names.map((name) => `(SELECT json_agg(${name}) FROM ${name}) AS ${name}`);
  return {
    name: ['programs', ...names, ...(manifests ? ['manifests'] : [])].join('-'),
    text: `WITH ${read.map(({ step }) => step).join(', ')} SELECT ${cells.join(', ')}`,
  };
}

/** What `programPage` was answered. */
export function pageOf(found: ReadPage | undefined, along: readonly ReadAlong[]): ProgramPage {
  const { registrations, distributions, reviews } = wanted(along);
  return {
    programs: found?.page ?? [],
    registrations: registrations ? (found?.registered ?? []) : undefined,
    distributions: distributions ? (found?.placed ?? []) : undefined,
    latestReviews: reviews ? (found?.latest ?? []) : undefined,
  };
}

/** The newest review of each reviewer of the packages of the account $1 whose ids are in an array. */
export function latestReviews(packageIds: string): string {
  return `SELECT DISTINCT ON ("packageId", "hostId") ${columnsOf('Review')} FROM "Review"
    WHERE "accountId" = $1 AND "packageId" = ANY(${packageIds})
    ORDER BY "packageId", "hostId", ${orderOf('Review')}`;
}

function wanted(along: readonly ReadAlong[]) {
  const distributions = along.includes('distributions');
  return {
    manifests: along.includes('manifests'),
    registrations: along.includes('registrations'),
    distributions,
    reviews: distributions && along.includes('latestReviews'),
  };
}

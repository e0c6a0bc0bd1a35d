import type pg from 'pg';
import type { CivilDate } from '../../kernel/civil-time.ts';
import type { ConfirmationState, ReleaseState, ReviewState } from '../../policy/lifecycle.ts';
import type { SubjectType } from '../../programs/category.ts';
import type { Host } from '../../programs/host.ts';
import type { Manifest } from '../../programs/manifest.ts';
import type { CheckState, RegistrationState } from '../../programs/registration.ts';
import type { TriedProgram } from '../../review/try-host-rules.ts';
import { shownTo } from '../closed-tests.ts';
import { HostRuleReads } from './host-rule-reads.ts';

interface ProgramAtHostRow {
  readonly id: string;
  readonly name: string;
  readonly manifest: Manifest;
  readonly subjectType: SubjectType | null;
  readonly state: RegistrationState | null;
  readonly admission: CheckState | null;
  readonly verification: CheckState | null;
  readonly versionId: string | null;
  readonly number: string | null;
  readonly review: ReviewState | null;
  readonly confirmation: ConfirmationState | null;
  readonly release: ReleaseState | null;
  readonly known: boolean;
}

/**
 * Programs of all accounts that go to a host or are to go there: handed in for it, chosen for it, or on its platform
 * without a choice (baidu/3.6); but for those in a closed test to which it is not
 * invited (wechat/7.1, baidu/8.1). What is sealed is not among it, since no host's rule is told of it.
 */
const PROGRAMS_AT_HOST = `
  SELECT program.id, program.name, program.manifest, subject.type AS "subjectType",
         registration.state, registration.admission, registration.verification,
         version.id AS "versionId", version.number, package.review,
         distribution.confirmation, distribution.release,
         distribution."livePackageId" IS NOT NULL
           OR EXISTS (SELECT 1 FROM "Review" AS own WHERE own."programId" = program.id AND own."hostId" = $1) AS known
  FROM "Program" AS program
  LEFT JOIN "Registration" AS registration ON registration."programId" = program.id AND registration.platform = $2
  LEFT JOIN "HostSelection" AS selection ON selection."programId" = program.id AND selection.platform = $2
  LEFT JOIN "Subject" AS subject ON subject."accountId" = program."accountId"
  LEFT JOIN "Distribution" AS distribution ON distribution."programId" = program.id AND distribution."hostId" = $1
  LEFT JOIN "Package" AS package ON package.id = distribution."packageId"
  LEFT JOIN "Version" AS version ON version.id = package."versionId"
  WHERE (registration.id IS NOT NULL OR selection.mode IS NOT NULL)
    AND (distribution."packageId" IS NOT NULL OR selection.mode IS NULL OR selection.mode = 'UNSPECIFIED'
         OR $1 = ANY(selection."hostIds"))
    AND ($3::text IS NULL OR program.id > $3)
    AND ${shownTo('program.id', '$1', '$5')}
  ORDER BY program.id LIMIT $4`;

/** Up to `limit` programs after the one with the id `after`, with what the host's rules are told. Two statements. */
export async function programsAtHost(
  pool: pg.Pool,
  host: Host,
  after: string | undefined,
  limit: number,
  today: CivilDate,
): Promise<readonly TriedProgram[]> {
  const { rows } = await pool.query<ProgramAtHostRow>({
    name: 'read-programs-at-host',
    text: PROGRAMS_AT_HOST,
    values: [host.id, host.platform, after ?? null, limit, today],
  });
  const ids = rows.map(({ id }) => id);
  const refusals = (await new HostRuleReads(pool).refusals(ids)).filter(({ hostId }) => hostId === host.id);
  const byProgram = new Map<string, Date[]>(ids.map((id) => [id, []]));
  for (const { programId, decidedAt } of refusals) byProgram.get(programId)?.push(decidedAt);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    known: row.known,
    facts: factsOf(row, byProgram.get(row.id) ?? []),
  }));
}

function factsOf(row: ProgramAtHostRow, hostRefusals: readonly Date[]): TriedProgram['facts'] {
  const { manifest, subjectType, state, admission, verification } = row;
  const { versionId, number, review, confirmation, release } = row;
  return {
    manifest,
    hostRefusals,
    ...(subjectType ? { subject: { type: subjectType } } : {}),
    ...(state && admission && verification ? { registration: { state, admission, verification } } : {}),
    ...(versionId && number && review && confirmation && release
      ? { version: { versionId, number, review, confirmation, release } }
      : {}),
  };
}

import { endOfDay } from '../../../src/policy/duty.ts';
import type { Told, Year } from './year.ts';

/** When a duty of a day is due, as the contract writes it: the end of that day in China. */
export const endOf = (day: string) => endOfDay(day).toISOString();

/** The duties of a kind, the oldest first. */
export async function duties(
  year: Year,
  platform: 'WECHAT' | 'BAIDU',
  kind: string,
): Promise<readonly Told[]> {
  const { obligations } = await year.ask(
    'VIEWER',
    `query ($platform: Platform!) { obligations(first: 100, platform: $platform) { nodes {
       id kind clauses recipient state dueAt dueAtFirst opensAt subjectId round endedBy evidenceFileIds overdueBlocks program { id } } } }`,
    { platform },
  );
  return obligations.nodes.filter((one: Told) => one.kind === kind);
}

/** May it be done at these hosts, at that instant, and by which findings not: `CODE clause…`. */
export async function verdicts(
  year: Year,
  programId: string,
  operation: string,
  hostIds: readonly string[],
  at: Date = year.now(),
): Promise<Record<string, { answer: string; findings: readonly string[] }>> {
  const { agreement } = await year.ask('VIEWER', '{ agreement(platform: BAIDU) { contentKinds { code } } }');
  const { shippability } = await year.ask(
    'VIEWER',
    `query ($ids: [ID!], $operation: Operation!, $hostIds: [ID!], $at: DateTime, $absentContent: [String!]!) {
       shippability(programIds: $ids, operation: $operation, hostIds: $hostIds, at: $at, absentContent: $absentContent) {
         problems { code message } hosts { host { id } answer verdict { findings { code effect citations { clause { id } } } } } } }`,
    {
      ids: [programId],
      operation,
      hostIds,
      at,
      absentContent: agreement.contentKinds.map((kind: Told) => kind.code),
    },
  );
  const [{ hosts }] = shippability;
  return Object.fromEntries(
    hosts.map(({ host, answer, verdict }: Told) => [
      host.id,
      {
        answer,
        findings: verdict.findings.map(
          ({ code, citations }: Told) =>
            `${code} ${citations.map(({ clause }: Told) => clause.id).join(' ')}`,
        ),
      },
    ]),
  );
}

/** How the program stands at a host. */
export async function standing(year: Year, programId: string, hostId: string): Promise<Told> {
  const { program } = await year.ask(
    'VIEWER',
    `query ($id: ID!) { program(id: $id) { distributions { id host { id } headline visibility liveVersion { number }
       package { id review version { id number } } } } }`,
    { id: programId },
  );
  return program.distributions.find(({ host }: Told) => host.id === hostId);
}

import { civilDateAt } from '../kernel/civil-time.ts';
import { type HostsMeant, hostsMeant } from '../policy/host-selection.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';
import type { Host } from '../programs/host.ts';
import type { HostSelection } from '../programs/program.ts';
import type { SelectionRow } from '../store/reads/read-rows.ts';
import type { ReadScope } from './context.ts';
import type { RowLoaders } from './loaders.ts';
import type { ShippingQuestion } from './shipping-question.ts';

/** The hosts that a question about a program is about, or why there are none. `prefix`: of paths in the input. */
export async function hostsAsked(
  { rows }: ReadScope,
  published: readonly Host[],
  programId: string,
  question: ShippingQuestion,
): Promise<HostsMeant> {
  const { hostIds, at, prefix } = question;
  const [selections, registrations, tooEarly] = await Promise.all([
    rows.all('HostSelection', 'programId', programId),
    rows.all('Registration', 'programId', programId),
    beforeItsTime(rows, programId, question),
  ]);
  if (tooEarly) return { hosts: [], problems: [tooEarly] };
  return hostsMeant({
    published,
    hostIds,
    selections: selections.map(selectionIn),
    registeredOn: registrations.map(({ platform }) => platform),
    day: civilDateAt(at),
    path: `${prefix}hostIds`,
  });
}

function selectionIn({ platform, mode, hostIds }: SelectionRow): HostSelection {
  return mode === 'EXPLICIT' ? { platform, mode, hostIds } : { platform, mode };
}

/**
 * What is asked about a time at which there was no such program. It is there at the time of the facts: of then and later,
 * nothing has to be looked up.
 */
async function beforeItsTime(
  rows: RowLoaders,
  programId: string,
  { at, factsAt, prefix }: ShippingQuestion,
): Promise<Problem | undefined> {
  if (at >= factsAt) return undefined;
  const program = await rows.find('Program', programId);
  if (!program || at >= new Date(program.createdAt)) return undefined;
  const [since, asked] = [new Date(program.createdAt).toISOString(), at.toISOString()];
  return invalidInput(
    {
      'zh-CN': `该程序自 ${since} 起才存在，无法回答 ${asked} 的情况`,
      en: `the program exists from ${since} on: nothing can be said of it at ${asked}`,
    },
    `${prefix}at`,
  );
}

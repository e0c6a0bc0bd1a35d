import { setImmediate } from 'node:timers/promises';
import { untilReaderLeaves } from '../events/follow.ts';
import type { AgreementVersion } from '../policy/agreement.ts';
import { comparedAt, compareVersions } from '../policy/explain/verdict-changes.ts';
import type { Operation } from '../policy/operation.ts';
import type { PolicyVariant } from '../policy/variant.ts';
import type { Host } from '../programs/host.ts';
import { createContext, type GraphqlContext } from './context.ts';
import { StreamFault } from './event-streams.ts';
import { placesOf } from './shipping.ts';
import type { HostChangeType } from './shipping.types.ts';

/** How many programs are read at once. */
const PAGE = 100;

/** What is asked of all programs of an account, under two versions of one agreement. */
export interface DiffQuestion {
  readonly variant: PolicyVariant;
  readonly from: AgreementVersion;
  readonly to: AgreementVersion;
  readonly operation: Operation;
  readonly absentContent: readonly string[];
  readonly accepted: boolean;
}

export interface DiffStep {
  readonly kind: 'PROGRESS' | 'CHANGE' | 'COMPLETE';
  readonly done: number;
  readonly total: number;
  readonly changed: number;
  readonly by: Date;
  readonly programId?: string;
  readonly change?: HostChangeType;
}

/**
 * Asks all programs of the account under both versions, a page at a time, and tells how far it has come and each verdict
 * that is another, as the reader asks for it. Programs that are created meanwhile are not among them.
 */
export function diffSteps(
  context: GraphqlContext,
  question: DiffQuestion,
): AsyncIterableIterator<DiffStep | StreamFault, void, void> {
  return untilReaderLeaves(async function* (signal) {
    try {
      for await (const step of stepsOf(context, question)) {
        if (signal.aborted) return;
        yield step;
      }
    } catch (error) {
      yield new StreamFault(error);
    }
  });
}

async function* stepsOf(context: GraphqlContext, question: DiffQuestion): AsyncGenerator<DiffStep> {
  const { variant, to } = question;
  const by = comparedAt(to, context.parts.clock.now());
  const changesOf = compareVersions({ ...question, at: by });
  const published = (await context.parts.hosts.all()).filter(({ platform }) => platform === variant.platform);
  const total = await context.account.reads.programCount();
  let [done, changed] = [0, 0];
  yield { kind: 'PROGRESS', done, total, changed, by };
  for (let after: string | undefined, more = total > 0; more; ) {
    // What a page has read is forgotten with it.
    const page = createContext(context.parts, context.viewer);
    const programs = await page.account.rows.programs(after, PAGE, ['manifests']);
    after = programs.at(-1)?.id;
    more = programs.length === PAGE;
    for (const { id } of programs) {
      for (const change of changesOf(await placesAsked(page, published, id, question, by))) {
        changed += 1;
        const host = published.find((one) => one.id === change.hostId);
        if (!host) continue;
        yield { kind: 'CHANGE', done, total, changed, by, programId: id, change: { host, ...change.change } };
      }
      done += 1;
      // Others have their turn: a thousand programs keep the process busy for a while.
      await setImmediate();
    }
    yield { kind: 'PROGRESS', done, total: Math.max(total, done), changed, by };
  }
  yield { kind: 'COMPLETE', done, total: Math.max(total, done), changed, by };
}

async function placesAsked(
  page: GraphqlContext,
  published: readonly Host[],
  programId: string,
  { operation, absentContent }: DiffQuestion,
  at: Date,
) {
  const question = { operation, at, factsAt: at, absentContent, audience: 'PUBLIC', prefix: '' } as const;
  const { places } = (await placesOf(page.account, published, programId, question)) ?? { places: [] };
  return places.map(({ host, facts, hostRules }) => ({ hostId: host.id, facts, hostRules }));
}

import type { Actor } from '../accounts/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import type { LocalizedText } from '../kernel/localized.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import type { Perform } from '../onboarding/perform.ts';
import { invalidInput, notFound, type Problem } from '../policy/problem.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { Incident, IncidentActRecords } from './incident-records.ts';
import { notBoundTo } from './request-faults.ts';

export interface IncidentDeps {
  readonly clock: Clock;
  readonly perform: Perform<IncidentActRecords>;
}

export interface ReportIncidentInput {
  /** The program that it is about; left out: the account. */
  readonly programId?: string;
  /**
   * Left out: every platform whose agreement binds the account, and those that it left without having shown that the data
   * from there are gone. Also one that was left can be named.
   */
  readonly platform?: PlatformId;
  readonly discoveredAt: Date;
  /** What happened, 1 to 4,000 characters. */
  readonly what: string;
  /** How many people, as far as it is known. */
  readonly affected?: number;
  /** The kinds of personal data, 1 to 50 of 1 to 200 characters. */
  readonly categories: readonly string[];
  readonly measures?: string;
}

/** What more became known; what is left out stays. */
export interface UpdateIncidentInput
  extends Partial<Pick<ReportIncidentInput, 'what' | 'affected' | 'categories' | 'measures'>> {
  readonly incidentId: string;
}

export interface CloseIncidentInput {
  readonly incidentId: string;
  /** What came of it, 1 to 4,000 characters. */
  readonly outcome: string;
}

type Told = Promise<Outcome<{ incidentId: string }, Problem>>;

const LONGEST_WORDS = 4_000;
const MOST_CATEGORIES = 50;
const LONGEST_CATEGORY = 200;

/**
 * Notes that somebody had access to personal data who was not to. Whom a platform's agreement makes the developer tell
 * (wechat/4.11: the platform, the end users, the authority) is opened as one duty for each; one that says nothing of it
 * (Baidu's) opens none, and the law asks all the same.
 */
export function reportIncident(
  deps: IncidentDeps,
  actor: Actor,
  input: ReportIncidentInput,
  key?: string,
): Told {
  return deps.perform({ actor, name: 'reportIncident', key, input }, async (records) => {
    const { accountId } = actor;
    const { programId, platform, discoveredAt, affected } = input;
    const faults = [...detailFaults(input), ...instantFaults(discoveredAt, deps.clock.now())];
    if (programId !== undefined && !(await records.program(accountId, programId))) {
      faults.push(notFound({ 'zh-CN': '程序', en: 'program' }, 'input.programId'));
    }
    if (platform !== undefined) {
      faults.push(...notBoundTo(platform, await records.platformsDealtWith(accountId)));
    }
    if (faults.length > 0) return refused(...faults);
    const platforms = platform === undefined ? await platformsConcerned(records, accountId) : [platform];
    const { platform: _asked, ...known } = input;
    const incidentId = await records.addIncident({
      ...known,
      accountId,
      platforms,
      reportedBy: actor.label,
    });
    records.record({
      type: 'INCIDENT_REPORTED',
      subjectId: incidentId,
      ...(programId === undefined ? {} : { programId }),
      payload: { platforms, discoveredAt: discoveredAt.toISOString(), affected: affected ?? null },
    });
    return done({ incidentId });
  });
}

/** Those that bind the account, and those that it left without having shown that the data from there are gone (wechat/4.10). */
async function platformsConcerned(
  records: IncidentActRecords,
  accountId: string,
): Promise<readonly PlatformId[]> {
  const binding = await records.platformsBinding(accountId);
  const undeleted = await records.lockOwed(accountId, { kind: 'DELETE_ON_LEAVING' });
  return [...new Set([...binding, ...undeleted.map(({ platform }) => platform)])].sort();
}

/** Adds what became known since. Whom to tell, and by when, stays as it was. */
export function updateIncident(
  deps: IncidentDeps,
  actor: Actor,
  input: UpdateIncidentInput,
  key?: string,
): Told {
  return deps.perform({ actor, name: 'updateIncident', key, input }, async (records) => {
    const { incidentId, ...more } = input;
    const found = await open(records, actor, incidentId);
    if (!found.ok) return found;
    const after: Incident = { ...found.value, ...more };
    const faults = detailFaults(after);
    if (faults.length > 0) return refused(...faults);
    await records.changeIncident(after);
    const { affected = null } = after;
    records.record({ ...about(after), type: 'INCIDENT_UPDATED', payload: { affected } });
    return done({ incidentId });
  });
}

/** Closes it, once everybody who has to know was told. */
export function closeIncident(
  deps: IncidentDeps,
  actor: Actor,
  input: CloseIncidentInput,
  key?: string,
): Told {
  return deps.perform({ actor, name: 'closeIncident', key, input }, async (records) => {
    const { incidentId, outcome } = input;
    const found = await open(records, actor, incidentId);
    if (!found.ok) return found;
    const fault = wordsFault(outcome, 'input.outcome');
    if (fault) return refused(fault);
    const untold = await records.lockOwed(actor.accountId, {
      kind: 'TELL_OF_INCIDENT',
      subjectId: incidentId,
    });
    if (untold.length > 0) return refused(stillToTell(untold.map(({ recipient }) => recipient)));
    const closed: Incident = { ...found.value, outcome, state: 'CLOSED', closedAt: deps.clock.now() };
    await records.changeIncident(closed);
    records.record({ ...about(closed), type: 'INCIDENT_CLOSED', payload: { platforms: closed.platforms } });
    return done({ incidentId });
  });
}

async function open(
  records: IncidentActRecords,
  { accountId }: Actor,
  id: string,
): Promise<Outcome<Incident, Problem>> {
  const incident = await records.lockIncident(accountId, id);
  if (!incident) return refused(notFound({ 'zh-CN': '事件', en: 'incident' }, 'input.incidentId'));
  return incident.state === 'OPEN' ? done(incident) : refused(closedBefore);
}

function about({ id, programId }: Incident) {
  return { subjectId: id, ...(programId === undefined ? {} : { programId }) };
}

function detailFaults({
  what,
  categories,
  affected,
  measures,
}: Pick<ReportIncidentInput, 'what' | 'categories' | 'affected' | 'measures'>): Problem[] {
  const faults: Problem[] = [];
  for (const [words, path] of [
    [what, 'input.what'],
    [measures, 'input.measures'],
  ] as const) {
    const fault = words === undefined ? undefined : wordsFault(words, path);
    if (fault) faults.push(fault);
  }
  const bad = categories.some((one) => one.trim() === '' || one.length > LONGEST_CATEGORY);
  if (categories.length === 0 || categories.length > MOST_CATEGORIES || bad) {
    faults.push(
      invalid(
        `涉及的数据类型须为 1 至 ${MOST_CATEGORIES} 项，每项 1 至 ${LONGEST_CATEGORY} 个字符`,
        `name 1 to ${MOST_CATEGORIES} kinds of data of 1 to ${LONGEST_CATEGORY} characters`,
        'input.categories',
      ),
    );
  }
  if (affected !== undefined && affected < 0) {
    faults.push(invalid('受影响人数不能为负', 'the number of people is 0 or more', 'input.affected'));
  }
  return faults;
}

function instantFaults(discoveredAt: Date, now: Date): Problem[] {
  return discoveredAt <= now
    ? []
    : [invalid('发现时间不能晚于现在', 'it was discovered now or before', 'input.discoveredAt')];
}

function wordsFault(words: string, path: string): Problem | undefined {
  if (words.trim() !== '' && words.length <= LONGEST_WORDS) return undefined;
  return invalid(`须为 1 至 ${LONGEST_WORDS} 个字符`, `this has 1 to ${LONGEST_WORDS} characters`, path);
}

function invalid(chinese: string, english: string, path: string): Problem {
  return invalidInput({ 'zh-CN': chinese, en: english } satisfies LocalizedText, path);
}

const closedBefore: Problem = {
  code: 'STATE',
  currentState: 'CLOSED',
  message: { 'zh-CN': '该事件已经结束', en: 'this incident is closed already' },
  path: 'input.incidentId',
};

function stillToTell(recipients: readonly string[]): Problem {
  const left = [...new Set(recipients)].join(', ');
  return {
    code: 'STATE',
    currentState: 'OPEN',
    message: {
      'zh-CN': `尚未通报：${left}；请先以 fulfilObligation 说明已通报`,
      en: `still to be told: ${left}; say with fulfilObligation that they were`,
    },
    path: 'input.incidentId',
  };
}

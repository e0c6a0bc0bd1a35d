import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PlatformConnector } from '../../../src/hosts/connector.ts';
import { HostError } from '../../../src/hosts/host-error.ts';
import type { LoggedCall } from '../../../src/sandbox/call-log.ts';
import { callsOf } from '../../../tools/host-calls.mjs';

/** A connector in front of a sandbox, with a program that has authorised the gateway. */
export interface Stage {
  readonly connector: PlatformConnector;
  readonly appId: string;
  /** What the sandbox was called with so far. */
  calls(): readonly LoggedCall[];
  close(): Promise<void>;
}

type Step<On> = (stage: On) => unknown;

/** One function of a connector, made against the sandbox. */
export interface Row<On extends Stage> {
  /** By its place in the connector: `testers.add`. */
  readonly drives: string;
  /** Which of its ways, where it has several. */
  readonly way?: string;
  /** The platform's calls that it is made of, each of which has to be answered without a refusal. */
  readonly calls?: readonly string[];
  readonly given?: Step<On>;
  /** Left out where the platform has nothing that could go well. */
  readonly act?: Step<On>;
  /** What it resolves to. */
  readonly answers?: unknown;
  /** What is so at the platform afterwards. Left out for what only reads. */
  readonly afterwards?: readonly [look: Step<On>, expected: unknown];
  /** Why nothing can refuse it. */
  readonly never?: string;
  /** How it fails on a stage of its own. */
  readonly refused?: { readonly given?: Step<On>; readonly act: Step<On>; readonly as: object };
}

/**
 * Plays all rows: each as it should go, with a look at what came of it, and refused. A function of the connector that no
 * row drives fails, and so does a call that its code names and no row makes: each by its name.
 */
export function itStandsAgainstTheSandbox<On extends Stage>(
  folder: 'wechat' | 'baidu',
  openStage: () => Promise<On>,
  rows: readonly Row<On>[],
): void {
  let stage: On;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const named = rows.map((row) => ({ ...row, name: row.way ? `${row.drives}: ${row.way}` : row.drives }));

  describe('goes as it should', () => {
    it.each(named.filter(({ act }) => act))(
      '$name',
      async ({ given, act, calls = [], answers, afterwards }) => {
        await given?.(stage);
        const before = stage.calls().length;
        const answer = await act?.(stage);
        expect(answer).toEqual(answers);
        const made = stage.calls().slice(before).filter(wentWell);
        for (const path of calls) expect(made.map((call) => call.path)).toContain(path);
        if (afterwards) expect(await afterwards[0](stage)).toEqual(afterwards[1]);
      },
    );
  });

  describe('is refused', () => {
    it.each(named.filter(({ refused }) => refused))('$name', async ({ refused }) => {
      await refused?.given?.(stage);
      expect(await failureOf(async () => refused?.act(stage))).toMatchObject(refused?.as ?? {});
    });
  });

  it('leaves no function of the connector out', () => {
    const driven = new Set(rows.map(({ drives }) => drives));
    const refusedOnce = new Set(
      rows.filter(({ refused, never }) => refused ?? never).map(({ drives }) => drives),
    );
    const all = functionsOf(stage.connector);
    expect(all.filter((name) => !driven.has(name))).toEqual([]);
    expect(all.filter((name) => !refusedOnce.has(name))).toEqual([]);
    expect([...driven].filter((name) => !all.includes(name))).toEqual([]);
  });

  it('leaves no call of the connector out', () => {
    const made = new Set(rows.flatMap(({ calls = [] }) => calls));
    const spoken = [...callsOf(folder)].filter(([, { connector }]) => connector.length > 0);
    expect(spoken.map(([path]) => path).filter((path) => !made.has(path))).toEqual([]);
  });
}

function functionsOf(connector: PlatformConnector): readonly string[] {
  return Object.entries(connector).flatMap(([name, part]) => {
    if (typeof part === 'function') return [name];
    if (typeof part !== 'object' || part === null) return [];
    return Object.entries(part as object).flatMap(([inner, value]) =>
      typeof value === 'function' ? [`${name}.${inner}`] : [],
    );
  });
}

/** Answered, and by none of the envelopes that refuse; they begin with their code, and the log cuts long answers off. */
function wentWell({ status = 0, answer = '' }: LoggedCall): boolean {
  return status > 0 && status < 400 && !/^\{"(?:error"|(?:errcode|errno|error_code)":-?[1-9])/.test(answer);
}

/** Somebody sees a page of the platform and agrees on it. Resolves to what they are sent back with. */
export async function agreeOn(url: string): Promise<Readonly<Record<string, string>>> {
  const page = new URL(url);
  const seen = await fetch(url);
  if (!seen.ok) throw new Error(`the page says ${seen.status}: ${await seen.text()}`);
  const form = { method: 'POST', body: page.searchParams, redirect: 'manual' } as const;
  const agreed = await fetch(page.origin + page.pathname, form);
  return Object.fromEntries(new URL(agreed.headers.get('location') ?? '').searchParams);
}

async function failureOf(act: () => Promise<unknown>): Promise<unknown> {
  try {
    await act();
  } catch (error) {
    return error instanceof HostError ? error.detail : error;
  }
  throw new Error('it was not refused');
}

/** Asks until the answer is the one that is waited for; each question is a call over HTTP. */
export async function until<Answer>(
  ask: () => Promise<Answer>,
  isIt: (answer: Answer) => boolean,
): Promise<Answer> {
  let answer = await ask();
  for (let asked = 1; !isIt(answer); asked += 1) {
    if (asked > 500) throw new Error(`still ${JSON.stringify(answer)} after ${asked} questions`);
    answer = await ask();
  }
  return answer;
}

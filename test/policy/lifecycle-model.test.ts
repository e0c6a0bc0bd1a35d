import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Headline,
  headlineOf,
  headlines,
  type Party,
  type StandingAxes,
  visibilityOf,
} from '../../src/policy/headline.ts';
import { axes, hasAxis, type Step, startsOf, statesOf, steps } from '../../src/policy/lifecycle.ts';
import { axisNames, stepWords } from '../../src/policy/lifecycle-words.ts';
import type { PolicyVariant } from '../../src/policy/variant.ts';
import { variants } from '../../src/policy/variants.ts';
import { lifecyclePage } from '../../tools/lifecycle-page.mjs';

type Axis = (typeof axes)[number];
type StandingAxis = keyof StandingAxes;
const standingAxes = axes.filter(
  (axis): axis is StandingAxis => axis !== 'material' && axis !== 'appeal' && axis !== 'rectification',
);

const platforms = variants.map((variant) => [variant.platform, variant] as const);

/** The moves out of a state that change it, by step; undefined where the table does not know the state. */
function movesFrom(variant: PolicyVariant, axis: Axis, state: string): Map<Step, string> | undefined {
  const rows: Readonly<Record<string, Readonly<Record<string, string>>>> = variant.transitions[axis];
  const row = rows[state];
  return row && new Map(Object.entries(row) as [Step, string][]);
}

function reachable(variant: PolicyVariant, axis: Axis): string[] {
  const starts: readonly string[] = startsOf[axis];
  const seen = new Set(starts.filter((state) => movesFrom(variant, axis, state)));
  for (const state of seen) for (const to of movesFrom(variant, axis, state)?.values() ?? []) seen.add(to);
  return [...seen];
}

/** Every combination of the words that each axis may have. */
function product(words: (axis: StandingAxis) => readonly string[]): StandingAxes[] {
  const all = standingAxes.reduce<Record<string, string>[]>(
    (rows, axis) => rows.flatMap((row) => words(axis).map((state) => ({ ...row, [axis]: state }))),
    [{}],
  );
  return all as unknown as StandingAxes[];
}

const everything = product((axis) => statesOf[axis]);

/** What a headline says of the axes behind it: any of these words on each axis named. */
type Claim = { readonly [A in StandingAxis]?: readonly StandingAxes[A][] };
const onPlatform: Claim = { registration: ['REGISTERED'], console: ['AS_LEFT'] };
const atPlatform: Claim = { ...onPlatform, package: ['UPLOADED'] };
const approved: Claim = { ...atPlatform, review: ['APPROVED'] };
const agreed: Claim = { ...approved, confirmation: ['CONFIRMED', 'NOT_NEEDED'] };
const free: Claim = { ...agreed, enforcement: ['FREE'] };
const claims: Readonly<Record<Headline, Claim>> = {
  DRAFT: { registration: ['NOT_REGISTERED', 'REGISTERED'] },
  CHANGED_ELSEWHERE: { registration: ['REGISTERED'], console: ['CHANGED'] },
  REGISTERING: { registration: ['REQUESTED'] },
  REGISTRATION_REFUSED: { registration: ['REFUSED'] },
  LEFT: { registration: ['LEFT'] },
  AWAITING_ADMISSION: { ...onPlatform, admission: ['NONE', 'PENDING', 'REFUSED', 'EXPIRED'] },
  UPLOADING: { ...onPlatform, package: ['UPLOADING'] },
  UPLOADED: { ...atPlatform, review: ['NOT_SUBMITTED'] },
  UPLOAD_FAILED: { ...onPlatform, package: ['FAILED'] },
  IN_REVIEW: { ...atPlatform, review: ['IN_REVIEW'] },
  REVIEW_DELAYED: { ...atPlatform, review: ['DELAYED'] },
  REJECTED: { ...atPlatform, review: ['REJECTED'] },
  WITHDRAWN: { ...atPlatform, review: ['WITHDRAWN'] },
  AWAITING_HOST: { ...approved, confirmation: ['WAITING', 'PENDING'] },
  REFUSED_BY_HOST: { ...approved, confirmation: ['REFUSED'] },
  AWAITING_VERIFICATION: { ...agreed, verification: ['NONE', 'PENDING', 'REFUSED', 'EXPIRED'] },
  READY_TO_RELEASE: { ...free, release: ['NOT_RELEASED'] },
  TAKEN_OFFLINE: {
    ...agreed,
    release: ['NOT_RELEASED', 'RELEASING', 'STAGED', 'RELEASED', 'PAUSED', 'ROLLING_BACK'],
    enforcement: ['OFFLINE', 'CONTESTED'],
  },
  RELEASING: { ...free, release: ['RELEASING'] },
  STAGED: { ...free, release: ['STAGED'] },
  LIVE: { ...free, release: ['RELEASED'] },
  PAUSED: { ...free, release: ['PAUSED'] },
  ROLLING_BACK: { ...free, release: ['ROLLING_BACK'] },
  ROLLED_BACK: { ...agreed, release: ['ROLLED_BACK'] },
  SUPERSEDED: { ...agreed, release: ['SUPERSEDED'] },
};

function holds(claim: Claim, state: StandingAxes): boolean {
  return Object.entries(claim).every(([axis, words]) =>
    (words as readonly string[]).includes(state[axis as StandingAxis]),
  );
}

/** Whether the checks that the platform wants allow what the headline says (baidu/2.1, baidu/2.2). */
function checksAllow(variant: PolicyVariant, headline: Headline, state: StandingAxes): boolean {
  const isPastAdmission = holds(onPlatform, state) && headline !== 'AWAITING_ADMISSION';
  if (variant.credentialsAfter === 'ADMISSION' && isPastAdmission && state.admission === 'NONE') return false;
  if (!variant.verificationBeforeRelease) return headline !== 'AWAITING_VERIFICATION';
  if (headline === 'READY_TO_RELEASE') return state.verification === 'PASSED';
  return claims[headline].release === undefined || state.verification !== 'NONE';
}

/** What has to be so before a step is taken, as the rules of both platforms say. All else the tables say. */
function mayBeTaken(variant: PolicyVariant, axis: StandingAxis, step: Step, state: StandingAxes): boolean {
  switch (axis) {
    case 'admission':
    case 'verification':
    case 'console':
      return state.registration === 'REGISTERED';
    case 'package':
      return (
        state.registration === 'REGISTERED' &&
        (step !== 'upload' || variant.credentialsAfter !== 'ADMISSION' || state.admission === 'PASSED')
      );
    case 'review':
      return state.package === 'UPLOADED';
    case 'confirmation':
      return state.review === 'APPROVED';
    case 'release':
      return (
        holds(agreed, state) &&
        // Also of what is released in the platform's own console.
        (state.release !== 'NOT_RELEASED' ||
          !variant.verificationBeforeRelease ||
          state.verification === 'PASSED')
      );
    default:
      return true;
  }
}

interface Taken {
  readonly step: Step;
  readonly to: StandingAxes;
}

function takenFrom(variant: PolicyVariant, state: StandingAxes): Taken[] {
  return standingAxes.flatMap((axis) =>
    [...(movesFrom(variant, axis, state[axis]) ?? [])]
      .filter(([step]) => mayBeTaken(variant, axis, step, state))
      .map(([step, to]) => ({ step, to: step === 'resubmit' ? anew(state) : { ...state, [axis]: to } })),
  );
}

/** Another package of the same version: it begins anew on every axis that is a version's. */
function anew(state: StandingAxes): StandingAxes {
  const confirmation = state.confirmation === 'NOT_NEEDED' ? 'NOT_NEEDED' : 'WAITING';
  return { ...state, package: 'NONE', review: 'NOT_SUBMITTED', confirmation, release: 'NOT_RELEASED' };
}

function beginnings(variant: PolicyVariant): StandingAxes[] {
  return product((axis) => {
    const words: readonly string[] = startsOf[axis];
    return hasAxis(variant.transitions, axis)
      ? words.filter((state) => movesFrom(variant, axis, state))
      : words.slice(0, 1);
  });
}

/** Every state that a version can come to, step by step, with the steps that lead on. */
function walk(variant: PolicyVariant): Map<string, { state: StandingAxes; next: readonly Taken[] }> {
  const seen = new Map<string, { state: StandingAxes; next: readonly Taken[] }>();
  const open = beginnings(variant);
  for (let state = open.pop(); state; state = open.pop()) {
    const key = JSON.stringify(state);
    if (seen.has(key)) continue;
    const next = takenFrom(variant, state);
    seen.set(key, { state, next });
    open.push(...next.map(({ to }) => to));
  }
  return seen;
}

/** Nothing is awaited. */
const atRest: readonly Headline[] = ['LIVE', 'WITHDRAWN', 'ROLLED_BACK', 'SUPERSEDED'];
/** The developer's next move is another version. */
const over: readonly Headline[] = ['REJECTED', 'REFUSED_BY_HOST'];

/**
 * Leaving takes nothing off a host: what was public under a platform that had passed its checks still is. Nor does what was
 * changed in the platform's own console, but by the axes that it moved.
 */
function beforeLeaving(variant: PolicyVariant, state: StandingAxes): Headline {
  const before = { registration: 'REGISTERED', admission: 'PASSED', verification: 'PASSED' } as const;
  const asLeft = { ...state, console: 'AS_LEFT' } as const;
  return headlineOf(variant, state.registration === 'LEFT' ? { ...asLeft, ...before } : asLeft).headline;
}

function contradictions(variant: PolicyVariant, states: readonly StandingAxes[]): string[] {
  return states.flatMap((state) => {
    const { headline } = headlineOf(variant, state);
    const visibility = visibilityOf(variant, state);
    const isPublic = visibility === 'PUBLIC' || visibility === 'PARTLY_PUBLIC';
    const isSound =
      holds(claims[headline], state) &&
      checksAllow(variant, headline, state) &&
      isPublic === ['LIVE', 'STAGED', 'ROLLING_BACK'].includes(beforeLeaving(variant, state)) &&
      (visibility === 'HIDDEN' ||
        ((state.registration === 'REGISTERED' || isPublic) &&
          state.package === 'UPLOADED' &&
          state.enforcement === 'FREE'));
    return isSound ? [] : [`${headline} ${visibility} ${JSON.stringify(state)}`];
  });
}

describe.each(platforms)('the table of %s', (platform, variant) => {
  it.each(axes)('reaches every state of %s from its beginning', (axis) => {
    expect(reachable(variant, axis).sort()).toEqual(Object.keys(variant.transitions[axis]).sort());
  });

  it.each(axes)('lets every state of %s be left, but for those that are said to be final', (axis) => {
    const stuck = reachable(variant, axis).filter((state) =>
      [...(movesFrom(variant, axis, state)?.values() ?? [])].every((to) => to === state),
    );
    expect(Object.keys(variant.endings[axis] ?? {}).sort()).toEqual(stuck.sort());
  });

  it('ends nothing but by a clause of its own agreement', () => {
    const known = new Set(variant.agreement.versions.flatMap(({ clauses }) => clauses.map(({ id }) => id)));
    const cited = Object.values(variant.endings).flatMap((endings) => Object.values<string>(endings));
    expect(cited.filter((id) => !known.has(id))).toEqual([]);
    expect(cited.every((id) => id.startsWith(`${platform.toLowerCase()}/`))).toBe(true);
  });

  it('wechat/2.3, wechat/2.5, baidu/2.2, baidu/3.4: no headline contradicts an axis, in any combination that the table reaches', () => {
    const states = product((axis) =>
      hasAxis(variant.transitions, axis) ? reachable(variant, axis) : startsOf[axis].slice(0, 1),
    );
    expect(contradictions(variant, states)).toEqual([]);
  });

  it('wechat/2.3, baidu/2.2: nor in any that it does not reach', () => {
    expect(everything).toHaveLength(720_000);
    expect(contradictions(variant, everything)).toEqual([]);
  });

  it('says LIVE wherever nothing forbids it', () => {
    const silent = everything.filter(
      (state) =>
        holds(claims.LIVE, state) &&
        checksAllow(variant, 'LIVE', state) &&
        headlineOf(variant, state).headline !== 'LIVE',
    );
    expect(silent).toEqual([]);
  });

  it('comes to every headline that it has, step by step, and to no other', () => {
    const said = new Set([...walk(variant).values()].map(({ state }) => headlineOf(variant, state).headline));
    const others: readonly Headline[] = headlines.filter((headline) => !said.has(headline));
    expect(others).toEqual(foreign[platform]);
  });

  it('tells in the headline how far the version has come', () => {
    const behind = [...walk(variant).values()].filter(({ state }) => {
      // Once the platform was left, the headline tells of the registration; the version stood under the one that ended.
      if (state.registration !== 'REGISTERED') return false;
      // What was changed elsewhere comes before that, until it is accepted.
      if (state.console === 'CHANGED') return false;
      const { headline } = headlineOf(variant, state);
      if (state.release !== 'NOT_RELEASED') return claims[headline].release === undefined;
      if (state.review !== 'NOT_SUBMITTED') return claims[headline].review === undefined;
      const isUploaded = state.package === 'UPLOADING' || state.package === 'UPLOADED';
      return isUploaded && claims[headline].package === undefined;
    });
    expect(behind).toEqual([]);
  });

  it('always has a step for the party that is waited on, and rests where nobody is', () => {
    const idle = [...walk(variant).values()].filter(({ state, next }) => !isFair(variant, state, next));
    expect(idle).toEqual([]);
  });

  it('can be brought to rest by those who are waited on, and nobody else', () => {
    const states = walk(variant);
    const resting = new Set<string>();
    const isResting = ({ state }: { state: StandingAxes }) => {
      const { headline } = headlineOf(variant, state);
      return atRest.includes(headline) || over.includes(headline);
    };
    for (const [key, place] of states) if (isResting(place)) resting.add(key);
    for (let before = -1; before !== resting.size; ) {
      before = resting.size;
      for (const [key, { state, next }] of states) {
        const { waitingOn } = headlineOf(variant, state);
        const leads = ({ step, to }: Taken) =>
          stepWords[step].by === waitingOn && resting.has(JSON.stringify(to));
        if (next.some(leads)) resting.add(key);
      }
    }
    expect([...states.keys()].filter((key) => !resting.has(key))).toEqual([]);
  });

  it('on any walk, waits on a party that can move, and only where something is left to do', () => {
    const starts = beginnings(variant);
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.nat(), { maxLength: 60 }), (first, choices) => {
        let state = starts[first % starts.length] as StandingAxes;
        for (const choice of choices) {
          const next = takenFrom(variant, state);
          if (!isFair(variant, state, next)) return false;
          if (contradictions(variant, [state]).length > 0) return false;
          const taken = next[choice % next.length];
          if (!taken) return true;
          state = taken.to;
        }
        return true;
      }),
      { numRuns: 500 },
    );
  });
});

/** The headlines that a platform has no state for: WeChat's checks hold nothing back, and it has no hosts to ask. */
const foreign: Readonly<Record<string, readonly Headline[]>> = {
  WECHAT: ['AWAITING_ADMISSION', 'AWAITING_HOST', 'REFUSED_BY_HOST', 'AWAITING_VERIFICATION', 'ROLLING_BACK'],
  BAIDU: ['STAGED'],
};

function isFair(variant: PolicyVariant, state: StandingAxes, next: readonly Taken[]): boolean {
  const { headline, waitingOn } = headlineOf(variant, state);
  if (waitingOn === 'NOBODY') return atRest.includes(headline);
  if (over.includes(headline)) return waitingOn === ('DEVELOPER' satisfies Party);
  return next.some(({ step }) => stepWords[step].by === waitingOn);
}

describe('the steps', () => {
  it('are each used on one platform at least', () => {
    const used = new Set(
      variants.flatMap((variant) =>
        axes.flatMap((axis) =>
          reachable(variant, axis).flatMap((state) => [...(movesFrom(variant, axis, state)?.keys() ?? [])]),
        ),
      ),
    );
    expect(steps.filter((step) => !used.has(step))).toEqual([]);
  });

  it('differ where the platforms do: only WeChat stages (85082), only Baidu is rolling back for a while', () => {
    const stepsOf = (name: string) => {
      const variant = variants.find(({ platform }) => platform === name) as PolicyVariant;
      const all = reachable(variant, 'release').flatMap((state) => [
        ...(movesFrom(variant, 'release', state)?.keys() ?? []),
      ]);
      return new Set(all);
    };
    const [wechat, baidu] = [stepsOf('WECHAT'), stepsOf('BAIDU')];
    expect([...wechat].filter((step) => !baidu.has(step))).toEqual(['staged', 'widen', 'unstage']);
    expect([...baidu].filter((step) => !wechat.has(step))).toEqual(['rollBack', 'rollBackFailed']);
  });
});

describe('docs/lifecycle.md', () => {
  it('is as the tables are; `npm run docs` writes it', () => {
    const page = readFileSync(new URL('../../docs/lifecycle.md', import.meta.url), 'utf8');
    expect(page).toBe(lifecyclePage({ variants, axes, startsOf, axisNames, stepWords }));
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { baidu } from '../../src/policy/baidu/variant.ts';
import type { Facts } from '../../src/policy/facts.ts';
import { headlineOf, type StandingAxes, visibilityOf } from '../../src/policy/headline.ts';
import {
  clausesOf,
  type EnforcementFact,
  enforcementStateOf,
  isInForce,
  type MeasureGround,
  type MeasureKind,
  termsOf,
} from '../../src/policy/measure.ts';
import { type Operation, operations } from '../../src/policy/operation.ts';
import type { PolicyVariant } from '../../src/policy/variant.ts';
import { variants } from '../../src/policy/variants.ts';
import { wechat } from '../../src/policy/wechat/variant.ts';
import { ask, NOW, someManifest, someVersion } from '../support/facts.ts';

const HOUR = 3_600_000;
const later = (hours: number) => new Date(NOW.getTime() + hours * HOUR);

/** The measure as it would be taken now, without an end. */
function taken(
  variant: PolicyVariant,
  kind: MeasureKind,
  ground: MeasureGround,
  changes: Partial<EnforcementFact> = {},
): EnforcementFact {
  const [version] = variant.agreement.versions;
  const terms = (['PLATFORM', 'HOST'] as const)
    .map((by) => termsOf(version.measures ?? [], by, kind, ground))
    .find((found) => found !== undefined);
  if (!terms) throw new Error(`${variant.platform} provides for no ${kind} on ${ground}`);
  return {
    id: 'enf_1',
    kind,
    ground,
    scope: terms.scopes[0],
    functions: [],
    clauses: clausesOf(terms, ground),
    agreementVersion: version.version,
    holdsUp: terms.holdsUp,
    hides: terms.hides,
    takenByHost: terms.by === 'HOST',
    from: NOW,
    contested: false,
    ...changes,
  };
}

/** What the measures against a program hold up, with the clauses that each refusal cites. */
function heldUp(variant: PolicyVariant, enforcements: readonly EnforcementFact[], more: Partial<Facts> = {}) {
  return Object.fromEntries(
    operations.flatMap((operation) => {
      const { findings } = ask(variant, operation, { ...more, enforcements } as Facts);
      const found = findings.filter(({ code }) => code === 'MEASURE_IN_FORCE');
      return found.length > 0
        ? [[operation, found.flatMap(({ citations }) => citations.map(({ clause }) => clause))]]
        : [];
    }),
  );
}

const steps = ['REGISTER', 'VERIFY', 'SUBMIT', 'RELEASE'] as const;
const everything = [...steps, 'READ_PLATFORM_DATA'] as const;

const table: readonly [
  PolicyVariant,
  MeasureKind,
  MeasureGround,
  readonly string[],
  readonly Operation[],
  boolean,
][] = [
  [wechat, 'SHORT_TERM', 'REVIEW_STANDARD', ['wechat/2.5'], steps, true],
  [wechat, 'LONG_TERM', 'BREACH_OF_LAW', ['wechat/2.5'], steps, true],
  [wechat, 'PERMANENT', 'BREACH_OF_AGREEMENT', ['wechat/2.5'], steps, true],
  [wechat, 'OTHER', 'REVIEW_STANDARD', ['wechat/2.5'], ['SUBMIT', 'RELEASE'], false],
  [wechat, 'WARNING', 'BREACH_OF_AGREEMENT', ['wechat/0.1'], [], false],
  [wechat, 'REVIEW_SERVICE_PAUSED', 'FREQUENT_SUBMISSIONS', ['wechat/2.6'], ['SUBMIT'], false],
  [wechat, 'REVIEW_SERVICE_ENDED', 'FREQUENT_SUBMISSIONS', ['wechat/2.6'], ['SUBMIT'], false],
  [wechat, 'USE_LIMITED', 'INCOMPLETE_DATA', ['wechat/4.2'], ['SUBMIT'], false],
  [wechat, 'DATA_ACCESS_RESTRICTED', 'PLATFORM_CHOICE', ['wechat/4.8'], ['READ_PLATFORM_DATA'], false],
  [wechat, 'SERVICE_DECLINED', 'PLATFORM_CHOICE', ['wechat/6.2'], everything, true],
  [baidu, 'SERVICE_PAUSED', 'BREACH_OF_AGREEMENT', ['baidu/0.2'], steps, true],
  [baidu, 'SERVICE_ENDED', 'BREACH_OF_AGREEMENT', ['baidu/0.2'], everything, true],
  [baidu, 'SUBMISSION_REFUSED', 'PRODUCT_POLICY', ['baidu/2.3'], ['SUBMIT'], false],
  [baidu, 'TAKEN_OFFLINE', 'REGULATORY_REQUIREMENT', ['baidu/2.3'], ['RELEASE'], true],
  [baidu, 'CHANGES_DEMANDED', 'LEGAL_REQUIREMENT', ['baidu/2.3'], [], false],
  [baidu, 'AGREEMENT_ENDED', 'PRODUCT_POLICY', ['baidu/2.3'], everything, true],
  [baidu, 'SERVICE_PAUSED', 'FREQUENT_SUBMISSIONS', ['baidu/2.4'], steps, true],
  [baidu, 'SERVICE_ENDED', 'MALICIOUS_SUBMISSIONS', ['baidu/2.4'], everything, true],
  [baidu, 'AGREEMENT_ENDED', 'LOSS_CAUSED', ['baidu/2.4'], everything, true],
  [baidu, 'SERVICE_ENDED', 'FALSE_MATERIAL', ['baidu/2.5'], everything, true],
  [baidu, 'WARNING', 'BREACH_OF_LAW', ['baidu/3.4', 'baidu/3.4(1)'], [], false],
  [baidu, 'PROGRAM_OFFLINE', 'BREACH_OF_AGREEMENT', ['baidu/3.4', 'baidu/3.4(2)'], ['RELEASE'], true],
  [baidu, 'ALL_PROGRAMS_OFFLINE', 'AUTHORITY_DEMAND', ['baidu/3.4', 'baidu/3.4(3)'], ['RELEASE'], true],
  [baidu, 'AGREEMENT_ENDED', 'UNLAWFUL_OR_INFRINGING', ['baidu/3.4', 'baidu/3.4(4)'], everything, true],
  [baidu, 'SERVICE_REFUSED', 'HARM_TO_RUNNING', ['baidu/3.4', 'baidu/3.4(5)'], everything, true],
  [baidu, 'TRAFFIC_OFF', 'OTHER_HARM', ['baidu/3.4', 'baidu/3.4(6)'], [], false],
  [baidu, 'SERVICE_DECLINED', 'PLATFORM_CHOICE', ['baidu/6.2'], everything, true],
];

const live: StandingAxes = {
  enforcement: 'FREE',
  console: 'AS_LEFT',
  registration: 'REGISTERED',
  admission: 'PASSED',
  verification: 'PASSED',
  package: 'UPLOADED',
  review: 'APPROVED',
  confirmation: 'NOT_NEEDED',
  release: 'RELEASED',
};

describe('a measure in force', () => {
  it.each(
    table.map(([variant, kind, ground, clauses, held, hides]) => ({
      variant,
      kind,
      ground,
      clauses,
      held,
      hides,
    })),
  )(
    'is $kind on $ground: it holds up $held, cited by $clauses',
    ({ variant, kind, ground, clauses, held, hides }) => {
      const measure = taken(variant, kind, ground);
      expect(heldUp(variant, [measure])).toEqual(Object.fromEntries(held.map((one) => [one, clauses])));
      expect(enforcementStateOf([measure], NOW)).toBe(hides ? 'OFFLINE' : 'FREE');
    },
  );

  it('limits functions for the programs that use them, and for no other (baidu/3.4)', () => {
    const limit = taken(baidu, 'FUNCTIONS_LIMITED', 'BREACH_OF_LAW', { functions: ['baidu:payment'] });
    expect(heldUp(baidu, [limit])).toEqual({});
    const manifest = someManifest({ advancedFeatures: ['baidu:payment'] });
    expect(heldUp(baidu, [limit], { manifest })).toEqual({ SUBMIT: ['baidu/3.4', 'baidu/3.4(1)'] });
  });

  it('of one host holds nothing up at another (baidu/3.6)', () => {
    const measure = taken(baidu, 'TAKEN_OFFLINE', 'HOST_RULES', { hostId: 'iqiyi' });
    const at = (id: string) => ({
      host: baidu.hosts.find((host) => host.id === id) as NonNullable<Facts['host']>,
      version: someVersion({ review: 'APPROVED' }),
    });
    expect(heldUp(baidu, [measure], at('iqiyi'))).toEqual({ RELEASE: ['baidu/3.6'] });
    expect(heldUp(baidu, [measure], at('tieba'))).toEqual({});
  });

  it('with a date is over by waiting, one without by contesting it (wechat/2.5)', () => {
    const remedyOf = (changes: Partial<EnforcementFact>) => {
      const enforcements = [taken(wechat, 'SHORT_TERM', 'REVIEW_STANDARD', changes)];
      const { findings } = ask(wechat, 'SUBMIT', { enforcements });
      return findings.find(({ code }) => code === 'MEASURE_IN_FORCE')?.remedy;
    };
    expect(remedyOf({ until: later(24) })).toEqual({ kind: 'WAIT_UNTIL', until: later(24) });
    expect(remedyOf({})).toEqual({ kind: 'CONTEST_MEASURE', enforcementId: 'enf_1' });
  });

  it('hides what is live, and waits on the developer, then on who took it (wechat/2.5, baidu/3.4)', () => {
    for (const variant of [wechat, baidu]) {
      expect(headlineOf(variant, live).headline).toBe('LIVE');
      const offline = { ...live, enforcement: 'OFFLINE' } as const;
      expect(headlineOf(variant, offline)).toEqual({ headline: 'TAKEN_OFFLINE', waitingOn: 'DEVELOPER' });
      expect(visibilityOf(variant, offline)).toBe('HIDDEN');
      const contested = { ...live, enforcement: 'CONTESTED' } as const;
      expect(headlineOf(variant, contested)).toEqual({ headline: 'TAKEN_OFFLINE', waitingOn: 'PLATFORM' });
    }
  });
});

describe('the measures that an agreement provides for', () => {
  it.each(variants.map((variant) => [variant.platform, variant] as const))(
    'of %s each have grounds, cite clauses of that agreement, and take nothing back',
    (_platform, { agreement }) => {
      const [version] = agreement.versions;
      const known = new Set(version.clauses.map(({ id }) => id));
      for (const terms of version.measures ?? []) {
        expect(terms.grounds.length).toBeGreaterThan(0);
        for (const { ground } of terms.grounds) {
          expect(clausesOf(terms, ground).filter((id) => !known.has(id))).toEqual([]);
          expect(termsOf(version.measures ?? [], terms.by, terms.kind, ground)).toBe(terms);
        }
        expect(terms.holdsUp).not.toContain('WITHDRAW');
        expect(terms.holdsUp).not.toContain('DISCLOSE');
      }
    },
  );

  it('are six on six grounds on Baidu, and none of them on another (baidu/3.4)', () => {
    const measures = baidu.agreement.versions[0].measures ?? [];
    const sanctions = measures.filter(({ clauses }) => clauses.includes('baidu/3.4'));
    const six = [
      'WARNING',
      'FUNCTIONS_LIMITED',
      'PROGRAM_OFFLINE',
      'ALL_PROGRAMS_OFFLINE',
      'AGREEMENT_ENDED',
      'SERVICE_REFUSED',
    ];
    expect(sanctions.map(({ kind }) => kind)).toEqual(expect.arrayContaining(six));
    for (const { grounds } of sanctions) expect(grounds).toHaveLength(6);
  });
});

const instant = fc.integer({ min: -100, max: 100 }).map(later);

describe('whenever it is asked', () => {
  it('a measure holds from its beginning until its date or its end, exactly (wechat/2.5, baidu/3.4)', () => {
    fc.assert(
      fc.property(
        fc.record({ from: instant, until: fc.option(instant), endedAt: fc.option(instant) }),
        instant,
        (dates, at) => {
          const before = [dates.until, dates.endedAt].filter((end) => end !== null);
          const isBetween = at >= dates.from && before.every((end) => at < end);
          expect(isInForce(dates, at)).toBe(isBetween);
          const measure = taken(baidu, 'PROGRAM_OFFLINE', 'OTHER_HARM', dates);
          expect(enforcementStateOf([measure], at)).toBe(isBetween ? 'OFFLINE' : 'FREE');
        },
      ),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import type { VersionInReview } from '../../src/hosts/desks/live-version.ts';
import {
  type AtPlatform,
  type Belief,
  compareVersions,
  contentOfOurs,
} from '../../src/review/compare-versions.ts';
import type { ForeignChangeRecord } from '../../src/review/foreign-change-records.ts';
import type { DistributionRecord, PackageRecord } from '../../src/review/records.ts';

const NOON = new Date('2027-03-10T04:00:00Z');
const HOUR_MS = 3_600_000;

function pack(nth: number, more: Partial<PackageRecord> = {}): PackageRecord {
  return {
    id: `pkg_${nth}`,
    accountId: 'acct_1',
    programId: 'prog_1',
    submissionId: 'sub_1',
    versionId: `ver_${nth}`,
    versionNumber: `1.${nth}.0`,
    registrationId: 'reg_1',
    platform: 'WECHAT',
    attempt: 1,
    hostIds: ['wechat'],
    state: 'UPLOADED',
    review: 'APPROVED',
    online: false,
    submittedAt: new Date(NOON.getTime() + nth * HOUR_MS),
    ...more,
  };
}

const place = (more: Partial<DistributionRecord> = {}): DistributionRecord => ({
  id: 'dist_1',
  accountId: 'acct_1',
  programId: 'prog_1',
  platform: 'WECHAT',
  hostId: 'wechat',
  confirmation: 'NOT_NEEDED',
  release: 'NOT_RELEASED',
  ...more,
});

const change = (more: Partial<ForeignChangeRecord>): ForeignChangeRecord => ({
  id: 'fch_1',
  accountId: 'acct_1',
  programId: 'prog_1',
  platform: 'WECHAT',
  place: 'TRIAL',
  kind: 'UPLOADED',
  content: '',
  noticedAt: NOON,
  ...more,
});

const live = pack(1, { online: true });
const atLive = place({ packageId: live.id, livePackageId: live.id, release: 'RELEASED' });
const next = pack(2, { review: 'IN_REVIEW' });

const compare = (there: AtPlatform, belief: Partial<Belief> = {}) =>
  compareVersions({ packages: [live], places: [atLive], changes: [], isHidden: false, ...belief }, there);
const ours = (one: PackageRecord) => ({ key: one.id, versionNumber: one.versionNumber });
const theirs = { versionNumber: '9.9', description: 'a hotfix' };
const inReview = (version: object, state: VersionInReview['state'] = 'IN_REVIEW') =>
  ({ ...version, state, reference: '77' }) as VersionInReview;
const asLeft = { trial: ours(live), live: ours(live), service: 'SERVING' } as const;
const NOTHING = { found: [], over: [], toLookAt: [] };

/** What is found, as it stands in the books from then on. */
function noted(there: AtPlatform, more: Partial<ForeignChangeRecord> = {}, belief: Partial<Belief> = {}) {
  const [finding] = compare(there, belief).found;
  if (!finding) throw new Error('nothing is found');
  return change({ ...finding, ...more });
}

describe('what a platform has', () => {
  it('is as it was left: nothing is found', () => {
    expect(compare(asLeft)).toEqual(NOTHING);
    expect(compare({ ...asLeft, review: inReview(ours(next)) }, { packages: [live, next] })).toEqual(NOTHING);
  });

  it('may be nothing at all, as before anything was handed in', () => {
    expect(compare({}, { packages: [], places: [] })).toEqual(NOTHING);
  });

  it.each([
    ['UPLOADED', { ...asLeft, trial: theirs }, 'TRIAL'],
    ['SUBMITTED', { ...asLeft, trial: theirs, review: inReview(theirs) }, 'REVIEW'],
    ['SUBMITTED', { ...asLeft, review: inReview(theirs, 'APPROVED') }, 'REVIEW'],
    ['RELEASED', { ...asLeft, live: theirs }, 'LIVE'],
    ['PAUSED', { ...asLeft, service: 'PAUSED' }, 'SERVICE'],
  ] as const)('is, once something was %s there, another: once, and in one place', (kind, there, where) => {
    const { found } = compare(there);
    expect(found).toMatchObject([{ kind, place: where }]);
    const known = noted(there);
    expect(compare(there, { changes: [known] })).toEqual(NOTHING);
    expect(compare(there, { changes: [{ ...known, acknowledgedAt: NOON }] })).toEqual(NOTHING);
  });

  it('is told with the number and the words that the platform has of it, and what was expected instead', () => {
    const at = new Date('2027-03-10T03:00:00Z');
    expect(compare({ ...asLeft, live: { ...theirs, at } }).found).toMatchObject([
      { hostVersion: '9.9', hostDescription: 'a hotfix', hostAt: at, insteadOfId: live.id },
    ]);
    expect(compare({ ...asLeft, review: inReview(theirs) }).found).toMatchObject([
      { hostState: 'IN_REVIEW' },
    ]);
  });

  it('is another change when it changes again, and the first is over', () => {
    const known = noted({ ...asLeft, trial: theirs });
    const again = compare({ ...asLeft, trial: { ...theirs, versionNumber: '9.10' } }, { changes: [known] });
    expect(again.found).toMatchObject([{ kind: 'UPLOADED', hostVersion: '9.10' }]);
    expect(again.over).toEqual([known]);
  });

  it('is over, once what is ours is there again', () => {
    const known = noted({ ...asLeft, trial: theirs });
    expect(compare(asLeft, { changes: [known] })).toEqual({ ...NOTHING, over: [known] });
    expect(compare(asLeft, { changes: [{ ...known, endedAt: NOON }] })).toEqual(NOTHING);
  });
});

describe('a version that was uploaded elsewhere', () => {
  it('is not told twice where it is what was released, or is in review', () => {
    expect(compare({ ...asLeft, trial: theirs, live: theirs }).found.map(({ kind }) => kind)).toEqual([
      'RELEASED',
    ]);
  });

  it('is told again once its review has ended without it, unless it was accepted', () => {
    const submitted = noted({ ...asLeft, trial: theirs, review: inReview(theirs) });
    const after = { ...asLeft, trial: theirs, review: inReview(theirs, 'REJECTED') };
    expect(compare(after, { changes: [submitted] })).toMatchObject({
      found: [{ kind: 'UPLOADED' }],
      over: [submitted],
    });
    const accepted = { ...submitted, acknowledgedAt: NOON };
    expect(compare(after, { changes: [accepted] })).toEqual({ ...NOTHING, over: [accepted] });
  });
});

describe('a review that was begun elsewhere', () => {
  it('is over when it is decided against, or when its version is public', () => {
    const known = noted({ ...asLeft, review: inReview(theirs) });
    expect(compare({ ...asLeft, review: inReview(theirs, 'WITHDRAWN') }, { changes: [known] }).over).toEqual([
      known,
    ]);
    const published = { ...asLeft, review: inReview(theirs, 'APPROVED'), live: theirs };
    expect(compare(published, { changes: [known] })).toMatchObject({
      found: [{ kind: 'RELEASED' }],
      over: [known],
    });
  });

  it('is another when the same version is handed in once more', () => {
    const known = noted({ ...asLeft, review: inReview(theirs) });
    const again = { ...inReview(theirs), reference: '78' };
    expect(compare({ ...asLeft, review: again }, { changes: [known] })).toMatchObject({
      found: [{ kind: 'SUBMITTED' }],
      over: [known],
    });
  });

  it('of a version of ours is looked at as that version', () => {
    const idle = pack(2, { review: 'NOT_SUBMITTED' });
    const there = { ...asLeft, review: inReview(ours(idle)) };
    expect(compare(there, { packages: [live, idle] })).toEqual({ ...NOTHING, toLookAt: [idle.id] });
  });

  it('leaves a review of ours to be looked at that is not there any more', () => {
    expect(compare(asLeft, { packages: [live, next] }).toLookAt).toEqual([next.id]);
  });

  it('may be delayed where it is known to be open, and the other way round', () => {
    const delayed = pack(2, { review: 'DELAYED' });
    const there = (state: VersionInReview['state']) => ({ ...asLeft, review: inReview(ours(next), state) });
    expect(compare(there('DELAYED'), { packages: [live, next] }).toLookAt).toEqual([next.id]);
    expect(compare(there('IN_REVIEW'), { packages: [live, delayed] }).toLookAt).toEqual([]);
  });
});

describe('what is public', () => {
  const older = pack(0);

  it('of ours, though nobody here published it, is looked at as that version', () => {
    const there = { ...asLeft, live: ours(older) };
    expect(compare(there, { packages: [live, older] })).toEqual({ ...NOTHING, toLookAt: [older.id] });
  });

  it('is gone back to where it was public before', () => {
    const before = noted({ ...asLeft, live: theirs }, { endedAt: NOON, acknowledgedAt: NOON });
    expect(compare({ ...asLeft, live: theirs }, { changes: [before] }).found).toMatchObject([
      { kind: 'ROLLED_BACK', hostVersion: '9.9' },
    ]);
  });

  it('is nobody else’s doing while it is gone back to from here', () => {
    const leaving = pack(1, { online: true, goal: 'ROLLED_BACK', goalDetail: { asked: true } });
    for (const there of [theirs, ours(older), undefined]) {
      const { live: _, ...rest } = asLeft;
      const so = { ...rest, ...(there ? { live: there } : {}) };
      expect(compare(so, { packages: [leaving, older] })).toEqual(NOTHING);
    }
    const wished = pack(1, { online: true, goal: 'ROLLED_BACK' });
    expect(compare({ ...asLeft, live: theirs }, { packages: [wished] }).found).toMatchObject([
      { kind: 'RELEASED' },
    ]);
  });

  it('is on its way back, and that is one change until it is done', () => {
    const there = { ...asLeft, live: { ...ours(live), isLeaving: true as const } };
    expect(compare(there).found).toMatchObject([{ kind: 'ROLLED_BACK', hostState: 'ROLLING_BACK' }]);
    const known = noted(there);
    expect(compare(there, { changes: [known] })).toEqual(NOTHING);
    const done = compare({ ...asLeft, live: ours(older) }, { packages: [live, older], changes: [known] });
    expect(done).toEqual({
      ...NOTHING,
      completed: {
        change: known,
        live: ours(older),
        content: contentOfOurs(older.id),
        ours: older,
      },
    });
    expect(compare(asLeft, { changes: [known] })).toEqual({ ...NOTHING, over: [known] });
  });

  it('is missed where there is nothing, unless a measure hides it', () => {
    const { live: _, ...gone } = asLeft;
    expect(compare(gone)).toEqual({ ...NOTHING, missing: live });
    expect(compare(gone, { isHidden: true })).toEqual(NOTHING);
  });
});

describe('the service', () => {
  const paused = place({ packageId: live.id, livePackageId: live.id, release: 'PAUSED' });

  it('was opened elsewhere where it was closed from here', () => {
    expect(compare(asLeft, { places: [paused] }).found).toMatchObject([{ kind: 'RESUMED' }]);
    expect(compare({ ...asLeft, service: 'PAUSED' }, { places: [paused] })).toEqual(NOTHING);
  });

  it.each(['PAUSED', 'SERVING'] as const)(
    'is nobody else’s doing while the gateway is at work on %s',
    (goal) => {
      const atWork = { ...live, goal };
      expect(compare({ ...asLeft, service: 'PAUSED' }, { packages: [atWork] })).toEqual(NOTHING);
    },
  );

  it('wechat/2.5, baidu/3.4: says nothing while a measure hides the program, which closes it, too', () => {
    expect(compare({ ...asLeft, service: 'PAUSED' }, { isHidden: true })).toEqual(NOTHING);
  });

  it('that was not asked after leaves what is known of it', () => {
    const known = noted({ ...asLeft, service: 'PAUSED' });
    const { service: _, ...rest } = asLeft;
    expect(compare(rest, { changes: [known] })).toEqual(NOTHING);
  });
});

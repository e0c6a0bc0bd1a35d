import { describe, expect, it } from '@jest/globals';
import { standing } from './questions.ts';
import type { Told, Year } from './year.ts';

/** Ten in the morning in China. */
const morningOf = (day: string) => new Date(`${day}T02:00:00Z`);

const THEN = `query ($id: ID!, $asOf: DateTime, $knownAt: DateTime) {
  program(id: $id, asOf: $asOf, knownAt: $knownAt) { name
    registrations { platform state admission verification }
    materials { paper state validUntil }
    obligations { kind clauses state dueAt }
    enforcements { kind from until inForce }
    distributions { host { id } headline visibility liveVersion { number } } } }`;

interface When {
  readonly asOf?: Date;
  readonly knownAt?: Date;
}

/** What is told late, and what is to be remembered of an instant. */
export function spring(of: () => Year): void {
  describe('18 to 20 April: what is learned late', () => {
    it('a block that WeChat tells of five days after it began was in force since then, and was not known to be (wechat/2.5)', async () => {
      const year = of();
      const { id: programId } = year.noodles;
      await year.until('2027-04-18');
      expect((await standing(year, programId, 'wechat')).visibility).toBe('PUBLIC');
      year.memory.set('spring', { at: year.now(), told: await then(year, {}) });
      await year.until('2027-04-20');
      await year.act('WECHAT', 'takeMeasure', 'enforcementId', {
        programId,
        kind: 'SHORT_TERM',
        ground: 'REVIEW_STANDARD',
        scope: 'PROGRAM',
        from: morningOf('2027-04-15'),
        until: morningOf('2027-04-25'),
      });
      expect((await standing(year, programId, 'wechat')).visibility).toBe('HIDDEN');
    });
  });
}

/** The year is over, and is asked about. */
export function lookingBack(of: () => Year): void {
  describe('9 March: the year that was', () => {
    it('spring is told as it was known in spring, to the letter, whatever happened since (wechat/2.5, wechat/4.2, baidu/2.5)', async () => {
      const year = of();
      await year.until('2028-03-09');
      const { at, told } = year.memory.get('spring');
      expect(await then(year, { knownAt: at })).toEqual(told);
      expect(await then(year, { asOf: at, knownAt: at })).toEqual(told);
      expect(told.name).toBe('样例面馆');
      expect(told.enforcements).toEqual([]);
      expect(hostOf(told, 'wechat')).toMatchObject({
        visibility: 'PUBLIC',
        liveVersion: { number: '1.0.0' },
      });
    });

    it('and as it is known now: the block of which WeChat told late had begun (wechat/2.5)', async () => {
      const year = of();
      const { at, told } = year.memory.get('spring');
      const known = await then(year, { asOf: at });
      expect(known.enforcements).toMatchObject([{ kind: 'SHORT_TERM', inForce: true }]);
      expect(hostOf(known, 'wechat')).toMatchObject({ visibility: 'HIDDEN', headline: 'TAKEN_OFFLINE' });
      // Nothing else of that day has become another.
      expect({ ...known, enforcements: [], distributions: [] }).toEqual({
        ...told,
        enforcements: [],
        distributions: [],
      });
      expect(hostOf(known, 'tieba')).toEqual(hostOf(told, 'tieba'));
      const before = await then(year, { asOf: morningOf('2027-04-14') });
      expect(hostOf(before, 'wechat').visibility).toBe('PUBLIC');
    });

    it('of June the licence that had to be renewed is still to be renewed, of the day after the other is in its place (wechat/4.2, baidu/2.5)', async () => {
      const year = of();
      const licences = ({ materials }: Told) =>
        materials
          .filter(({ paper }: Told) => paper === '食品经营许可证')
          .map(({ state, validUntil }: Told) => `${validUntil} ${state}`)
          .sort();
      const owed = ({ obligations }: Told) =>
        obligations
          .filter(({ kind, dueAt }: Told) => kind === 'RENEW_MATERIAL' && dueAt.startsWith('2027-06-30'))
          .map(({ state }: Told) => state);
      const june = await then(year, { asOf: morningOf('2027-06-22') });
      expect([licences(june), owed(june)]).toEqual([['2027-06-30 EFFECTIVE'], ['OPEN', 'OPEN']]);
      const after = await then(year, { asOf: morningOf('2027-06-24') });
      expect([licences(after), owed(after)]).toEqual([
        ['2027-06-30 SUPERSEDED', '2032-06-30 EFFECTIVE'],
        ['FULFILLED', 'FULFILLED'],
      ]);
    });

    it('a verdict of the past is given under the terms of its day (wechat/7.2, baidu/7)', async () => {
      const year = of();
      const versions = async (asOf: Date) => {
        const { shippability } = await year.ask(
          'VIEWER',
          `query ($id: ID!, $asOf: DateTime) { shippability(programIds: [$id], hostIds: ["wechat", "baiduboxapp"], asOf: $asOf) {
             hosts { verdict { platform agreementVersion } } } }`,
          { id: year.noodles.id, asOf },
        );
        return Object.fromEntries(
          shippability[0].hosts.map(({ verdict }: Told) => [verdict.platform, verdict.agreementVersion]),
        );
      };
      expect(await versions(morningOf('2027-12-09'))).toEqual({ WECHAT: '2018-09-10', BAIDU: '2020-04-20' });
      expect(await versions(morningOf('2027-12-10'))).toEqual({ WECHAT: '2027-12-10', BAIDU: '2020-04-20' });
      expect(await versions(morningOf('2028-01-20'))).toEqual({ WECHAT: '2027-12-10', BAIDU: '2028-01-20' });
      expect(await versions(year.now())).toEqual({ WECHAT: '2027-12-10', BAIDU: '2028-03-01' });
    });
  });
}

async function then(year: Year, when: When): Promise<Told> {
  return (await year.ask('VIEWER', THEN, { id: year.noodles.id, ...when })).program;
}

function hostOf({ distributions }: Told, id: string): Told {
  return distributions.find(({ host }: Told) => host.id === id);
}

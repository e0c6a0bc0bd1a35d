import { describe, expect, it } from '@jest/globals';
import { handIn, newVersion, triedAt } from './opening.ts';
import { duties, endOf, standing, verdicts } from './questions.ts';
import type { Told, Year } from './year.ts';

const EXIT = 'exit { id state stillLive backups clauses }';
const EXITS = `{ platformExits { id platform state leftAt clauses backups stillLive confirmedBy says(locale: en)
  purged { kind table rows sha256 } } }`;

/** The account leaves WeChat, and stays with Baidu. `backups` are those that the operator has named. */
export function leaving(of: () => Year, backups: readonly string[]): void {
  describe('10 to 28 February: WeChat is left', () => {
    it('in person, by its name, and knowing what stays public: a slip leaves nothing (wechat/4.10)', async () => {
      const year = of();
      await year.until('2028-02-10');
      await handIn(year, year.noodles.id, ['wechat']);
      const [slip] = await year.refused('OWNER', 'leavePlatform', { platform: 'WECHAT', confirm: 'BAIDU' });
      expect(slip).toMatchObject({ code: 'INVALID_INPUT', path: 'input.confirm' });
      const [live] = await year.refused('OWNER', 'leavePlatform', { platform: 'WECHAT', confirm: 'WECHAT' });
      expect(live).toMatchObject({ code: 'STATE', currentState: 'LIVE' });
      expect((await year.ask('OWNER', EXITS)).platformExits).toEqual([]);
      expect(await standing(year, year.noodles.id, 'wechat')).toMatchObject({
        liveVersion: { number: '1.0.0' },
      });
    });

    it('takes with it what is in review, and then all that the gateway has from WeChat, with proof; backups are named (wechat/4.10)', async () => {
      const year = of();
      const { exit } = await year.act('OWNER', 'leavePlatform', EXIT, {
        platform: 'WECHAT',
        confirm: 'WECHAT',
        knowsStillLive: true,
      });
      expect(exit).toMatchObject({ state: 'LEAVING', stillLive: 1, clauses: ['wechat/4.10'] });
      expect(year.platform('WECHAT').count('withdraw')).toBeGreaterThan(0);
      await year.until('2028-02-12');
      const [left] = (await year.ask('OWNER', EXITS)).platformExits;
      expect(left).toMatchObject({ state: 'LEFT', backups, confirmedBy: 'member:mem_owner' });
      expect(left.purged.map(({ kind }: Told) => kind)).toEqual(
        expect.arrayContaining(['REGISTRATIONS', 'PACKAGE_ANSWERS', 'MEASURE_WORDS']),
      );
      const proof = await year.page('OWNER', `/platform-exits/${left.id}`);
      const html = await proof.text();
      for (const said of ['wechat/4.10', ...backups, ...left.purged.map(({ sha256 }: Told) => sha256)]) {
        expect(html).toContain(said);
      }
      const { enforcements, program } = await year.ask(
        'OWNER',
        `query ($id: ID!) { enforcements(platform: WECHAT) { nodes { kind words } }
           program(id: $id) { registrations { platform state appId } } }`,
        { id: year.noodles.id },
      );
      expect(enforcements.nodes.map(({ words }: Told) => words)).toEqual([null, null, null]);
      expect(program.registrations).toEqual(
        expect.arrayContaining([
          { platform: 'WECHAT', state: 'LEFT', appId: null },
          { platform: 'BAIDU', state: 'REGISTERED', appId: `BAIDU-${year.noodles.id}` },
        ]),
      );
    });

    it('leaves the developer’s own systems to the developer: a duty, with something to show for it (wechat/4.10)', async () => {
      const year = of();
      const [owed] = await duties(year, 'WECHAT', 'DELETE_ON_LEAVING');
      expect(owed).toMatchObject({ state: 'OPEN', clauses: ['wechat/4.10'], dueAt: endOf('2028-02-25') });
      expect(await duties(year, 'BAIDU', 'DELETE_ON_LEAVING')).toEqual([]);
      await year.until('2028-02-24');
      const reminders = (await year.events('OBLIGATION_REMINDER')).filter(
        ({ subjectId }) => subjectId === owed.id,
      );
      expect(reminders.map(({ payload }) => payload.daysAhead)).toEqual([7, 1]);
      await year.act('OWNER', 'fulfilObligation', 'obligation { state }', {
        obligationId: owed.id,
        statement: '自有系统及备份中的微信数据已删除',
        evidenceFileIds: [await year.upload('OWNER', '删除记录.pdf')],
      });
      expect(await duties(year, 'WECHAT', 'DELETE_ON_LEAVING')).toMatchObject([{ state: 'FULFILLED' }]);
    });

    it('after which nothing is done there, not even by coming back without accepting everything anew, and all is as before at Baidu (wechat/4.10, baidu/0.1)', async () => {
      const year = of();
      await newVersion(year, year.noodles.id, '1.4.0');
      const { id: programId } = year.noodles;
      for (const operation of ['VERIFY', 'SUBMIT', 'RELEASE', 'WITHDRAW']) {
        const { wechat } = await verdicts(year, programId, operation, ['wechat']);
        expect(wechat?.findings).toContain('LEFT_PLATFORM wechat/4.10');
      }
      const again = { programId, platform: 'WECHAT', email: 'again@noodle-house.example' };
      const [refused] = await year.refused('OWNER', 'registerProgram', again);
      expect(refused).toMatchObject({ code: 'AGREEMENT_REQUIRED' });
      const [atWechat, atBaidu] = await Promise.all([
        triedAt(year, programId, ['wechat']),
        triedAt(year, programId, ['baiduboxapp']),
      ]);
      expect([atWechat[0].accepted, atBaidu[0].accepted]).toEqual([false, true]);
      expect((await standing(year, programId, 'wechat')).headline).toBe('LEFT');
      expect(await standing(year, programId, 'baiduboxapp')).toMatchObject({
        liveVersion: { number: '1.0.0' },
      });
      const [twice] = await year.refused('OWNER', 'leavePlatform', { platform: 'WECHAT', confirm: 'WECHAT' });
      expect(twice).toMatchObject({ code: 'STATE', currentState: 'LEFT' });
    });
  });
}

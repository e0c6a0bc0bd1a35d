import { describe, expect, it } from '@jest/globals';
import { duties, endOf, standing, verdicts } from './questions.ts';
import type { Told, Year } from './year.ts';

const MEASURE = `id kind ground scope clauses hides inForce contested until endedHow words
  appeals { id state words } rectifications { id state words }`;

/** What platforms take against a program, what is said against it, and how it ends. */
export function measures(of: () => Year): void {
  describe('6 September to 10 October: what is checked, and what is taken', () => {
    it('security measures are checked every 180 days, with something to show for it (wechat/4.4(6))', async () => {
      const year = of();
      await year.until('2027-09-05');
      const rounds = async () =>
        (await duties(year, 'WECHAT', 'CHECK_SECURITY')).filter(
          ({ program }: Told) => program.id === year.noodles.id,
        );
      const [first] = await rounds();
      expect(first).toMatchObject({ state: 'OPEN', round: 1, dueAt: endOf('2027-09-06') });
      const reminded = (await year.events('OBLIGATION_REMINDER')).filter(
        ({ subjectId }) => subjectId === first.id,
      );
      expect(reminded.map(({ payload }) => payload.daysAhead)).toEqual([30, 14, 7, 1]);
      const said = { obligationId: first.id, statement: '已完成半年度安全检查' };
      const [bare] = await year.refused('OWNER', 'fulfilObligation', said);
      expect(bare).toMatchObject({ path: 'input.evidenceFileIds' });
      const evidenceFileIds = [await year.upload('OWNER', '渗透测试报告.pdf')];
      await year.act('OWNER', 'fulfilObligation', 'obligation { state }', { ...said, evidenceFileIds });
      expect(await rounds()).toMatchObject([
        { round: 1, state: 'FULFILLED', evidenceFileIds },
        { round: 2, state: 'SCHEDULED', dueAt: endOf('2028-03-04') },
      ]);
    });

    it('Baidu takes a program offline on a ground of the six, and on no other: it is hidden, and closed to release, at Baidu’s hosts alone (baidu/3.4, baidu/3.4(3))', async () => {
      const year = of();
      const { id: programId } = year.noodles;
      const measure = { programId, kind: 'PROGRAM_OFFLINE', scope: 'PROGRAM', rectifyBy: '2027-09-12' };
      const [groundless] = await year.refused('BAIDU', 'takeMeasure', measure);
      expect(groundless).toMatchObject({ code: 'INVALID_INPUT', path: 'input.ground' });
      expect((await inForce(year, 'BAIDU')).length).toBe(0);
      const { enforcementId } = await year.act('BAIDU', 'takeMeasure', 'enforcementId', {
        ...measure,
        ground: 'AUTHORITY_DEMAND',
        words: '依监管要求下线整改',
      });
      year.memory.set('offline', enforcementId);
      expect(await measureOf(year, enforcementId)).toMatchObject({
        clauses: ['baidu/3.4', 'baidu/3.4(3)'],
        hides: true,
        inForce: true,
      });
      for (const [hostId, visibility] of [
        ['baiduboxapp', 'HIDDEN'],
        ['tieba', 'HIDDEN'],
        ['wechat', 'PUBLIC'],
      ] as const) {
        expect((await standing(year, programId, hostId)).visibility).toBe(visibility);
      }
      const release = await verdicts(year, programId, 'RELEASE', ['baiduboxapp', 'wechat']);
      expect(release.baiduboxapp?.findings).toContain('MEASURE_IN_FORCE baidu/3.4 baidu/3.4(3)');
      expect(JSON.stringify(release.wechat)).not.toContain('MEASURE_IN_FORCE');
      // A new version is one way to put it right: handing one in stays open.
      expect(await verdicts(year, programId, 'SUBMIT', ['baiduboxapp'])).toEqual({
        baiduboxapp: { answer: 'YES', findings: [] },
      });
      expect(await duties(year, 'BAIDU', 'RECTIFY')).toMatchObject([
        { state: 'OPEN', clauses: ['baidu/2.3', 'baidu/3.4'], dueAt: endOf('2027-09-12') },
      ]);
    });

    it('an appeal is opened with what there is to show, answered, and upheld: the measure stays (baidu/3.4)', async () => {
      const year = of();
      const enforcementId = year.memory.get('offline');
      const appeal = {
        enforcementId,
        statement: '监管要求并不涉及本程序',
        evidenceFileIds: [await year.upload('OWNER', '情况说明.pdf')],
      };
      const opened = await year.act('OWNER', 'openAppeal', 'appeal { id state evidenceFileIds }', appeal);
      expect(opened.appeal).toMatchObject({ state: 'OPENED', evidenceFileIds: appeal.evidenceFileIds });
      const { id: appealId } = opened.appeal;
      const [foreign] = await year.refused('WECHAT', 'answerAppeal', { appealId, decision: 'OVERTURN' });
      expect(foreign).toMatchObject({ code: 'NOT_FOUND' });
      const say = (decision: string, words: string) =>
        year.act('BAIDU', 'answerAppeal', 'appealId', { appealId, decision, words });
      await say('ANSWER', '请补充主管部门的说明');
      expect(await measureOf(year, enforcementId)).toMatchObject({
        contested: true,
        appeals: [{ state: 'ANSWERED', words: '请补充主管部门的说明' }],
      });
      await say('UPHOLD', '维持下线');
      expect(await measureOf(year, enforcementId)).toMatchObject({
        inForce: true,
        contested: false,
        appeals: [{ state: 'UPHELD' }],
      });
      expect((await standing(year, year.noodles.id, 'baiduboxapp')).visibility).toBe('HIDDEN');
    });

    it('what is put right is examined by itself: declined it changes nothing, accepted it ends the measure at once (baidu/2.3, baidu/3.4)', async () => {
      const year = of();
      const enforcementId = year.memory.get('offline');
      const fix = async (statement: string, decision: string, words: string) => {
        const { rectification } = await year.act(
          'OWNER',
          'submitRectification',
          'rectification { id state }',
          {
            enforcementId,
            statement,
          },
        );
        expect(rectification.state).toBe('IN_REVIEW');
        const decided = { rectificationId: rectification.id, decision, words };
        await year.act('BAIDU', 'decideRectification', 'rectificationId', decided);
      };
      await fix('已删除相关页面', 'DECLINE', '首页仍可进入');
      expect((await measureOf(year, enforcementId)).inForce).toBe(true);
      await year.until('2027-09-10');
      await fix('首页入口已删除', 'ACCEPT', '整改合格');
      expect(await measureOf(year, enforcementId)).toMatchObject({
        inForce: false,
        endedHow: 'RECTIFICATION',
        rectifications: [
          { state: 'DECLINED', words: '首页仍可进入' },
          { state: 'ACCEPTED', words: '整改合格' },
        ],
      });
      expect(await duties(year, 'BAIDU', 'RECTIFY')).toMatchObject([{ state: 'FULFILLED' }]);
      expect((await standing(year, year.noodles.id, 'baiduboxapp')).visibility).toBe('PUBLIC');
    });

    it('WeChat blocks for a short time, which has an end and ends by it (wechat/2.5)', async () => {
      const year = of();
      const { id: programId } = year.noodles;
      const block = { programId, kind: 'SHORT_TERM', ground: 'REVIEW_STANDARD', scope: 'PROGRAM' };
      const [endless] = await year.refused('WECHAT', 'takeMeasure', block);
      expect(endless).toMatchObject({ path: 'input.until' });
      const from = year.now();
      const [backwards] = await year.refused('WECHAT', 'takeMeasure', {
        ...block,
        from,
        until: new Date(from.getTime() - 1),
      });
      expect(backwards).toMatchObject({ code: 'INVALID_INPUT', path: 'input.until' });
      const until = new Date('2027-09-17T02:00:00Z');
      const taken = await year.act('WECHAT', 'takeMeasure', 'enforcementId', { ...block, until });
      const { enforcementId } = taken;
      year.memory.set('block', enforcementId);
      const look = async () => ({
        wechat: (await standing(year, programId, 'wechat')).visibility,
        baidu: (await standing(year, programId, 'baiduboxapp')).visibility,
        submit: (await verdicts(year, programId, 'SUBMIT', ['wechat'])).wechat,
      });
      const hidden = {
        wechat: 'HIDDEN',
        baidu: 'PUBLIC',
        submit: { answer: 'NO', findings: ['MEASURE_IN_FORCE wechat/2.5'] },
      };
      expect(await look()).toEqual(hidden);
      await year.until('2027-09-16');
      expect(await look()).toEqual(hidden);
      await year.until('2027-09-17');
      expect(await look()).toEqual({ ...hidden, wechat: 'PUBLIC', submit: { answer: 'YES', findings: [] } });
      expect(await measureOf(year, enforcementId)).toMatchObject({ inForce: false, endedHow: 'DATE' });
    });

    it('WeChat limits a program otherwise, and the appeal against it is won: it ends at once (wechat/2.5)', async () => {
      const year = of();
      const { id: programId } = year.noodles;
      const { enforcementId } = await year.act('WECHAT', 'takeMeasure', 'enforcementId', {
        programId,
        kind: 'OTHER',
        ground: 'BREACH_OF_AGREEMENT',
        scope: 'PROGRAM',
        words: '限制发布',
      });
      expect((await standing(year, programId, 'wechat')).visibility).toBe('PUBLIC');
      expect((await verdicts(year, programId, 'SUBMIT', ['wechat'])).wechat?.findings).toEqual([
        'MEASURE_IN_FORCE wechat/2.5',
      ]);
      const { appeal } = await year.act('OWNER', 'openAppeal', 'appeal { id }', {
        enforcementId,
        statement: '并无违规',
      });
      const won = { appealId: appeal.id, decision: 'OVERTURN', words: '申诉成立' };
      await year.act('WECHAT', 'answerAppeal', 'appealId', won);
      expect(await measureOf(year, enforcementId)).toMatchObject({
        inForce: false,
        endedHow: 'APPEAL',
        appeals: [{ state: 'OVERTURNED', words: '申诉成立' }],
      });
      expect((await verdicts(year, programId, 'SUBMIT', ['wechat'])).wechat?.answer).toBe('YES');
    });
  });
}

async function measureOf(year: Year, id: string): Promise<Told> {
  const { node } = await year.ask(
    'VIEWER',
    `query ($id: ID!) { node(id: $id) { ... on Enforcement { ${MEASURE} } } }`,
    {
      id,
    },
  );
  return node;
}

async function inForce(year: Year, platform: string): Promise<readonly Told[]> {
  const { enforcements } = await year.ask(
    'VIEWER',
    'query ($platform: Platform) { enforcements(platform: $platform, inForceOnly: true) { nodes { id } } }',
    { platform },
  );
  return enforcements.nodes;
}

import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { duties, endOf } from './questions.ts';
import type { Told, Year } from './year.ts';

const SCOPE = '2027-05-01 至 2027-05-31 下单用户的手机号';
const CONFIRMATION = `demand { id confirmation { method number confirmedAt confirmedBy documentPath documentSha256 } }`;
const DUTIES = `duties { platform lawOnly says(locale: en) obligations { id recipient clauses state dueAt } }`;

/** Demands for deletion, a user who asks, somebody who looked at what was not theirs. */
export function personalData(of: () => Year): void {
  describe('2 to 20 August: personal data', () => {
    it('WeChat has data deleted or anonymised by a day, confirmed in writing; the same document comes when it is asked for again (wechat/4.4(5), wechat/4.7)', async () => {
      const year = of();
      await year.until('2027-08-02');
      const demand = {
        programId: year.noodles.id,
        scope: SCOPE,
        reference: 'WX-2027-31',
        dueBy: '2027-08-12',
      };
      const { demandId } = await year.act('WECHAT', 'demandDataDeletion', 'demandId', demand);
      const owed = async () =>
        (await duties(year, 'WECHAT', 'DELETE_DATA')).find(({ subjectId }: Told) => subjectId === demandId);
      expect(await owed()).toMatchObject({
        state: 'OPEN',
        clauses: ['wechat/4.7', 'wechat/4.4(5)'],
        dueAt: endOf('2027-08-12'),
      });
      const said = { demandId, method: 'ANONYMISED', statement: '已在主库与备份中匿名化' };
      const [stranger] = await year.refused('STRANGER', 'confirmDataDeletion', said);
      expect(stranger).toMatchObject({ code: 'NOT_FOUND', path: 'input.demandId' });
      const { demand: confirmed } = await year.act('OWNER', 'confirmDataDeletion', CONFIRMATION, said);
      const { confirmation } = confirmed;
      expect(confirmation).toMatchObject({ method: 'ANONYMISED', number: 'PF-DEL-00000001' });
      expect(await owed()).toMatchObject({ state: 'FULFILLED' });

      const page = await document(year, 'OWNER', confirmation.documentPath);
      expect(page.sha256).toBe(confirmation.documentSha256);
      for (const word of [confirmation.number, SCOPE, said.statement, 'mem_owner', '2027']) {
        expect(page.text).toContain(word);
      }
      await year.until('2027-08-04');
      const [twice] = await year.refused('OWNER', 'confirmDataDeletion', { ...said, method: 'DELETED' });
      expect(twice).toMatchObject({ code: 'STATE', path: 'input.demandId' });
      // Handed to the platform, byte for byte, and to nobody else.
      const { deletionConfirmations } = await year.ask(
        'WECHAT',
        '{ deletionConfirmations { nodes { reference documentPath method } } }',
      );
      const [handed] = deletionConfirmations.nodes;
      expect(handed).toMatchObject({ reference: 'WX-2027-31', method: 'ANONYMISED' });
      expect(await document(year, 'WECHAT', handed.documentPath)).toEqual(page);
      expect((await year.page('BAIDU', handed.documentPath)).status).toBe(404);
    });

    it('Baidu has them deleted at once: nothing may be kept anonymised, and no document is asked for (baidu/4.4)', async () => {
      const year = of();
      const demand = { programId: year.noodles.id, scope: SCOPE };
      const { demandId } = await year.act('BAIDU', 'demandDataDeletion', 'demandId', demand);
      expect(await duties(year, 'BAIDU', 'DELETE_DATA')).toMatchObject([
        { state: 'OPEN', clauses: ['baidu/4.4'], dueAt: endOf('2027-08-04') },
      ]);
      const said = { demandId, method: 'ANONYMISED', statement: '已清除' };
      const [kept] = await year.refused('OWNER', 'confirmDataDeletion', said);
      expect(kept).toMatchObject({ path: 'input.method', message: expect.stringContaining('baidu/4.4') });
      expect(await duties(year, 'BAIDU', 'DELETE_DATA')).toMatchObject([{ state: 'OPEN' }]);
      const deleted = { ...said, method: 'DELETED' };
      const { demand: confirmed } = await year.act('OWNER', 'confirmDataDeletion', CONFIRMATION, deleted);
      expect(confirmed.confirmation).toMatchObject({ method: 'DELETED', number: null, documentPath: null });
      expect(await duties(year, 'BAIDU', 'DELETE_DATA')).toMatchObject([{ state: 'FULFILLED' }]);
    });

    it('an end user of WeChat’s asks, and is answered within 15 days of asking; who it is, only those know who may act (wechat/4.4(8))', async () => {
      const year = of();
      const request = {
        programId: year.noodles.id,
        platform: 'WECHAT',
        right: 'DELETION',
        receivedOn: '2027-08-03',
        user: 'openid-of-a-guest',
        words: '请删除我的手机号',
      };
      const { request: recorded } = await year.act(
        'DEVELOPER',
        'recordRightsRequest',
        'request { user obligation { id state dueAt recipient } }',
        request,
      );
      expect(recorded).toMatchObject({
        user: 'openid-of-a-guest',
        obligation: { state: 'OPEN', dueAt: endOf('2027-08-18'), recipient: 'END_USERS' },
      });
      const { program } = await year.ask(
        'VIEWER',
        'query ($id: ID!) { program(id: $id) { rightsRequests { right user words } } }',
        { id: request.programId },
      );
      expect(program.rightsRequests).toEqual([{ right: 'DELETION', user: null, words: null }]);
      const [clauseless] = await year.refused('DEVELOPER', 'recordRightsRequest', {
        ...request,
        platform: 'BAIDU',
      });
      expect(clauseless).toMatchObject({ path: 'input.platform' });
      await year.act('OWNER', 'fulfilObligation', 'obligation { state }', {
        obligationId: recorded.obligation.id,
        statement: '已删除并告知用户',
      });
      expect(await duties(year, 'WECHAT', 'ANSWER_RIGHTS_REQUEST')).toMatchObject([
        { state: 'FULFILLED', endedBy: 'member:mem_owner' },
      ]);
    });

    it('an unauthorised access is told to WeChat, the users and the authority; of Baidu’s agreement nothing is owed for it (wechat/4.11)', async () => {
      const year = of();
      await year.until('2027-08-16');
      const { incident } = await year.act('OWNER', 'reportIncident', `incident { id state ${DUTIES} }`, {
        programId: year.noodles.id,
        discoveredAt: year.now(),
        what: '备份存储被未授权下载',
        categories: ['手机号'],
      });
      const [baidu, wechat] = [...incident.duties].sort((a: Told, b: Told) =>
        a.platform < b.platform ? -1 : 1,
      );
      expect(baidu).toMatchObject({
        lawOnly: true,
        obligations: [],
        says: expect.stringContaining('no clause'),
      });
      expect(wechat.lawOnly).toBe(false);
      const recipients = wechat.obligations.map(
        (one: Told) => `${one.recipient} ${one.clauses} ${one.dueAt}`,
      );
      expect(recipients.sort()).toEqual(
        ['AUTHORITY', 'END_USERS', 'PLATFORM'].map((who) => `${who} wechat/4.11 ${endOf('2027-08-19')}`),
      );
      const end = { incidentId: incident.id, outcome: '已封堵，未见扩散' };
      const told = async (recipient: string) => {
        const { id } = wechat.obligations.find((one: Told) => one.recipient === recipient);
        const statement = { obligationId: id, statement: `已告知 ${recipient}` };
        await year.act('OWNER', 'fulfilObligation', 'obligation { state }', statement);
      };
      await told('PLATFORM');
      await told('END_USERS');
      const [early] = await year.refused('OWNER', 'closeIncident', end);
      expect(early).toMatchObject({ code: 'STATE', message: expect.stringContaining('AUTHORITY') });
      await year.until('2027-08-20');
      const late = (await duties(year, 'WECHAT', 'TELL_OF_INCIDENT')).find(
        ({ recipient }: Told) => recipient === 'AUTHORITY',
      );
      expect(late).toMatchObject({ state: 'OVERDUE' });
      await told('AUTHORITY');
      const { incident: closed } = await year.act(
        'OWNER',
        'closeIncident',
        'incident { state outcome }',
        end,
      );
      expect(closed).toEqual({ state: 'CLOSED', outcome: end.outcome });
    });
  });
}

async function document(year: Year, as: 'OWNER' | 'WECHAT', path: string) {
  const response = await year.page(as, path);
  expect(response.status).toBe(200);
  const bytes = Buffer.from(await response.arrayBuffer());
  return { sha256: createHash('sha256').update(bytes).digest('hex'), text: bytes.toString('utf8') };
}

import { z } from 'zod';
import type { TesterDesk } from '../../desks/settings.ts';
import { readReply } from '../../reply.ts';
import { PLATFORM } from '../config.ts';
import { codeIn } from '../not-called.ts';
import type { ProgramCalls } from '../program-calls.ts';

const INVALID_ARGS = '40097';
const BIND = '/wxa/bind_tester';
const boundShape = z.object({ userstr: z.string() });
const membersShape = z.object({ members: z.array(z.object({ userstr: z.string() })).nullish() });

/**
 * Who may open the trial version. WeChat tells of them a text that stands for the person, and not their account: so that of one
 * who is refused, only by that text can be told whether they are gone already. That 40097 refuses who is gone is unconfirmed.
 */
export function createWechatTesters(calls: ProgramCalls): TesterDesk {
  async function list(appId: string) {
    const { members } = await calls.post(
      appId,
      '/wxa/memberauth',
      { action: 'get_experiencer' },
      membersShape,
    );
    return (members ?? []).map(({ userstr }) => ({ reference: userstr }));
  }
  return {
    list,
    async add(appId, account) {
      const reply = await calls.act(appId, 'POST', BIND, { json: { wechatid: account }, harmless: true });
      const { userstr } = readReply(PLATFORM, `POST ${BIND}`, boundShape, reply, 'ACTS');
      return { reference: userstr, account };
    },
    async remove(appId, tester) {
      const json = 'account' in tester ? { wechatid: tester.account } : { userstr: tester.reference };
      try {
        await calls.act(appId, 'POST', '/wxa/unbind_tester', { json, harmless: true });
      } catch (error) {
        if (codeIn(error) !== INVALID_ARGS || !('reference' in tester)) throw error;
        if ((await list(appId)).some(({ reference }) => reference === tester.reference)) throw error;
      }
    },
  };
}

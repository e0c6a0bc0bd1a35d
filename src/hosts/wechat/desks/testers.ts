import { z } from 'zod';
import type { TesterDesk } from '../../desks/settings.ts';
import { readReply } from '../../reply.ts';
import { PLATFORM } from '../config.ts';
import type { ProgramCalls } from '../program-calls.ts';

const BIND = '/wxa/bind_tester';
const boundShape = z.object({ userstr: z.string() });
const membersShape = z.object({ members: z.array(z.object({ userstr: z.string() })).nullish() });

/** Who may open the trial version. WeChat tells of them a text that stands for the person, and not their account. */
export function createWechatTesters(calls: ProgramCalls): TesterDesk {
  return {
    async list(appId) {
      const { members } = await calls.post(
        appId,
        '/wxa/memberauth',
        { action: 'get_experiencer' },
        membersShape,
      );
      return (members ?? []).map(({ userstr }) => ({ reference: userstr }));
    },
    async add(appId, account) {
      const reply = await calls.act(appId, 'POST', BIND, { json: { wechatid: account }, harmless: true });
      const { userstr } = readReply(PLATFORM, `POST ${BIND}`, boundShape, reply, 'ACTS');
      return { reference: userstr, account };
    },
    async remove(appId, tester) {
      const json = 'account' in tester ? { wechatid: tester.account } : { userstr: tester.reference };
      await calls.act(appId, 'POST', '/wxa/unbind_tester', { json, harmless: true });
    },
  };
}

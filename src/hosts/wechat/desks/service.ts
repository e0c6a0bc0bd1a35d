import { z } from 'zod';
import type { ServiceDesk } from '../../desks/live-version.ts';
import type { ProgramCalls } from '../program-calls.ts';

const PATH = '/wxa/change_visitstatus';
const stateShape = z.object({ status: z.number() });

/** The service of a live program, closed and opened. Either twice does nothing more. Sources: the pages of `change_visitstatus` and `getvisitstatus`. */
export function createWechatService(calls: ProgramCalls): ServiceDesk {
  const change = async (appId: string, action: 'open' | 'close') => {
    await calls.act(appId, 'POST', PATH, { json: { action }, harmless: true });
  };
  return {
    pause: (appId) => change(appId, 'close'),
    resume: (appId) => change(appId, 'open'),
    async state(appId) {
      const { status } = await calls.post(appId, '/wxa/getvisitstatus', {}, stateShape);
      return status === 1 ? 'SERVING' : 'PAUSED';
    },
  };
}

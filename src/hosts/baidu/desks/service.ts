import { z } from 'zod';
import type { ServiceDesk } from '../../desks/live-version.ts';
import type { ProgramCalls } from '../program-calls.ts';
import { number } from '../wire-values.ts';

const statusShape = z.object({ data: z.object({ status: number.nullish() }) });

/** `status` of `app/info`: banned, paused, forced offline. Traffic that is off (7) leaves the program open to who has its address. */
const closed: ReadonlySet<number | undefined | null> = new Set([-1, 4, 5]);

/** Sources: the pages of `app/pause` and `app/resume`. Whether pausing one that is paused is refused is not published. */
export function createBaiduService(calls: ProgramCalls): ServiceDesk {
  return {
    pause: (appId) => calls.act(appId, 'app/pause', {}),
    resume: (appId) => calls.act(appId, 'app/resume', {}),
    async state(appId) {
      const { data } = await calls.get(appId, 'app/info', statusShape);
      return closed.has(data.status) ? 'PAUSED' : 'SERVING';
    },
  };
}

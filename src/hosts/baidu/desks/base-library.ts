import { z } from 'zod';
import type { BaseLibraryDesk } from '../../desks/settings.ts';
import type { ProgramCalls } from '../program-calls.ts';

const supportShape = z.object({ data: z.object({ now_version: z.string().nullish() }) });

/**
 * The lowest base library that a program runs on. How many users have which is not told, only which there are.
 * Sources: the pages of `app/getsupportversion` and `app/setsupportversion`.
 */
export function createBaiduBaseLibrary(calls: ProgramCalls): BaseLibraryDesk {
  return {
    async read(appId) {
      const { data } = await calls.get(appId, 'app/getsupportversion', supportShape);
      return { ...(data.now_version ? { minimum: data.now_version } : {}), shares: [] };
    },
    setMinimum: (appId, version) =>
      calls.act(appId, 'app/setsupportversion', { version }, { harmless: true }),
  };
}

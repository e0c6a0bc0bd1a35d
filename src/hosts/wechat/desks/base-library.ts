import { z } from 'zod';
import type { BaseLibraryDesk } from '../../desks/settings.ts';
import type { ProgramCalls } from '../program-calls.ts';

const shareShape = z.object({
  now_version: z.string().nullish(),
  uv_info: z
    .object({ items: z.array(z.object({ version: z.string(), percentage: z.number() })).nullish() })
    .nullish(),
});

/** The lowest base library that a program runs on. Sources: the pages of `getweappsupportversion` and `setweappsupportversion`. */
export function createWechatBaseLibrary(calls: ProgramCalls): BaseLibraryDesk {
  return {
    async read(appId) {
      const { now_version, uv_info } = await calls.post(
        appId,
        '/cgi-bin/wxopen/getweappsupportversion',
        {},
        shareShape,
      );
      return { ...(now_version ? { minimum: now_version } : {}), shares: uv_info?.items ?? [] };
    },
    async setMinimum(appId, version) {
      const path = '/cgi-bin/wxopen/setweappsupportversion';
      await calls.act(appId, 'POST', path, { json: { version }, harmless: true });
    },
  };
}

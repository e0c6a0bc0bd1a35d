import { z } from 'zod';
import type { RollbackDesk, RollbackReport } from '../../desks/live-version.ts';
import { isMarked } from '../../package-mark.ts';
import type { PackageRequest } from '../../requests.ts';
import { notCalled } from '../not-called.ts';
import type { ProgramCalls } from '../program-calls.ts';
import { number, placed, readVersions, seconds } from '../versions.ts';

const PATH = '/wxa/revertcoderelease';
const CALL = `GET ${PATH}`;

const historyShape = z.object({
  version_list: z
    .array(
      z.object({
        app_version: number,
        user_version: z.string().nullish(),
        user_desc: z.string().nullish(),
        commit_time: seconds,
      }),
    )
    .nullish(),
});

/**
 * One of the last five versions comes back, at once, and once: after a rollback nothing can be gone back to until there
 * is another release (87012). Source: the page of `revertcoderelease`.
 */
export function createWechatRollback(calls: ProgramCalls): RollbackDesk {
  async function lookUp({ appId, key }: PackageRequest): Promise<RollbackReport> {
    const { release_info } = await readVersions(calls, appId);
    const description = release_info?.release_desc ?? undefined;
    if (isMarked(description, key)) return { state: 'LIVE' };
    const live = release_info && placed(release_info.release_version, description, release_info.release_time);
    return { state: 'ROLLED_BACK', ...(live ? { live } : {}) };
  }

  return {
    lookUp,
    async candidates(appId) {
      // With `action` in it this call lists; without, it rolls back.
      const history = await calls.get(appId, PATH, historyShape, { action: 'get_history_version' });
      return (history.version_list ?? []).map(({ app_version, user_version, user_desc, commit_time }) => ({
        reference: app_version,
        ...placed(user_version, user_desc, commit_time),
      }));
    },
    async rollBack(live, to) {
      if (to !== undefined && !/^\d+$/.test(to)) {
        throw notCalled(
          CALL,
          'FIX_INPUT',
          `a version to go back to is named by its number, and "${to}" is none`,
        );
      }
      const standing = await lookUp(live);
      // The call names what is to come, not what is to go: somebody else’s release must not be undone.
      if (standing.state !== 'LIVE') {
        throw notCalled(CALL, 'FINAL', `version ${live.versionNumber} (${live.key}) is not the live one`);
      }
      await calls.act(live.appId, 'GET', PATH, to === undefined ? {} : { query: { app_version: to } });
    },
  };
}

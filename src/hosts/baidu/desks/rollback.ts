import type { PackageRequest } from '../../connector.ts';
import type { RollbackDesk } from '../../desks/live-version.ts';
import { HostError } from '../../host-error.ts';
import { isMarked } from '../../package-mark.ts';
import { liveRow, type PackageRow, placed, ROLLING_BACK, readDetail, readRows } from '../package-rows.ts';
import { notCalled, type ProgramCalls } from '../program-calls.ts';

const ROLLBACK = 'package/rollback';
const NO_SUCH_PACKAGE = '69005';

/**
 * Users are given the version before again. Baidu is told which package gives way, and takes effect later; which one it
 * goes back to is not ours to choose, and is known by its number only. Source: the page of `package/rollback`, of 2019.
 */
export function createBaiduRollback(calls: ProgramCalls): RollbackDesk {
  return {
    async candidates(appId) {
      const before = liveRow(await readRows(calls, appId))?.rollback_version;
      return before ? [{ reference: before, versionNumber: before }] : [];
    },

    async rollBack(live, to) {
      const row = liveRow(await readRows(calls, live.appId));
      if (!row || !isOurs(row, live)) {
        throw notCalled(ROLLBACK, 'FIX_INPUT', `version ${live.versionNumber} is not what users get`);
      }
      // Asked for before, with an answer that got lost.
      if (row.status === ROLLING_BACK) return;
      if (!row.rollback_version) {
        throw notCalled(ROLLBACK, 'FINAL', 'nothing was public before this version');
      }
      if (to !== undefined && to !== row.rollback_version) {
        const words = `Baidu goes back to ${row.rollback_version} only, and not to ${to}`;
        throw notCalled(ROLLBACK, 'FIX_INPUT', words);
      }
      await calls.act(live.appId, ROLLBACK, { package_id: row.package_id ?? '' });
    },

    async lookUp(live) {
      const row = await online(calls, live.appId);
      if (row && isOurs(row, live)) return { state: row.status === ROLLING_BACK ? 'ROLLING_BACK' : 'LIVE' };
      return { state: 'ROLLED_BACK', ...(row ? { live: placed(row) } : {}) };
    },
  };
}

function isOurs({ version_desc }: PackageRow, { key }: PackageRequest): boolean {
  return isMarked(version_desc ?? undefined, key);
}

/** What users get; undefined while that is nothing. */
async function online(calls: ProgramCalls, appId: string): Promise<PackageRow | undefined> {
  try {
    return await readDetail(calls, appId);
  } catch (error) {
    if (error instanceof HostError && error.detail.code === NO_SUCH_PACKAGE) return undefined;
    throw error;
  }
}

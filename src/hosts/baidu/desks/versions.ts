import type { VersionsDesk } from '../../desks/live-version.ts';
import {
  APPROVED,
  DEVELOPMENT,
  IN_REVIEW,
  liveRow,
  type PackageRow,
  placed,
  REJECTED,
  readRows,
} from '../package-rows.ts';
import type { ProgramCalls } from '../program-calls.ts';
import { instantIn } from '../wire-values.ts';

/** What a code for testers can be drawn of: anything that was uploaded and is not public. */
const forTesters: readonly number[] = [DEVELOPMENT, IN_REVIEW, REJECTED, APPROVED];

/** Of the packages that testers can open, Baidu has no one trial version: the one that was uploaded last counts as it. */
export function createBaiduVersions(calls: ProgramCalls): VersionsDesk {
  return {
    async inPlace(appId) {
      const rows = await readRows(calls, appId);
      const trial = rows
        .filter(({ status }) => status != null && forTesters.includes(status))
        .toSorted((a, b) => committed(b) - committed(a))[0];
      const live = liveRow(rows);
      return { ...(trial ? { trial: placed(trial) } : {}), ...(live ? { live: placed(live) } : {}) };
    },
  };
}

function committed({ commit_time, package_id }: PackageRow): number {
  return instantIn(commit_time)?.getTime() ?? Number(package_id ?? 0);
}

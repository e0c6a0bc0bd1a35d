import type { VersionInReview, VersionsDesk } from '../../desks/live-version.ts';
import {
  APPROVED,
  DEVELOPMENT,
  IN_REVIEW,
  liveRow,
  type PackageRow,
  placed,
  REJECTED,
  ROLLING_BACK,
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
        .toSorted(newestFirst)[0];
      const review = reviewAmong(rows);
      const live = liveRow(rows);
      const leaving = live?.status === ROLLING_BACK ? { isLeaving: true as const } : {};
      return {
        ...(trial ? { trial: placed(trial) } : {}),
        ...(review ? { review } : {}),
        ...(live ? { live: { ...placed(live), ...leaving } } : {}),
      };
    },
  };
}

/** Baidu lists every package that it has decided upon and nobody has published: the newest is the one decided last. */
function reviewAmong(rows: readonly PackageRow[]): VersionInReview | undefined {
  for (const [status, state] of [
    [IN_REVIEW, 'IN_REVIEW'],
    [APPROVED, 'APPROVED'],
  ] as const) {
    const [row] = rows.filter((one) => one.status === status).toSorted(newestFirst);
    if (row) return { ...placed(row), state, reference: row.package_id ?? '' };
  }
  return undefined;
}

function newestFirst(a: PackageRow, b: PackageRow): number {
  return committed(b) - committed(a);
}

function committed({ commit_time, package_id }: PackageRow): number {
  return instantIn(commit_time)?.getTime() ?? Number(package_id ?? 0);
}

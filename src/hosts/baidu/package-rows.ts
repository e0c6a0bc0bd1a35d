import { z } from 'zod';
import type { VersionInPlace } from '../desks/live-version.ts';
import { isMarked, keyIn, withoutMark } from '../package-mark.ts';
import type { PackageRequest } from '../requests.ts';
import type { ProgramCalls } from './program-calls.ts';
import { id, instantIn, number } from './wire-values.ts';

const rowShape = z.object({
  package_id: id.nullish(),
  version: z.string().nullish(),
  version_desc: z.string().nullish(),
  status: number.nullish(),
  msg: z.string().nullish(),
  commit_time: z.string().nullish(),
  /** The version that was online before this one. */
  rollback_version: z.string().nullish(),
  upload_status: number.nullish(),
  upload_err_code: number.nullish(),
  upload_err_msg: z.string().nullish(),
  upload_status_desc: z.string().nullish(),
});
const rowsShape = z.object({ data: z.array(rowShape).nullish() });
const detailShape = z.object({ data: rowShape.nullish() });

/** A package of a program. One that is still uploaded has neither `package_id` nor `status`. */
export type PackageRow = z.infer<typeof rowShape>;

/** `status`, of the table of `package/get`; 2 and 7 are not documented. */
export const LIVE = 1;
export const DEVELOPMENT = 3;
export const IN_REVIEW = 4;
export const REJECTED = 5;
export const APPROVED = 6;
export const ROLLING_BACK = 8;

/** `upload_status`; absent once it went well. */
export const UPLOADING = 1;
export const UPLOAD_FAILED = 3;

/** The furthest first, for a version that was uploaded more than once. */
const byProgress: readonly number[] = [LIVE, ROLLING_BACK, APPROVED, IN_REVIEW, REJECTED, DEVELOPMENT];

export async function readRows(calls: ProgramCalls, appId: string): Promise<readonly PackageRow[]> {
  return (await calls.get(appId, 'package/get', rowsShape)).data ?? [];
}

/** One package, whole: of this id, or what is online (`package/getdetail`). Undefined where there is none. */
export async function readDetail(
  calls: ProgramCalls,
  appId: string,
  packageId?: string,
): Promise<PackageRow | undefined> {
  const query: Readonly<Record<string, string>> = packageId === undefined ? {} : { package_id: packageId };
  return (await calls.get(appId, 'package/getdetail', detailShape, query)).data ?? undefined;
}

type Marked = Pick<PackageRequest, 'appId' | 'key'>;

/** The package with our key; of several, the one that got furthest. */
export async function findRow(calls: ProgramCalls, { appId, key }: Marked): Promise<PackageRow | undefined> {
  const rows = await readRows(calls, appId);
  const ours = rows.filter(({ version_desc }) => isMarked(version_desc ?? undefined, key));
  return ours.toSorted((a, b) => rank(a) - rank(b))[0];
}

function rank({ status, upload_status }: PackageRow): number {
  const place = status == null ? -1 : byProgress.indexOf(status);
  if (place >= 0) return place;
  return upload_status === UPLOADING ? byProgress.length : byProgress.length + 1;
}

/** What users get. A version that is being rolled back is that until it is another. */
export function liveRow(rows: readonly PackageRow[]): PackageRow | undefined {
  return rows.find(({ status }) => status === LIVE || status === ROLLING_BACK);
}

/** The version of a package as people know it. */
export function placed({ version, version_desc, commit_time }: PackageRow): VersionInPlace {
  const key = keyIn(version_desc ?? undefined);
  const at = instantIn(commit_time);
  return {
    ...(version ? { versionNumber: version } : {}),
    ...(version_desc ? { description: withoutMark(version_desc) } : {}),
    ...(key === undefined ? {} : { key }),
    ...(at ? { at } : {}),
  };
}

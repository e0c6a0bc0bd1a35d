import { z } from 'zod';
import type { PackageReport, PackageRequest } from '../connector.ts';
import { HostError } from '../host-error.ts';
import { describePackage, isMarked } from '../package-mark.ts';
import { readReply } from '../reply.ts';
import type { BaiduApi } from './api.ts';
import { PLATFORM } from './config.ts';

/** Numbers come as numbers in the samples and as strings in the tables. */
const number = z.union([z.number(), z.string()]).transform(Number).nullish();
const rowsShape = z.object({
  data: z
    .array(
      z.object({
        package_id: z.union([z.number(), z.string()]).transform(String).nullish(),
        version_desc: z.string().nullish(),
        status: number,
        msg: z.string().nullish(),
        upload_status: number,
        upload_err_code: number,
        upload_err_msg: z.string().nullish(),
        upload_status_desc: z.string().nullish(),
      }),
    )
    .nullish(),
});
type Row = NonNullable<z.infer<typeof rowsShape>['data']>[number];

const UPLOADING = 1;
const UPLOAD_FAILED = 3;
const LIVE = 1;
/** Source: the table of `package/get`. The furthest first, for a version that was uploaded more than once. */
const byProgress = [LIVE, 8, 6, 4, 5, 3];

/** The calls about one program's packages. */
export function createBaiduPackages(api: BaiduApi) {
  async function act(name: string, request: PackageRequest, form: Readonly<Record<string, string>>) {
    const path = `/rest/2.0/smartapp/package/${name}`;
    await api.asProgram(request.appId, { method: 'POST', path, effect: 'ACTS', body: { form } });
  }

  return {
    /** Baidu answers before it has uploaded anything; the list of packages says how it went. */
    upload(request: PackageRequest): Promise<void> {
      return act('upload', request, {
        template_id: request.templateId,
        ext_json: JSON.stringify({
          ...request.settings,
          extEnable: true,
          extAppid: request.appId,
          // Otherwise the version is submitted before anybody has asked for that.
          directCommit: false,
        }),
        user_version: request.versionNumber,
        user_desc: describePackage(request.description, request.key),
      });
    },

    async submit(request: PackageRequest): Promise<{ readonly reference?: string }> {
      const { id } = await findPackage(api, request, 'submitaudit');
      const content = describePackage(request.description, request.key);
      await act('submitaudit', request, { content, package_id: id, remark: content });
      return { reference: id };
    },

    async lookUpPackage(request: PackageRequest): Promise<PackageReport> {
      const row = await findRow(api, request);
      return row ? reportOf(row) : { state: 'ABSENT' };
    },

    async withdraw(request: PackageRequest): Promise<void> {
      await act('withdraw', request, { package_id: (await findPackage(api, request, 'withdraw')).id });
    },

    async release(request: PackageRequest): Promise<void> {
      const { id, row } = await findPackage(api, request, 'release');
      if (row.status !== LIVE) await act('release', request, { package_id: id });
    },
  };
}

/** Baidu's id of the package with our key; undefined while it has none. */
export async function packageIdOf(api: BaiduApi, request: Marked): Promise<string | undefined> {
  return (await findRow(api, request))?.package_id ?? undefined;
}

type Marked = Pick<PackageRequest, 'appId' | 'key'>;

async function findRow(api: BaiduApi, request: Marked): Promise<Row | undefined> {
  const path = '/rest/2.0/smartapp/package/get';
  const reply = await api.asProgram(request.appId, { method: 'GET', path, effect: 'READS' });
  const { data } = readReply(PLATFORM, `GET ${path}`, rowsShape, reply);
  const ours = (data ?? []).filter(({ version_desc }) => isMarked(version_desc ?? undefined, request.key));
  return ours.toSorted((a, b) => rank(a) - rank(b))[0];
}

function rank({ status, upload_status }: Row): number {
  const place = status == null ? -1 : byProgress.indexOf(status);
  if (place >= 0) return place;
  return upload_status === UPLOADING ? byProgress.length : byProgress.length + 1;
}

async function findPackage(
  api: BaiduApi,
  request: PackageRequest,
  forCall: string,
): Promise<{ readonly id: string; readonly row: Row }> {
  const row = await findRow(api, request);
  if (row?.package_id != null) return { id: row.package_id, row };
  const uploading = row?.upload_status === UPLOADING;
  const state = uploading ? 'it is still being uploaded' : 'upload it first';
  throw new HostError({
    platform: PLATFORM,
    kind: uploading ? 'RETRY' : 'FIX_INPUT',
    call: `POST /rest/2.0/smartapp/package/${forCall}`,
    words: `not called: Baidu has no package of version ${request.versionNumber} (${request.key}); ${state}`,
    ...(uploading ? { retryAfterMs: 3_000 } : {}),
  });
}

/**
 * A version that was withdrawn goes back to status 3, so that it cannot be told from one that was never
 * submitted: both are UPLOADED. A version that is being rolled back is still what users get.
 */
function reportOf(row: Row): PackageReport {
  const reference = row.package_id ?? '';
  const words = row.msg ?? '';
  if (row.upload_status === UPLOADING) return { state: 'UPLOADING' };
  if (row.upload_status === UPLOAD_FAILED) return { state: 'UPLOAD_FAILED', words: uploadWords(row) };
  switch (row.status) {
    case LIVE:
    case 8:
      return { state: 'RELEASED', reference };
    case 3:
      return { state: 'UPLOADED', reference };
    case 4:
      return { state: 'IN_REVIEW', reference };
    case 5:
      return { state: 'REJECTED', reference, words };
    case 6:
      return { state: 'APPROVED', reference };
    default:
      throw new HostError({
        platform: PLATFORM,
        kind: 'ASK_OPERATOR',
        call: 'GET /rest/2.0/smartapp/package/get',
        words: `package ${reference} has the status ${row.status}, which is not documented (1, 3 to 6 and 8 are)`,
      });
  }
}

function uploadWords({ upload_err_code, upload_err_msg, upload_status_desc }: Row): string {
  const words = upload_err_msg || upload_status_desc || 'Baidu does not say why';
  return upload_err_code == null ? words : `${words} (${upload_err_code})`;
}

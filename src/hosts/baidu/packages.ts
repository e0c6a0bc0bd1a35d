import type { PackageReport, PackageRequest } from '../connector.ts';
import { HostError } from '../host-error.ts';
import { describePackage } from '../package-mark.ts';
import { PLATFORM } from './config.ts';
import {
  APPROVED,
  DEVELOPMENT,
  findRow,
  IN_REVIEW,
  LIVE,
  type PackageRow,
  REJECTED,
  ROLLING_BACK,
  UPLOAD_FAILED,
  UPLOADING,
} from './package-rows.ts';
import { notDocumented, type ProgramCalls } from './program-calls.ts';

/** The calls about one program's packages. */
export function createBaiduPackages(calls: ProgramCalls) {
  return {
    /** Baidu answers before it has uploaded anything; the list of packages says how it went. */
    upload(request: PackageRequest): Promise<void> {
      return calls.act(request.appId, 'package/upload', {
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
      const { id } = await findPackage(calls, request, 'submitaudit');
      const content = describePackage(request.description, request.key);
      const { testAccount, remark = content } = request.forReviewer ?? {};
      const account = testAccount && {
        test_account: testAccount.name,
        test_password: testAccount.password,
      };
      await calls.act(
        request.appId,
        'package/submitaudit',
        { content, package_id: id, remark, ...account },
        { secrets: testAccount ? [testAccount.name, testAccount.password] : [] },
      );
      return { reference: id };
    },

    async lookUpPackage(request: PackageRequest): Promise<PackageReport> {
      const row = await findRow(calls, request);
      return row ? reportOf(row) : { state: 'ABSENT' };
    },

    async withdraw(request: PackageRequest): Promise<void> {
      const { id } = await findPackage(calls, request, 'withdraw');
      await calls.act(request.appId, 'package/withdraw', { package_id: id });
    },

    async release(request: PackageRequest): Promise<void> {
      const { id, row } = await findPackage(calls, request, 'release');
      if (row.status !== LIVE) await calls.act(request.appId, 'package/release', { package_id: id });
    },
  };
}

/** Baidu's id of the package with our key; undefined while it has none. */
export async function packageIdOf(
  calls: ProgramCalls,
  request: Pick<PackageRequest, 'appId' | 'key'>,
): Promise<string | undefined> {
  return (await findRow(calls, request))?.package_id ?? undefined;
}

async function findPackage(
  calls: ProgramCalls,
  request: PackageRequest,
  forCall: string,
): Promise<{ readonly id: string; readonly row: PackageRow }> {
  const row = await findRow(calls, request);
  if (row?.package_id != null) return { id: row.package_id, row };
  const uploading = row?.upload_status === UPLOADING;
  const state = uploading ? 'it is still being uploaded' : 'upload it first';
  throw new HostError({
    platform: PLATFORM,
    retry: uploading ? 'RETRY_LATER' : 'FIX_INPUT',
    call: `POST /rest/2.0/smartapp/package/${forCall}`,
    words: `not called: Baidu has no package of version ${request.versionNumber} (${request.key}); ${state}`,
    ...(uploading ? { retryAfterMs: 3_000 } : {}),
  });
}

/**
 * A version that was withdrawn goes back to status 3, so that it cannot be told from one that was never
 * submitted: both are UPLOADED. A version that is being rolled back is still what users get.
 */
function reportOf(row: PackageRow): PackageReport {
  const reference = row.package_id ?? '';
  const words = row.msg ?? '';
  if (row.upload_status === UPLOADING) return { state: 'UPLOADING' };
  if (row.upload_status === UPLOAD_FAILED) return { state: 'UPLOAD_FAILED', words: uploadWords(row) };
  switch (row.status) {
    case LIVE:
    case ROLLING_BACK:
      return { state: 'RELEASED', reference };
    case DEVELOPMENT:
      return { state: 'UPLOADED', reference };
    case IN_REVIEW:
      return { state: 'IN_REVIEW', reference };
    case REJECTED:
      return { state: 'REJECTED', reference, words };
    case APPROVED:
      return { state: 'APPROVED', reference };
    default:
      throw notDocumented(
        'package/get',
        `package ${reference} has the status ${row.status}, which is not documented (1, 3 to 6 and 8 are)`,
      );
  }
}

function uploadWords({ upload_err_code, upload_err_msg, upload_status_desc }: PackageRow): string {
  const words = upload_err_msg || upload_status_desc || 'Baidu does not say why';
  return upload_err_code == null ? words : `${words} (${upload_err_code})`;
}

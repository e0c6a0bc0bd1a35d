import { z } from 'zod';
import { instantOfSeconds } from '../../kernel/civil-time.ts';
import type { PackageReport, PackageRequest } from '../connector.ts';
import { HostError } from '../host-error.ts';
import { describePackage, isMarked } from '../package-mark.ts';
import { readReply } from '../reply.ts';
import type { WechatApi } from './api.ts';
import { findAuditItem } from './audit-item.ts';
import { PLATFORM } from './config.ts';

/** Said beside what is asked for: one that cannot be read is none. */
const seconds = z
  .number()
  .optional()
  .catch(undefined)
  .transform((value) => (value === undefined ? undefined : instantOfSeconds(value)));
const versionsShape = z.object({
  exp_info: z.object({ exp_desc: z.string().optional() }).nullish(),
  release_info: z
    .object({
      release_desc: z.string().optional(),
      release_version: z.string().optional(),
      release_time: seconds,
    })
    .nullish(),
});
const auditShape = z.object({
  auditid: z.union([z.number(), z.string()]).transform(String),
  status: z.number(),
  reason: z.string().optional(),
  user_desc: z.string().optional(),
  submit_audit_time: seconds,
});
type Audit = z.infer<typeof auditShape>;
const submittedShape = z.object({ auditid: z.union([z.number(), z.string()]).transform(String) });

/** The calls about one program's code. WeChat keeps one trial version, one review and one live version of each. */
export function createWechatPackages(api: WechatApi) {
  return {
    async upload(request: PackageRequest): Promise<void> {
      const { templateId, appId } = request;
      await api.asProgram(appId, {
        method: 'POST',
        path: '/wxa/commit',
        effect: 'ACTS',
        body: {
          json: {
            template_id: /^\d+$/.test(templateId) ? Number(templateId) : templateId,
            ext_json: JSON.stringify(extJson(request)),
            user_version: request.versionNumber,
            user_desc: describePackage(request.description, request.key),
          },
        },
      });
    },

    async submit(request: PackageRequest): Promise<{ readonly reference?: string }> {
      const { exp_info } = await readVersions(api, request.appId);
      if (!isMarked(exp_info?.exp_desc, request.key)) throw notTheTrialVersion(request);
      await awaitScan(api, request.appId);
      const path = '/wxa/submit_audit';
      const reply = await api.asProgram(request.appId, {
        method: 'POST',
        path,
        effect: 'ACTS',
        body: {
          json: {
            item_list: [await findAuditItem(api, request)],
            version_desc: describePackage(request.description, request.key),
            ...(request.manifest.collectsNoData ? { privacy_api_not_use: true } : {}),
          },
        },
      });
      return { reference: readReply(PLATFORM, `POST ${path}`, submittedShape, reply, 'ACTS').auditid };
    },

    lookUpPackage: (request: PackageRequest) => lookUp(api, request),

    async withdraw(request: PackageRequest): Promise<void> {
      const report = await lookUp(api, request);
      if (report.state === 'WITHDRAWN') return;
      if (report.state !== 'IN_REVIEW' && report.state !== 'DELAYED') {
        throw refused('GET /wxa/undocodeaudit', `this version is not in review; it is ${report.state}`);
      }
      await api.asProgram(request.appId, { method: 'GET', path: '/wxa/undocodeaudit', effect: 'ACTS' });
    },

    async release(request: PackageRequest): Promise<void> {
      const report = await lookUp(api, request);
      if (report.state === 'RELEASED') return;
      // `release` names no version: it publishes whichever was approved last.
      if (report.state !== 'APPROVED') {
        throw refused('POST /wxa/release', `this version is not the approved one; it is ${report.state}`);
      }
      try {
        await api.asProgram(request.appId, {
          method: 'POST',
          path: '/wxa/release',
          effect: 'ACTS',
          body: { json: {} },
        });
      } catch (error) {
        if (codeIn(error) !== ALREADY_RELEASED) throw error;
      }
    },
  };
}

const ALREADY_RELEASED = '85052';
const NEVER_SUBMITTED = '85058';
const SCAN_RUNNING = '61039';
const UNDECLARED_PRIVACY_API = '61040';

const privacyScan = {
  method: 'GET',
  path: '/wxa/security/get_code_privacy_info',
  effect: 'READS',
} as const;

/** What WeChat knows of this version: live, then in review, then on trial. Each is found by our key. */
async function lookUp(api: WechatApi, request: PackageRequest): Promise<PackageReport> {
  const { exp_info, release_info } = await readVersions(api, request.appId);
  const latest = await readLatestAudit(api, request.appId);
  const audit = isMarked(latest?.user_desc, request.key) ? latest : undefined;
  if (isMarked(release_info?.release_desc, request.key)) {
    const reference = audit?.auditid ?? release_info?.release_version ?? request.versionNumber;
    const at = release_info?.release_time;
    return { state: 'RELEASED', reference, ...(at ? { at } : {}) };
  }
  if (audit) return reportOf(audit);
  if (!isMarked(exp_info?.exp_desc, request.key)) return { state: 'ABSENT' };
  return { state: (await isBeingScanned(api, request.appId)) ? 'UPLOADING' : 'UPLOADED' };
}

/** Source of the numbers: the page of `get_auditstatus`. */
function reportOf(audit: Audit): PackageReport {
  const { status, auditid: reference, reason: words = '', submit_audit_time: at } = audit;
  switch (status) {
    case 0:
      return { state: 'APPROVED', reference };
    case 1:
      return { state: 'REJECTED', reference, words };
    case 2:
      return { state: 'IN_REVIEW', reference, ...(at ? { at } : {}) };
    case 3:
      return { state: 'WITHDRAWN', reference };
    case 4:
      return { state: 'DELAYED', reference, words };
    default:
      throw new HostError({
        platform: PLATFORM,
        kind: 'ASK_OPERATOR',
        call: 'GET /wxa/get_latest_auditstatus',
        words: `review ${reference} has the status ${status}, which is not documented (0 to 4 are)`,
      });
  }
}

async function readVersions(api: WechatApi, appId: string): Promise<z.infer<typeof versionsShape>> {
  const path = '/wxa/getversioninfo';
  const body = { json: {} };
  const reply = await api.asProgram(appId, { method: 'POST', path, effect: 'READS', body });
  return readReply(PLATFORM, `POST ${path}`, versionsShape, reply);
}

async function readLatestAudit(api: WechatApi, appId: string): Promise<Audit | undefined> {
  const path = '/wxa/get_latest_auditstatus';
  try {
    const reply = await api.asProgram(appId, { method: 'GET', path, effect: 'READS' });
    return readReply(PLATFORM, `GET ${path}`, auditShape, reply);
  } catch (error) {
    if (codeIn(error) === NEVER_SUBMITTED) return undefined;
    throw error;
  }
}

async function isBeingScanned(api: WechatApi, appId: string): Promise<boolean> {
  try {
    await api.asProgram(appId, privacyScan);
    return false;
  } catch (error) {
    if (codeIn(error) === SCAN_RUNNING) return true;
    // The scan is over; what it found is said when the version is submitted.
    if (codeIn(error) === UNDECLARED_PRIVACY_API) return false;
    throw error;
  }
}

/** RETRY with code 61039 while WeChat scans the code; committing again would start the scan anew. */
async function awaitScan(api: WechatApi, appId: string): Promise<void> {
  try {
    await api.asProgram(appId, privacyScan);
  } catch (error) {
    if (codeIn(error) !== UNDECLARED_PRIVACY_API) throw error;
  }
}

/** `directCommit` is left out: it would submit the version before anybody has asked for that. */
function extJson({ settings, appId }: PackageRequest): Readonly<Record<string, unknown>> {
  const { directCommit: _, ...overlay } = settings;
  return { ...overlay, extEnable: true, extAppid: appId };
}

function codeIn(error: unknown): string | undefined {
  return error instanceof HostError ? error.detail.code : undefined;
}

function notTheTrialVersion({ versionNumber, key }: PackageRequest): HostError {
  return new HostError({
    platform: PLATFORM,
    kind: 'FIX_INPUT',
    call: 'POST /wxa/submit_audit',
    words:
      `not called: the trial version at WeChat is not ${versionNumber} (${key}), and the trial version is ` +
      'what would be reviewed; upload this version again',
  });
}

function refused(call: string, words: string): HostError {
  return new HostError({ platform: PLATFORM, kind: 'FINAL', call, words: `not called: ${words}` });
}

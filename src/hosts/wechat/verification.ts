import { z } from 'zod';
import type { CheckBegun, CheckReport } from '../check-at-platform.ts';
import type { SuppliedFile, VerificationRequest } from '../connector.ts';
import { HostError } from '../host-error.ts';
import { readReply } from '../reply.ts';
import type { WechatApi } from './api.ts';
import { PLATFORM } from './config.ts';

const AUTH_PATH = '/wxa/sec/wxaauth';
const UPLOAD_PATH = '/wxa/sec/uploadauthmaterial';
const QUERY_PATH = '/wxa/sec/queryauth';

const uploadedShape = z.object({ mediaid: z.string() });
const begunShape = z.object({ taskid: z.string(), auth_url: z.string().nullish() });
const taskShape = z.object({
  task_status: z.number().nullish(),
  apply_status: z.number().nullish(),
  refill_reason: z.string().nullish(),
  fail_reason: z.string().nullish(),
});

/** `apply_status`: returned to be filled in anew, passed, failed for good. Source: the page of `queryauth`. */
const [RETURNED, PASSED, FAILED] = [3, 4, 5];
/** `task_status`: over 24 hours, refused by the legal person, face or phone not recognised, could not be created. */
const taskFailures: ReadonlySet<number> = new Set([1, 2, 5, 8, 11, 14]);
const PAID_BY_DEVELOPER = 2;
const NAMED_FREELY = 1;

/**
 * WeChat's verification on behalf of a program (wechat/3.1), which is also the yearly one: a task with a page for the
 * legal person. Source: https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/weapp-wxverify/secwxaapi_wxaauth.html.
 * WeChat has no question that leads from a program to its task: where the answer with the task's id got lost, another
 * task is begun, and nobody pays for the first.
 */
export function createWechatVerification(api: WechatApi) {
  return {
    async startVerification(request: VerificationRequest): Promise<Required<CheckBegun>> {
      const json = { auth_data: await authData(api, request) };
      return begin(api, AUTH_PATH, request.appId, json);
    },
    async lookUpVerification(appId: string, mark: string): Promise<CheckReport> {
      const reply = await api.asProgram(appId, {
        method: 'POST',
        path: QUERY_PATH,
        effect: 'READS',
        body: { json: { taskid: mark } },
      });
      const task = readReply(PLATFORM, `POST ${QUERY_PATH}`, taskShape, reply);
      const { apply_status, task_status, refill_reason, fail_reason } = task;
      if (apply_status === PASSED) return { state: 'PASSED' };
      if (apply_status === RETURNED || apply_status === FAILED) {
        return {
          state: 'DECLINED',
          words: fail_reason || refill_reason || `apply_status ${apply_status}`,
        };
      }
      if (task_status != null && taskFailures.has(task_status)) {
        return { state: 'DECLINED', words: `task_status ${task_status}` };
      }
      return { state: 'IN_REVIEW', mark };
    },
  };
}

/** Begins a task, whose page the legal person goes on at. */
export async function begin(
  api: WechatApi,
  path: string,
  appId: string,
  json: Readonly<Record<string, unknown>>,
): Promise<Required<CheckBegun>> {
  const reply = await api.asProgram(appId, { method: 'POST', path, effect: 'ACTS', body: { json } });
  const { taskid, auth_url } = readReply(PLATFORM, `POST ${path}`, begunShape, reply, 'ACTS');
  return { mark: taskid, url: auth_url ?? 'https://mp.weixin.qq.com/' };
}

/** What WeChat wants to know of the developer, with the licence handed in. */
export async function authData(
  api: WechatApi,
  { appId, subject, email, manifest, files }: VerificationRequest,
): Promise<Readonly<Record<string, unknown>>> {
  const customer_type = customerTypeOf(subject.identityNumber);
  const licence = files.find(({ purpose }) => purpose === 'IDENTITY');
  if (!licence) throw unfit("a copy of the organisation's licence is missing", 'FIX_INPUT');
  return {
    customer_type,
    contact_info: { name: subject.representativeName, email },
    qualification: await upload(api, appId, licence),
    account_name: manifest.name,
    account_name_type: NAMED_FREELY,
    pay_type: PAID_BY_DEVELOPER,
    third_party_phone: subject.phone,
  };
}

async function upload(api: WechatApi, appId: string, file: SuppliedFile): Promise<string> {
  const multipart = new FormData();
  multipart.set('media', new Blob([new Uint8Array(file.bytes)], { type: file.mediaType }), file.name);
  const reply = await api.asProgram(appId, {
    method: 'POST',
    path: UPLOAD_PATH,
    effect: 'READS',
    body: { multipart },
  });
  return readReply(PLATFORM, `POST ${UPLOAD_PATH}`, uploadedShape, reply).mediaid;
}

/** 1 a company, 12 a sole trader, read off the unified social credit code; others need papers that are not on file here. */
function customerTypeOf(code: string): number {
  if (code.startsWith('92')) return 12;
  if (code.startsWith('9')) return 1;
  throw unfit(
    "only companies are verified on their behalf; others begin it in WeChat's own console",
    'FINAL',
  );
}

function unfit(words: string, retry: 'FIX_INPUT' | 'FINAL'): HostError {
  const call = `POST ${AUTH_PATH}`;
  return new HostError({
    platform: PLATFORM,
    retry,
    call,
    clause: 'wechat/3.1',
    words: `not called: ${words}`,
  });
}

import { z } from 'zod';
import type { FaceCheckState, FilingDesk, FilingList, FilingPart, FilingReport } from '../../desks/filing.ts';
import type { WechatApi } from '../api.ts';
import { notCalled } from '../not-called.ts';
import type { ProgramCalls } from '../program-calls.ts';

const infoShape = z.object({
  info: z.object({
    status: z.number(),
    is_canceling: z.boolean().nullish(),
    audit_data: z
      .array(
        z.object({
          key_name: z.string().nullish(),
          error: z.string().nullish(),
          suggest: z.string().nullish(),
        }),
      )
      .nullish(),
  }),
});

type Lack = FilingReport['lacks'][number];
const states: Readonly<Record<number, FilingReport['state']>> = {
  2: 'PLATFORM_REVIEW',
  3: 'PLATFORM_DECLINED',
  4: 'AUTHORITY_REVIEW',
  5: 'AUTHORITY_DECLINED',
  6: 'FILED',
};
/** Not filed, and what is missing before it can be. */
const notFiled: Readonly<Record<number, readonly Lack[]>> = {
  1024: [],
  1025: ['BASE_INFO'],
  1026: ['CATEGORY'],
  1027: ['BASE_INFO', 'CATEGORY'],
  1028: ['VERIFICATION'],
};
/** Combinations with a missing verification, which the pages do not tell apart. */
const FIRST_COMBINED = 1029;
const LAST_COMBINED = 1031;

const verifyTaskShape = z.object({ task_id: z.string(), verify_url: z.string().nullish() });
const faceShape = z.object({ face_status: z.number() });
const mediaShape = z.object({ media_id: z.string() });
const listShape = z.object({ items: z.array(z.record(z.string(), z.unknown())) });
const orderShape = z.record(z.string(), z.unknown());

/** `face_status`, from 0. */
const faceStates: readonly FaceCheckState[] = ['NOT_STARTED', 'WAITING', 'FAILED', 'PASSED'];

const lists: Readonly<Record<FilingList, string>> = {
  CERTIFICATE_TYPES: '/wxa/icp/query_icp_certificate_types',
  DISTRICTS: '/wxa/icp/query_icp_district_code',
  CONTENT_TYPES: '/wxa/icp/query_icp_nrlx_types',
  SERVICE_TYPES: '/wxa/icp/query_icp_service_content_types',
  SUBJECT_TYPES: '/wxa/icp/query_icp_subject_types',
};

/** `cancel_type`: the subject, its program, its program at WeChat. */
const parts: Readonly<Record<FilingPart, number>> = { SUBJECT: 1, PROGRAM: 2, PROGRAM_HERE: 3 };

const UPLOAD = '/wxa/icp/upload_icp_media';

/**
 * Filing with the authority (小程序备案), and where a program stands with it. Sources: the pages of `apply_icp_filing` and its
 * like. That the lists answer with `items`, and that `get_icp_media` answers with the picture itself, is unconfirmed:
 * `query_icp_certificate_types`, `query_icp_district_code`, `query_icp_nrlx_types`, `query_icp_service_content_types` and
 * `query_icp_subject_types`.
 */
export function createWechatFiling(calls: ProgramCalls, api: WechatApi): FilingDesk {
  return {
    async read(appId) {
      const { info } = await calls.get(appId, '/wxa/icp/get_icp_entrance_info', infoShape);
      const { status } = info;
      const isCombined = status >= FIRST_COMBINED && status <= LAST_COMBINED;
      const lacks = notFiled[status] ?? (isCombined ? (['VERIFICATION'] as const) : undefined);
      return {
        state: lacks ? 'NOT_FILED' : (states[status] ?? 'UNKNOWN'),
        hostState: String(status),
        lacks: lacks ?? [],
        isBeingCancelled: info.is_canceling ?? false,
        faults: (info.audit_data ?? []).map(({ key_name, error, suggest }) => ({
          field: key_name ?? '',
          words: error ?? '',
          ...(suggest ? { suggestion: suggest } : {}),
        })),
      };
    },
    async startFaceCheck(appId) {
      // One that is begun twice is done once: the other is left alone.
      const path = '/wxa/icp/create_icp_verifytask';
      const { task_id, verify_url } = await calls.post(appId, path, {}, verifyTaskShape);
      return { reference: task_id, ...(verify_url ? { url: verify_url } : {}) };
    },
    async faceCheck(appId, reference) {
      const path = '/wxa/icp/query_icp_verifytask';
      const { face_status } = await calls.post(appId, path, { task_id: reference }, faceShape);
      const state = faceStates[face_status];
      if (state === undefined) {
        throw notCalled(`POST ${path}`, 'FINAL', `the check has the state ${face_status}, which no page has`);
      }
      return state;
    },
    async upload(appId, field, file) {
      const type = file.mediaType.startsWith('video/') ? 'video' : 'image';
      const fields = { type, icp_order_field: field };
      return (await calls.upload(appId, { path: UPLOAD, field: 'media', fields }, file, mediaShape)).media_id;
    },
    download: (appId, reference) =>
      api.imageAsProgram(appId, {
        method: 'GET',
        path: '/wxa/icp/get_icp_media',
        query: { media_id: reference },
        effect: 'READS',
      }),
    async apply(appId, { subject, program, papers }) {
      const json = { icp_subject: subject, icp_applets: program, icp_materials: papers };
      await calls.act(appId, 'POST', '/wxa/icp/apply_icp_filing', { json });
    },
    async withdraw(appId) {
      await calls.act(appId, 'POST', '/wxa/icp/cancel_apply_icp_filing', { json: {} });
    },
    async cancel(appId, part) {
      await calls.act(appId, 'POST', '/wxa/icp/cancel_icp_filing', { json: { cancel_type: parts[part] } });
    },
    async onFile(appId) {
      const {
        errcode: _,
        errmsg: __,
        ...order
      } = await calls.get(appId, '/wxa/icp/get_online_icp_order', orderShape);
      return order;
    },
    async choices(appId, list) {
      return (await calls.get(appId, lists[list], listShape)).items;
    },
  };
}

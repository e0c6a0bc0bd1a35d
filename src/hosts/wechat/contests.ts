import { z } from 'zod';
import type { ContestDesk, ContestFile, ContestReport, ContestRequest } from '../connector.ts';
import { HostError } from '../host-error.ts';
import { markOf } from '../package-mark.ts';
import { readReply } from '../reply.ts';
import type { WechatApi } from './api.ts';
import { PLATFORM } from './config.ts';
import { uploadPicture } from './desks/temporary-media.ts';
import { illegalRecords, LIST_PATH } from './illegal-records.ts';
import { breachOf, RECORD, TAKEN_BACK } from './measures.ts';
import type { ProgramCalls } from './program-calls.ts';

const APPEALS_PATH = '/wxa/getappealrecords';
const APPEAL_PATH = '/wxa/component/createappeal';
const DAY_S = 86_400;

const number = z.union([z.number(), z.string()]).transform(String);
const appealsShape = z.object({
  records: z
    .array(
      z.object({
        appeal_record_id: number,
        appeal_status: z.number(),
        audit_reason: number.nullish(),
        materials: z
          .array(z.object({ appeal_material: z.object({ reason: z.string().nullish() }).nullish() }))
          .nullish(),
      }),
    )
    .nullish(),
});

interface RecordMeant {
  readonly id: string;
  /** An appeal answers each of them with a reason and proof of its own. */
  readonly materials: number;
}

/**
 * Appeals at WeChat (wechat/2.5), against a record in its list of breaches. What it pushes about a punishment names no
 * record: the one of the same breach that is nearest in time is meant. For a fix no call is documented: it is handed in where
 * the guide in the push leads. Sources: the pages of `getillegalrecords`, `getappealrecords` and `createappeal` at
 * https://developers.weixin.qq.com/doc/oplatform/openApi/miniprogram-management/record-management/.
 */
export function createWechatContestDesk(api: WechatApi, calls: ProgramCalls): ContestDesk {
  const read = (appId: string, path: string, json: Readonly<Record<string, unknown>>) =>
    api.asProgram(appId, { method: 'POST', path, effect: 'READS', body: { json } });

  async function recordOf({ appId, measure }: ContestRequest): Promise<RecordMeant> {
    const at = Math.floor(measure.from.getTime() / 1000);
    const records = await illegalRecords(calls, appId, { start_time: at - DAY_S, end_time: at + DAY_S });
    const named = measure.reference?.startsWith(`${RECORD} `) ? measure.reference.split(' ')[1] : undefined;
    const fitting = records
      .filter((one) =>
        named === undefined
          ? (measure.words ?? '').startsWith(breachOf(one))
          : one.illegal_record_id === named,
      )
      .sort((one, other) => Math.abs(one.create_time - at) - Math.abs(other.create_time - at));
    const [nearest] = fitting;
    if (!nearest)
      throw unfit('no record of this breach is in WeChat’s list yet, and appeals name one', LIST_PATH);
    const { illegal_record_id: id, illegal_content: content } = nearest;
    return { id, materials: Array.isArray(content) ? Math.max(1, content.length) : 1 };
  }

  async function upload(appId: string, file: ContestFile): Promise<string> {
    if (!file.mediaType.startsWith('image/'))
      throw unfit(`${file.name} is no picture, and WeChat takes pictures as proof`);
    return uploadPicture(calls, appId, file, `POST ${APPEAL_PATH}`);
  }

  return {
    async handIn(request) {
      const { appId, evidence, statement, key } = request;
      if (evidence.length === 0) throw unfit('WeChat asks for pictures that prove what an appeal says');
      const record = await recordOf(request);
      const proof_material_ids: string[] = [];
      for (const file of evidence) proof_material_ids.push(await upload(appId, file));
      const material = { reason: statement + markOf(key), proof_material_ids };
      const appeal_materials = Array.from({ length: record.materials }, () => material);
      const json = { illegal_record_id: record.id, appeal_materials };
      await api.asProgram(appId, { method: 'POST', path: APPEAL_PATH, effect: 'ACTS', body: { json } });
      return {};
    },

    async lookUp(request): Promise<ContestReport> {
      if (request.kind === 'FIX') return { state: 'NO_CALL', instead: 'IN_CONSOLE' };
      const { id } = await recordOf(request);
      const reply = await read(request.appId, APPEALS_PATH, { illegal_record_id: id });
      const { records } = readReply(PLATFORM, `POST ${APPEALS_PATH}`, appealsShape, reply);
      const mark = markOf(request.key);
      const ours = records?.find(
        ({ appeal_record_id, materials }) =>
          appeal_record_id === request.reference ||
          materials?.some(({ appeal_material }) => appeal_material?.reason?.endsWith(mark)),
      );
      if (!ours) return { state: 'ABSENT' };
      const { appeal_record_id: reference, appeal_status, audit_reason } = ours;
      const words = audit_reason ?? (appeal_status === 4 ? TAKEN_BACK : undefined);
      const said = { reference, ...(words === undefined ? {} : { words }) };
      if (appeal_status === 2) return { state: 'ACCEPTED', ...said };
      if (appeal_status === 3 || appeal_status === 4) return { state: 'DECLINED', ...said };
      return { state: 'IN_REVIEW', reference };
    },
  };
}

function unfit(words: string, path: string = APPEAL_PATH): HostError {
  return new HostError({
    platform: PLATFORM,
    retry: 'FIX_INPUT',
    call: `POST ${path}`,
    clause: 'wechat/2.5',
    words: `not called: ${words}`,
  });
}

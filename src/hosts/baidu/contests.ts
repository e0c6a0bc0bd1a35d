import { z } from 'zod';
import type { ContestDesk, ContestReport, ContestRequest } from '../connector.ts';
import { HostError } from '../host-error.ts';
import { readReply } from '../reply.ts';
import type { BaiduApi } from './api.ts';
import { PLATFORM } from './config.ts';
import { uploadImage } from './program-form.ts';

const INFO_PATH = '/rest/2.0/smartapp/app/info';
const OFFLINE_PATH = '/rest/2.0/smartapp/app/offline/update';
const RECOVERY_PATH = '/rest/2.0/smartapp/appflow/applyRecovery';
const LONGEST_RECOVERY_WORDS = 100;

/** It is being examined: handed in before, with an answer that got lost. */
const underReview = new Set(['50051', '50052']);

const integer = z.union([z.number(), z.string()]).transform(Number).nullish();
const infoShape = z.object({
  data: z.object({
    status: integer,
    app_offline_info: z.array(z.object({ offline_reason: integer })).nullish(),
    audit_info: z.record(z.string(), z.unknown()).nullish(),
  }),
});
const examinedShape = z.object({
  data: z.object({ examine_id: z.union([z.number(), z.string()]).transform(String).nullish() }).nullish(),
});

/** `status` of `app/info`. */
const NORMAL = 1;
/** `offline_reason`: the package alone; 1 is what the program is called and looks like, 3 both. */
const FOR_ITS_PACKAGE = 2;
/** `audit_info`, each with a suffix: in review, failed. */
const [IN_REVIEW, FAILED] = [1, 3];

/**
 * Fixes at Baidu (baidu/3.4), by the step of its ladder. A program that was forced offline for its name, picture or words
 * hands in what they are now; one whose traffic is off asks for its recovery, by a call that is also all there is of an
 * appeal. Whatever the package was the reason for is put right by a new version that passes review. For any other appeal
 * no call is documented. Sources: the pages at
 * https://smartprogram.baidu.com/docs/third/offline/, of `app/info`, and of `appflow/applyRecovery`.
 */
export function createBaiduContestDesk(api: BaiduApi): ContestDesk {
  async function info(appId: string) {
    const reply = await api.asProgram(appId, { method: 'GET', path: INFO_PATH, effect: 'READS' });
    return readReply(PLATFORM, `GET ${INFO_PATH}`, infoShape, reply).data;
  }

  async function lookUpOffline({ appId, handedIn }: ContestRequest): Promise<ContestReport> {
    const { status, app_offline_info, audit_info } = await info(appId);
    if (status === NORMAL) return { state: 'ACCEPTED' };
    const examined = examination(audit_info ?? {});
    if (examined === 'IN_REVIEW') return { state: 'IN_REVIEW' };
    if (handedIn && examined) return { state: 'DECLINED', ...examined };
    const reasons = (app_offline_info ?? []).map(({ offline_reason }) => offline_reason);
    if (reasons.length > 0 && reasons.every((one) => one === FOR_ITS_PACKAGE)) {
      return { state: 'NO_CALL', instead: 'BY_NEW_VERSION' };
    }
    return { state: handedIn ? 'IN_REVIEW' : 'ABSENT' };
  }

  /** The program as it is declared now; pictures that came with the fix are the material for its name. */
  async function updateOffline({ appId, manifest, icon, evidence }: ContestRequest) {
    const photo_addr = icon && (await uploadImage(api, icon, '1'));
    const material: string[] = [];
    for (const file of evidence) material.push(await uploadImage(api, file, '2'));
    const form = {
      app_name: manifest.name,
      app_desc: manifest.introduction,
      ...(photo_addr === undefined ? {} : { photo_addr }),
      ...(material.length > 0 ? { app_name_material: material.join(',') } : {}),
    };
    const reply = await api.asProgram(appId, {
      method: 'POST',
      path: OFFLINE_PATH,
      effect: 'ACTS',
      body: { form },
    });
    const { data } = readReply(PLATFORM, `POST ${OFFLINE_PATH}`, examinedShape, reply, 'ACTS');
    return data?.examine_id == null ? {} : { reference: data.examine_id };
  }

  async function applyRecovery({ appId, statement }: ContestRequest) {
    if (Array.from(statement).length > LONGEST_RECOVERY_WORDS) {
      throw unfit(`the words have 1 to ${LONGEST_RECOVERY_WORDS} characters here`, RECOVERY_PATH);
    }
    const body = { form: { audit_desc: statement } };
    await api.asProgram(appId, { method: 'POST', path: RECOVERY_PATH, effect: 'ACTS', body });
    return {};
  }

  return {
    async handIn(request) {
      try {
        return await (request.measure.kind === 'TRAFFIC_OFF'
          ? applyRecovery(request)
          : updateOffline(request));
      } catch (error) {
        if (!(error instanceof HostError) || !underReview.has(error.detail.code ?? '')) throw error;
        return {};
      }
    },
    async lookUp(request) {
      const { kind, measure, handedIn } = request;
      // Whether a recovery is being examined can be asked by no call: its answer is pushed.
      if (measure.kind === 'TRAFFIC_OFF') return { state: handedIn ? 'IN_REVIEW' : 'ABSENT' };
      if (kind === 'APPEAL') return { state: 'NO_CALL', instead: 'IN_CONSOLE' };
      if (measure.kind === 'PROGRAM_OFFLINE') return lookUpOffline(request);
      return { state: 'NO_CALL', instead: 'BY_NEW_VERSION' };
    },
  };
}

/** What `audit_info` says of name, words and picture: one of them is examined, or has failed; undefined: neither. */
function examination(
  audit: Readonly<Record<string, unknown>>,
): 'IN_REVIEW' | { readonly words?: string } | undefined {
  const at = (state: number) =>
    Object.keys(audit).find((name) => name.endsWith('_status') && Number(audit[name]) === state);
  if (at(IN_REVIEW)) return 'IN_REVIEW';
  const failed = at(FAILED);
  if (failed === undefined) return undefined;
  const reason = audit[failed.replace(/_status$/, '_reason')];
  return typeof reason === 'string' && reason !== '' ? { words: reason } : {};
}

function unfit(words: string, path: string): HostError {
  return new HostError({
    platform: PLATFORM,
    retry: 'FIX_INPUT',
    call: `POST ${path}`,
    clause: 'baidu/3.4',
    words: `not called: ${words}`,
  });
}

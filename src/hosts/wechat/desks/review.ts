import { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import type { CodeScanDesk, ExpediteDesk, ReviewMediaDesk, ReviewQuotaDesk } from '../../desks/review.ts';
import { codeIn, notCalled } from '../not-called.ts';
import type { ProgramCalls } from '../program-calls.ts';
import { notOfKind, reviewMedia, tooLarge } from '../reviewer-notes.ts';
import { uploadPicture } from './temporary-media.ts';

const quotaShape = z.object({
  rest: z.number(),
  limit: z.number(),
  speedup_rest: z.number(),
  speedup_limit: z.number(),
});

/** Shared by all programs of the platform, by the month. Source: the page of `queryquota`. */
export function createWechatReviewQuota(calls: ProgramCalls): ReviewQuotaDesk {
  return {
    async read(appId) {
      const { rest, limit, speedup_rest, speedup_limit } = await calls.get(
        appId,
        '/wxa/queryquota',
        quotaShape,
      );
      return {
        scope: 'GATEWAY',
        period: 'MONTH',
        submissions: { limit, remaining: rest },
        expedites: { limit: speedup_limit, remaining: speedup_rest },
      };
    },
  };
}

const EXPEDITE = '/wxa/speedupaudit';
const ALREADY_EXPEDITED = '89404';

/** A review that waits is looked at within 2 to 12 hours. Source: the page of `speedupaudit`. */
export function createWechatExpedite(calls: ProgramCalls): ExpediteDesk {
  return {
    async expedite({ appId }, reference) {
      if (!/^\d+$/.test(reference)) {
        throw notCalled(
          `POST ${EXPEDITE}`,
          'FINAL',
          'the number of the review is not known, so it is not in review',
        );
      }
      try {
        await calls.act(appId, 'POST', EXPEDITE, { json: { auditid: Number(reference) } });
      } catch (error) {
        if (codeIn(error) !== ALREADY_EXPEDITED) throw error;
      }
    },
  };
}

const MEDIA = '/wxa/uploadmedia';
const KEPT_MS = 3 * 86_400_000;
const mediaShape = z.object({ type: z.enum(['image', 'video']), mediaid: z.string() });

/** Pictures and videos that a reviewer is shown; they are kept for three days. Source: the page of `uploadmedia`. */
export function createWechatReviewMedia(calls: ProgramCalls, clock: Clock): ReviewMediaDesk {
  return {
    async upload(appId, file) {
      const known = reviewMedia[file.mediaType];
      const call = `POST ${MEDIA}`;
      if (!known) throw notCalled(call, 'FIX_INPUT', notOfKind(file, 'IMAGE').en, { code: '40005' });
      if (file.bytes.length > known.mostBytes) {
        const { name, bytes } = file;
        const words = tooLarge({ name, bytes: bytes.length }, known.mostBytes).en;
        throw notCalled(call, 'FIX_INPUT', words, { code: '40006' });
      }
      const { type, mediaid } = await calls.upload(appId, { path: MEDIA, field: 'media' }, file, mediaShape);
      return {
        reference: mediaid,
        kind: type === 'video' ? 'VIDEO' : 'IMAGE',
        keptUntil: new Date(clock.now().getTime() + KEPT_MS),
      };
    },
    uploadProof: (appId, file) => uploadPicture(calls, appId, file, 'POST /wxa/submit_audit'),
  };
}

export const SCAN_PATH = '/wxa/security/get_code_privacy_info';
export const SCAN_RUNNING = '61039';
export const UNDECLARED_PRIVACY_API = '61040';
const scanShape = z.object({
  without_auth_list: z.array(z.string()).nullish(),
  without_conf_list: z.array(z.string()).nullish(),
});

/** What WeChat found in the code that was committed last; it looks for about a minute (61039). Source: the page of `get_code_privacy_info`. */
export function createWechatCodeScan(calls: ProgramCalls): CodeScanDesk {
  return {
    async read(appId) {
      try {
        const found = await calls.get(appId, SCAN_PATH, scanShape);
        return {
          state: 'DONE',
          notGranted: found.without_auth_list ?? [],
          notDeclared: found.without_conf_list ?? [],
        };
      } catch (error) {
        if (codeIn(error) === SCAN_RUNNING) return { state: 'RUNNING' };
        throw error;
      }
    },
  };
}

import { z } from 'zod';
import type { CheckBegun, CheckReport } from '../check-at-platform.ts';
import type { VerificationRequest } from '../connector.ts';
import { pushKey } from '../push-envelope.ts';
import type { RegistrationLedger } from '../registration-ledger.ts';
import { readReply } from '../reply.ts';
import type { BaiduApi } from './api.ts';
import { readAppInfo } from './app-info.ts';
import { PLATFORM } from './config.ts';

export interface BaiduVerification {
  start(request: VerificationRequest): Promise<Required<CheckBegun>>;
  /** How the checks of the developer stand now, as a mark: an answer is another mark. */
  mark(appId: string): Promise<string>;
  lookUp(appId: string, mark: string): Promise<CheckReport>;
}

const PAGE_PATH = '/rest/2.0/smartapp/auth/paymentCertification';
const pageShape = z.object({ data: z.object({ url: z.string() }) });

/** Source: the table of `app/info`: `qualification.status`, `ad_status`. */
const IN_REVIEW = 2;
const FEE_UNPAID = 7;
const REFUSED: ReadonlySet<number> = new Set([3, 4]);

/**
 * Baidu's verification (真实性认证): a page for a person, and an answer in `app/info`. It says how things are and not
 * what was asked, so that a subject that was verified, and is again, looks the same before and after. What differs is
 * that a push has come in meanwhile, or that a look found it in review.
 */
export function createBaiduVerification(api: BaiduApi, ledger: RegistrationLedger): BaiduVerification {
  async function stand(appId: string) {
    const { qualification, annual_review_info } = await readAppInfo(api, appId);
    const subject = qualification?.status ?? qualification?.satus ?? 0;
    const advanced = qualification?.ad_status ?? 0;
    const yearly = annual_review_info?.annual_review_status ?? 0;
    const heard = (await ledger.read(appId))?.verificationPush ?? '';
    return { subject, advanced, mark: [subject, advanced, yearly, heard].join('/') };
  }

  return {
    async start({ appId }) {
      const { mark } = await stand(appId);
      const reply = await api.asProgram(appId, { method: 'GET', path: PAGE_PATH, effect: 'READS' });
      return { mark, url: readReply(PLATFORM, `GET ${PAGE_PATH}`, pageShape, reply).data.url };
    },
    mark: async (appId) => (await stand(appId)).mark,
    async lookUp(appId, before) {
      const { subject, advanced, mark } = await stand(appId);
      if (mark === before || subject === IN_REVIEW || advanced === FEE_UNPAID) {
        return { state: 'IN_REVIEW', mark };
      }
      if (REFUSED.has(subject)) return { state: 'DECLINED', words: `qualification.status ${subject}` };
      if (REFUSED.has(advanced)) return { state: 'DECLINED', words: `qualification.ad_status ${advanced}` };
      return subject === 1 && advanced === 1 ? { state: 'PASSED' } : { state: 'IN_REVIEW', mark };
    },
  };
}

/** Keeps which push about the verification of a program came last. Safe to repeat. */
export function noteVerificationPush(
  ledger: RegistrationLedger,
  appId: string,
  message: string,
): Promise<void> {
  const verificationPush = pushKey(message).slice(0, 16);
  return ledger.change(appId, (standing) => ({ ...standing, verificationPush }));
}

import { z } from 'zod';
import type { CheckState } from '../../programs/registration.ts';
import type { AuthorisedProgram } from '../desks/authorisation.ts';
import { readReply } from '../reply.ts';
import type { BaiduApi } from './api.ts';
import { PLATFORM } from './config.ts';

const integer = z.union([z.number(), z.string()]).transform(Number).nullish();
const infoShape = z.object({
  data: z.object({
    qualification: z
      .object({
        status: integer,
        /** So it is spelled in the samples, and in Baidu's Go SDK. */
        satus: integer,
        ad_type: integer,
        ad_status: integer,
      })
      .nullish(),
    annual_review_info: z.object({ annual_review_status: integer }).nullish(),
    /** What the owner granted; `type` says whether for the program or for the account. */
    auth_info: z.array(z.object({ scope_name: z.string().nullish() })).nullish(),
    category: z.array(z.object({ audit_status: integer, reason: z.string().nullish() })).nullish(),
  }),
});

/** How far Baidu's two checks of the organisation are: admission (baidu/2.1), then verification (baidu/2.2). */
export async function readStanding(
  api: BaiduApi,
  appId: string,
): Promise<Pick<AuthorisedProgram, 'admission' | 'verification' | 'permissions'>> {
  const { qualification, auth_info } = await readAppInfo(api, appId);
  const { status, satus, ad_status, ad_type } = qualification ?? {};
  return {
    admission: admissions.get(status ?? satus ?? 0) ?? 'NONE',
    verification: ad_type === 0 ? 'NONE' : (verifications.get(ad_status ?? 0) ?? 'NONE'),
    permissions: (auth_info ?? []).flatMap(({ scope_name }) => scope_name ?? []),
  };
}

/** What `app/info` says, so far as it is about checks. */
export async function readAppInfo(api: BaiduApi, appId: string): Promise<z.infer<typeof infoShape>['data']> {
  const path = '/rest/2.0/smartapp/app/info';
  const reply = await api.asProgram(appId, { method: 'GET', path, effect: 'READS' });
  return readReply(PLATFORM, `GET ${path}`, infoShape, reply).data;
}

/** Source: the table of `app/info`, `qualification.status`. */
const admissions: ReadonlyMap<number, CheckState> = new Map([
  [1, 'PASSED'],
  [2, 'PENDING'],
  [3, 'REFUSED'],
  [4, 'REFUSED'],
]);

/** `ad_status`; 7, whose fee has yet to be paid, comes from the push ADVANCED_AUDIT_CHANGED. */
const verifications: ReadonlyMap<number, CheckState> = new Map([
  [1, 'PASSED'],
  [3, 'REFUSED'],
  [7, 'PENDING'],
]);

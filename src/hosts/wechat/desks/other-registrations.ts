import { z } from 'zod';
import { meaningIn } from '../../code-meaning.ts';
import type {
  OtherRegistrationState,
  PersonalRegistrationDesk,
  TrialDesk,
} from '../../desks/other-registrations.ts';
import type { RegistrationLedger } from '../../registration-ledger.ts';
import { readReply } from '../../reply.ts';
import type { WechatApi } from '../api.ts';
import { PLATFORM } from '../config.ts';
import { codeTypeOf, traitOfPerson } from '../registration.ts';
import { registrationStatuses } from '../registration-statuses.ts';

const TRIAL = '/wxa/component/fastregisterbetaweapp';
const CONVERT = '/wxa/verifybetaweapp';
const PERSONAL = '/wxa/component/fastregisterpersonalweapp';

const trialShape = z.object({ unique_id: z.string(), authorize_url: z.string() });
const begunShape = z.object({ taskid: z.string(), authorize_url: z.string() });
const taskShape = z.object({
  status: z.number(),
  authorize_url: z.string().nullish(),
  appid: z.string().nullish(),
});

/** Of `status`: created. Those before it wait for a person; all others are refusals. */
const REGISTERED = 12;

function refused(hostState: string): Extract<OtherRegistrationState, { readonly state: 'REFUSED' }> {
  const meaning = meaningIn(registrationStatuses, hostState);
  return { state: 'REFUSED', hostState, ...(meaning ? { meaning } : {}) };
}

/**
 * Programs on trial (试用小程序). Sources: the pages of `fastregisterbetaweapp` and `verifybetaweapp`; that the latter wraps
 * its fields in `verify_info` is unconfirmed. How both went is pushed, and kept under the `unique_id`, or under the app id.
 */
export function createWechatTrials(api: WechatApi, ledger: RegistrationLedger): TrialDesk {
  return {
    async register({ name, account }) {
      const json = { name, openid: account };
      const reply = await api.asComponent({ method: 'POST', path: TRIAL, effect: 'ACTS', body: { json } });
      const { unique_id, authorize_url } = readReply(PLATFORM, `POST ${TRIAL}`, trialShape, reply, 'ACTS');
      return { reference: unique_id, url: authorize_url };
    },
    async lookUp(reference) {
      const { appId, words, code = '' } = (await ledger.read(reference)) ?? {};
      if (appId !== undefined) return { state: 'REGISTERED', appId };
      return words === undefined ? { state: 'WAITING' } : { ...refused(code), words };
    },
    async convert(appId, { subject }) {
      const verify_info = {
        enterprise_name: subject.legalName,
        code: subject.identityNumber,
        code_type: codeTypeOf(subject.identityNumber),
        legal_persona_wechat: subject.representativeAccount,
        legal_persona_name: subject.representativeName,
        component_phone: subject.phone,
      };
      const body = { json: { verify_info } };
      await api.asProgram(appId, { method: 'POST', path: CONVERT, effect: 'ACTS', body });
    },
  };
}

/** Programs of natural persons. Source: the page of `fastregisterpersonalweapp`. */
export function createWechatPersonalRegistrations(
  api: WechatApi,
  ledger: RegistrationLedger,
): PersonalRegistrationDesk {
  const ask = (action: 'create' | 'query', json: Readonly<Record<string, unknown>>) =>
    api.asComponent({
      method: 'POST',
      path: PERSONAL,
      query: { action },
      effect: action === 'create' ? 'ACTS' : 'READS',
      body: { json },
    });
  return {
    async register({ name, account, phone }) {
      const json = { idname: name, wxuser: account, ...(phone ? { component_phone: phone } : {}) };
      const reply = await ask('create', json);
      const { taskid, authorize_url } = readReply(PLATFORM, `POST ${PERSONAL}`, begunShape, reply, 'ACTS');
      await ledger.assign(traitOfPerson({ wxuser: account, idname: name }), taskid);
      return { reference: taskid, url: authorize_url };
    },
    async lookUp(reference) {
      const reply = await ask('query', { taskid: reference });
      const { status, authorize_url, appid } = readReply(PLATFORM, `POST ${PERSONAL}`, taskShape, reply);
      if (status === REGISTERED) return { state: 'REGISTERED', ...(appid ? { appId: appid } : {}) };
      if (status < 0 || status > REGISTERED) {
        const words = (await ledger.read(reference))?.words;
        return { ...refused(String(status)), ...(words === undefined ? {} : { words }) };
      }
      return { state: 'WAITING', ...(authorize_url ? { url: authorize_url } : {}) };
    },
  };
}

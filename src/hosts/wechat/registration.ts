import { meaningIn } from '../code-meaning.ts';
import type { RegistrationReport, RegistrationRequest } from '../connector.ts';
import { HostError } from '../host-error.ts';
import { type RegistrationLedger, refusalOf } from '../registration-ledger.ts';
import type { WechatApi } from './api.ts';
import { readAuthorizer } from './authorizer.ts';
import { PLATFORM } from './config.ts';
import { registrationStatuses } from './registration-statuses.ts';

const REGISTER_PATH = '/cgi-bin/component/fastregisterweapp';
const TASK_RUNNING = '89249';
const NO_TASK = '89250';
/** Answers of the search that mean: the task is there, and a person has yet to act. */
const taskStates = new Set(['89249', '89251', '89252']);

/** By what WeChat's push names a registration: it repeats what was asked, and no id of ours. */
export interface RegistrationTraits {
  readonly name: string;
  readonly code: string;
  readonly legal_persona_wechat: string;
  readonly legal_persona_name: string;
}

export function traitOf({
  name,
  code,
  legal_persona_wechat,
  legal_persona_name,
}: RegistrationTraits): string {
  return JSON.stringify([name, code, legal_persona_wechat, legal_persona_name]);
}

/** Registration of a company's program on its behalf: WeChat asks the legal representative on their phone. */
export function createWechatRegistration(api: WechatApi, componentAppId: string, ledger: RegistrationLedger) {
  return {
    async register(request: RegistrationRequest): Promise<{ readonly consentUrl?: string }> {
      const traits = traitsOf(request);
      const code_type = codeTypeOf(traits.code);
      const trait = traitOf(traits);
      const before = await ledger.registrationOf(trait);
      // Written first: the push may overtake the answer, and the answer may get lost.
      await ledger.assign(trait, request.registrationId);
      await ledger.change(request.registrationId, ({ words: _, code: __, ...standing }) => ({
        ...standing,
        attempt: request.attempt ?? 1,
      }));
      try {
        await api.asComponent({
          method: 'POST',
          path: REGISTER_PATH,
          query: { action: 'create' },
          effect: 'ACTS',
          body: {
            json: {
              ...traits,
              code_type,
              component_phone: request.subject.phone,
            },
          },
        });
      } catch (error) {
        const refusal = error instanceof HostError ? error.detail : undefined;
        // Asked before, with an answer that got lost.
        if (refusal?.code === TASK_RUNNING && before === request.registrationId) return {};
        if (!refusal?.mayHaveActed) await ledger.assign(trait, before);
        throw error;
      }
      return {};
    },

    async lookUpRegistration(request: RegistrationRequest): Promise<RegistrationReport> {
      const standing = await ledger.read(request.registrationId);
      const appId = request.appId ?? standing?.appId;
      if (appId !== undefined) return registered(api, componentAppId, appId);
      const refusal = refusalOf(standing, request);
      if (refusal) return explained(refusal, standing?.code);
      if ((await ledger.registrationOf(traitOf(traitsOf(request)))) !== request.registrationId) {
        return { state: 'ABSENT' };
      }
      return { state: (await isTaskKnown(api, request)) ? 'REQUESTED' : 'ABSENT' };
    },
  };
}

/** A refusal that was pushed, with what its number means. */
function explained(report: RegistrationReport, code: string | undefined): RegistrationReport {
  const meaning = code === undefined ? undefined : meaningIn(registrationStatuses, code);
  if (report.state !== 'REFUSED' || code === undefined || !meaning) return report;
  return { ...report, refusal: { code, ...meaning } };
}

/** By what WeChat's push names the registration of a person. */
export function traitOfPerson(person: { readonly wxuser: string; readonly idname: string }): string {
  return JSON.stringify(['person', person.wxuser, person.idname]);
}

function traitsOf({ subject }: RegistrationRequest): RegistrationTraits {
  return {
    name: subject.legalName,
    code: subject.identityNumber,
    legal_persona_wechat: subject.representativeAccount,
    legal_persona_name: subject.representativeName,
  };
}

/** Source: the page of `fastregisterweapp`, `code_type`. The kinds of code differ in length. */
export function codeTypeOf(code: string): number {
  const type = { 18: 1, 9: 2, 15: 3 }[code.length];
  if (type !== undefined) return type;
  throw new HostError({
    platform: PLATFORM,
    retry: 'FIX_INPUT',
    call: `POST ${REGISTER_PATH}`,
    clause: 'wechat/2.7',
    words:
      `not called: the company's code has ${code.length} characters; a unified social credit code has 18, ` +
      'an organisation code 9, a business licence number 15',
  });
}

async function isTaskKnown(api: WechatApi, request: RegistrationRequest): Promise<boolean> {
  const { name, legal_persona_wechat, legal_persona_name } = traitsOf(request);
  try {
    await api.asComponent({
      method: 'POST',
      path: REGISTER_PATH,
      query: { action: 'search' },
      effect: 'READS',
      body: { json: { name, legal_persona_wechat, legal_persona_name } },
    });
    return true;
  } catch (error) {
    const code = error instanceof HostError ? error.detail.code : undefined;
    if (code === NO_TASK) return false;
    if (code !== undefined && taskStates.has(code)) return true;
    throw error;
  }
}

/** WeChat has no admission of its own: who has an app id may call. */
async function registered(
  api: WechatApi,
  componentAppId: string,
  appId: string,
): Promise<RegistrationReport> {
  await api.authorise(appId);
  const { verification, permissions } = await readAuthorizer(api, componentAppId, appId);
  return { state: 'REGISTERED', appId, admission: 'PASSED', verification, permissions };
}

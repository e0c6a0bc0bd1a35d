import { z } from 'zod';
import type { RegistrationReport, RegistrationRequest } from '../connector.ts';
import { HostError, PushRefused } from '../host-error.ts';
import { type RegistrationLedger, refusalOf } from '../registration-ledger.ts';
import { readReply } from '../reply.ts';
import type { BaiduApi } from './api.ts';
import { readStanding } from './app-info.ts';
import { PLATFORM } from './config.ts';
import { type Consent, type ConsentDesk, consentFrom } from './consent.ts';
import { organisationType, type PreparedProgram, prepareProgram, unfit } from './program-form.ts';

const REGISTER_PATH = '/rest/2.0/smartapp/account/register';
const APPS_PATH = '/rest/2.0/smartapp/auth/tp/authcodetoapp';
const CREATE_PATH = '/rest/2.0/smartapp/app/createbytp';
/** The account is being reviewed: it has been registered before, with an answer that got lost. */
const IN_REVIEW = '50020';

const id = z.union([z.number(), z.string()]).transform(String);
const customerShape = z.object({ data: z.object({ customer_id: id.nullish() }).nullish() });
const createdShape = z.object({ data: z.object({ app_id: id, authorization_code: z.string() }) });
const appsShape = z.object({ data: z.array(z.object({ app_id: id, app_name: z.string() })).nullish() });

/** What the push of an outcome names: Baidu's id of the customer. */
export function customerTrait(customerId: string): string {
  return `customer:${customerId}`;
}

/**
 * Registration on behalf (代注册, 代创建). Source: https://smartprogram.baidu.com/docs/third/register/. An owner
 * who has an account already gives a code that creates a program without a review of the account.
 */
export function createBaiduRegistration(api: BaiduApi, desk: ConsentDesk, ledger: RegistrationLedger) {
  return {
    async register(request: RegistrationRequest): Promise<{ readonly consentUrl?: string }> {
      const { registrationId, attempt = 1 } = request;
      const consent = await desk.read(registrationId, REGISTER_PATH);
      if (!consent) return { consentUrl: await desk.pageFor(registrationId) };
      const program = await prepareProgram(api, request);
      // Written first: a refusal that overtakes the answer is of this attempt. Of the ones before, nothing counts.
      await ledger.change(registrationId, ({ appId }) => ({ attempt, ...(appId ? { appId } : {}) }));
      if (consent.registerCode) {
        const customerId = await registerAccount(api, consent.registerCode, request, program);
        await ledger.assign(customerTrait(customerId), registrationId);
        await ledger.change(registrationId, (standing) => ({ ...standing, customerId }));
      } else if (consent.createCode) {
        const created = await createProgram(api, consent.createCode, program);
        await api.storeCode(created.app_id, created.authorization_code);
        await ledger.change(registrationId, (standing) => ({ ...standing, appId: created.app_id }));
      }
      return {};
    },

    async absorbConsent(registrationId: string, query: Readonly<Record<string, string>>): Promise<void> {
      await desk.checkState(registrationId, query.state);
      const consent = consentFrom(query.authorization_code, query.create_authorization_code);
      if (!consent) throw new PushRefused(400, 'the person came back from the consent page without a code');
      await desk.keep(registrationId, consent);
    },

    async lookUpRegistration(request: RegistrationRequest): Promise<RegistrationReport> {
      if (request.appId !== undefined) return registered(api, request.appId);
      const { registrationId, manifest, attempt = 1 } = request;
      const standing = await ledger.read(registrationId);
      const refusal = refusalOf(standing, request);
      if (refusal) return refusal;
      const consent = await desk.read(registrationId, APPS_PATH);
      if (!consent) return { state: 'ABSENT' };
      const isRequested = attempt > 1 || standing?.customerId !== undefined;
      const appId = standing?.appId ?? (await findApp(api, consent, manifest.name, isRequested));
      if (appId !== undefined) return registered(api, appId);
      // A customer may be left of an earlier attempt, so for a later one it proves nothing: that one is sent
      // again, and Baidu answers that it is reviewing the account if it has it already.
      const known = standing?.customerId ?? (attempt > 1 ? undefined : await findCustomer(api, consent));
      return { state: known === undefined ? 'ABSENT' : 'REQUESTED' };
    },
  };
}

async function registered(api: BaiduApi, appId: string): Promise<RegistrationReport> {
  return { state: 'REGISTERED', appId, ...(await readStanding(api, appId)) };
}

async function registerAccount(
  api: BaiduApi,
  registerCode: string,
  { subject }: RegistrationRequest,
  program: PreparedProgram,
): Promise<string> {
  const form = {
    authorization_code: registerCode,
    app_name: program.name,
    app_desc: program.introduction,
    app_avatar: program.iconUrl,
    app_category: JSON.stringify(program.categories),
    org_name: subject.legalName,
    org_code: subject.identityNumber,
    org_license: program.licenceUrl,
    ...organisationType(subject.identityNumber),
  };
  try {
    const reply = await api.asPlatform({
      method: 'POST',
      path: REGISTER_PATH,
      effect: 'ACTS',
      secrets: [registerCode],
      body: { form },
    });
    const { data } = readReply(PLATFORM, `POST ${REGISTER_PATH}`, customerShape, reply, 'ACTS');
    if (data?.customer_id != null) return data.customer_id;
  } catch (error) {
    if (!(error instanceof HostError) || error.detail.code !== IN_REVIEW) throw error;
  }
  const customerId = await findCustomer(api, { registerCode });
  if (customerId !== undefined) return customerId;
  throw unfit('the account is being reviewed on behalf of somebody else', 'FINAL');
}

async function createProgram(api: BaiduApi, createCode: string, program: PreparedProgram) {
  const form = {
    create_authorization_code: createCode,
    app_name: program.name,
    app_desc: program.introduction,
    photo: program.iconUrl,
    category: JSON.stringify(program.categories),
  };
  const reply = await api.asPlatform({
    method: 'POST',
    path: CREATE_PATH,
    effect: 'ACTS',
    secrets: [createCode],
    body: { form },
  });
  return readReply(PLATFORM, `POST ${CREATE_PATH}`, createdShape, reply, 'ACTS').data;
}

/** Refusals that mean: there is nothing under this code. Baidu publishes none for it; these are the nearest. */
const nothingThere = new Set(['404', '40001', '45000', '2002']);

/** `anyRefusal`: whatever the host's own "no" says, it is one; for a question that may come too early. */
async function orNothing<T>(question: Promise<T>, anyRefusal = false): Promise<T | undefined> {
  try {
    return await question;
  } catch (error) {
    if (!(error instanceof HostError) || error.detail.code === undefined) throw error;
    const isTheirAnswer = error.endsGoal || error.isPassing;
    if (nothingThere.has(error.detail.code) || (anyRefusal && isTheirAnswer)) return undefined;
    throw error;
  }
}

/** Baidu's own answer to a lost `customer_id`. */
async function findCustomer(api: BaiduApi, consent: Consent): Promise<string | undefined> {
  if (!consent.registerCode) return undefined;
  const path = '/rest/2.0/smartapp/auth/tp/authcodetocustomerid';
  const query = { authorization_code: consent.registerCode };
  const reply = await orNothing(api.asPlatform({ method: 'GET', path, query, effect: 'READS' }));
  const customerId = reply && readReply(PLATFORM, `GET ${path}`, customerShape, reply).data?.customer_id;
  return customerId && customerId !== '0' ? customerId : undefined;
}

/** And to a lost push or answer: the programs that came of a code. A create code may have led to several. */
async function findApp(
  api: BaiduApi,
  consent: Consent,
  name: string,
  isRequested: boolean,
): Promise<string | undefined> {
  const code = consent.registerCode ?? consent.createCode;
  if (!code) return undefined;
  const query = { authorization_code: code };
  const reply = await orNothing(
    api.asPlatform({ method: 'GET', path: APPS_PATH, query, effect: 'READS' }),
    isRequested,
  );
  const apps = (reply && readReply(PLATFORM, `GET ${APPS_PATH}`, appsShape, reply).data) ?? [];
  return (consent.registerCode ? apps[0] : apps.find(({ app_name }) => app_name === name))?.app_id;
}

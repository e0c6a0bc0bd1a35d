import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { ApiClient } from '../../src/client/api-client.ts';
import {
  AcceptAgreementDocument,
  AddMaterialDocument,
  CreateProgramDocument,
  DeclareSubjectDocument,
  RegisterProgramDocument,
} from '../../src/client/generated/graphql.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { startWechatSandbox, type WechatSandbox } from '../../src/sandbox/wechat/server.ts';
import type { DatabaseLocation } from '../../src/store/database.ts';
import { RESTAURANT, someManifest } from './facts.ts';

const AES_KEY = 'k'.repeat(43);
const LOCALE = 'en';

/** Who signs in to a gateway that a test starts as a process. */
export const OWNER = { email: 'owner@example.com', password: 'a long enough password' };

/** What a process is told that serves WeChat, and a Baidu that nobody asks. Its address is for the caller to say. */
export function environmentOf(
  location: DatabaseLocation,
  wechatPort: number,
): Readonly<Record<string, string>> {
  return {
    PAIFANG_HOSTS: 'real',
    ...(location.kind === 'SERVER' ? { DATABASE_URL: location.url } : {}),
    PAIFANG_MASTER_KEY: randomBytes(32).toString('base64'),
    PAIFANG_SIGN_IN_SECRET: randomBytes(32).toString('hex'),
    WECHAT_BASE_URL: `http://127.0.0.1:${wechatPort}`,
    WECHAT_COMPONENT_APP_ID: 'wxplatform',
    WECHAT_COMPONENT_APP_SECRET: 'secret',
    WECHAT_MESSAGE_TOKEN: 'token',
    WECHAT_ENCODING_AES_KEY: AES_KEY,
    BAIDU_TP_KEY: 'unused',
    BAIDU_TP_APP_ID: '1',
    BAIDU_MESSAGE_TOKEN: 'unused',
    BAIDU_ENCODING_AES_KEY: AES_KEY,
    LOG_LEVEL: 'silent',
  };
}

/** The platform on the other side, in the process of the test, which no kill reaches. */
export function startTheHost(port: number, pushBaseUrl: string): Promise<WechatSandbox> {
  return startWechatSandbox({
    port,
    clock: systemClock,
    componentAppId: 'wxplatform',
    componentAppSecret: 'secret',
    messageToken: 'token',
    encodingAesKey: AES_KEY,
    pushBaseUrl,
    templates: [{ templateId: 1, userVersion: '1', userDesc: '', pages: ['pages/index'] }],
    categories: [['餐饮服务', '餐饮服务场所/餐饮服务管理企业', '川湘菜']],
    reviewAfterMs: 300,
    registrationAfterMs: 0,
    scanAfterMs: 200,
    pushTries: 20,
    pushGapMs: 300,
  });
}

/** Creates the account of `OWNER`, as an operator does before the gateway serves. */
export function createOwner(environment: Readonly<Record<string, string>>): void {
  const args = ['--email', OWNER.email, '--name', 'Owner', '--account', 'Company'];
  const made = spawnSync(process.execPath, ['dist/operator.js', 'create-account', ...args], {
    input: `${OWNER.password}\n`,
    env: { PATH: process.env.PATH, ...environment },
    encoding: 'utf8',
  });
  if (made.stderr !== '') throw new Error(made.stderr);
}

/** A program with all that its registration asks for. It is asked for, and not waited for. */
export async function askForRegistration(api: ApiClient): Promise<string> {
  await api.execute(AcceptAgreementDocument, { input: { platform: 'WECHAT', all: true }, locale: LOCALE });
  const subject = {
    type: 'ORGANISATION' as const,
    legalName: RESTAURANT,
    identityNumber: '91500000MA5U00000X',
    representativeName: '某某',
    representativeAccount: 'someone',
    phone: '13800000000',
  };
  await api.execute(DeclareSubjectDocument, { input: subject, locale: LOCALE });
  const content = Buffer.from('%PDF-1.4');
  const { id: fileId } = await api.uploadFile({ name: 'p.pdf', mediaType: 'application/pdf', content });
  const paper = { holder: RESTAURANT, fileId, validFrom: '2020-01-01' };
  await api.execute(AddMaterialDocument, { input: { ...paper, paper: '营业执照' }, locale: LOCALE });
  const { createProgram } = await api.execute(CreateProgramDocument, {
    input: { manifest: someManifest() as never, materials: [{ ...paper, paper: '食品经营许可证' }] },
    locale: LOCALE,
  });
  const programId = createProgram.program?.id ?? '';
  const input = { programId, platform: 'WECHAT' as const, email: 'noodles@example.com' };
  await api.execute(RegisterProgramDocument, { input, locale: LOCALE });
  return programId;
}

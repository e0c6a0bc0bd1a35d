import type { SignIn } from './accounts/sign-in.ts';
import type { Gateway } from './app.ts';
import type { BaiduConfig } from './hosts/baidu/config.ts';
import type { WechatConfig } from './hosts/wechat/config.ts';
import { inTurn } from './in-turn.ts';
import type { Clock } from './kernel/clock.ts';
import { baiduHosts } from './policy/baidu/hosts.ts';
import { wechatOrganisationCategories } from './policy/wechat/categories/organisation.ts';
import { startBaiduSandbox } from './sandbox/baidu/server.ts';
import { BAIDU_IDENTITY as BAIDU, FIRST_TEMPLATES, WECHAT_IDENTITY as WECHAT } from './sandbox/identities.ts';
import { type Partner, startPartner } from './sandbox/partner.ts';
import { startWechatSandbox } from './sandbox/wechat/server.ts';

/** The one who may sign in where the sandbox runs. Published, so it must never exist anywhere else. */
export const DEMO_ACCOUNT = {
  email: 'demo@paifang.example',
  password: 'paifang-demo-only',
  name: '演示 Demo',
  accountName: '演示账号 Demo',
} as const;

export interface SandboxPorts {
  readonly wechatPort: number;
  readonly baiduPort: number;
}

/** How a gateway speaks to the sandbox: the configuration of a real platform, with other addresses. */
export function sandboxConnection(
  { wechatPort, baiduPort }: SandboxPorts,
  publicUrl: string,
): { readonly wechat: WechatConfig; readonly baidu: BaiduConfig } {
  const wechatUrl = `http://127.0.0.1:${wechatPort}`;
  const baiduUrl = `http://127.0.0.1:${baiduPort}`;
  return {
    wechat: {
      baseUrl: wechatUrl,
      consentBaseUrl: wechatUrl,
      phoneConsentBaseUrl: wechatUrl,
      componentAppId: WECHAT.componentAppId,
      componentAppSecret: WECHAT.componentAppSecret,
      messageToken: WECHAT.messageToken,
      encodingAesKeys: [WECHAT.encodingAesKey],
    },
    baidu: {
      baseUrl: baiduUrl,
      consentBaseUrl: baiduUrl,
      clientId: BAIDU.tpKey,
      tpAppId: String(BAIDU.tpAppId),
      messageToken: BAIDU.messageToken,
      encodingAesKeys: [BAIDU.encodingAesKey],
      redirectBaseUrl: publicUrl,
    },
  };
}

/** A database in which the demo account may sign in was given to a gateway that is not a sandbox. */
export class DemoAccountPresent extends Error {
  override readonly name = 'DemoAccountPresent';
}

/** Partners are the gateway's clients and end before it; platforms are its servers and end after it. */
export interface SandboxHosts {
  stopPartners(): Promise<void>;
  stopPlatforms(): Promise<void>;
}

/** Starts the stand-ins: both platforms, and a partner for every host that has a review of its own. */
export async function startSandboxHosts(
  ports: SandboxPorts,
  gateway: Gateway,
  publicUrl: string,
  clock: Clock,
): Promise<SandboxHosts> {
  const wechat = await startWechatSandbox({
    ...WECHAT,
    port: ports.wechatPort,
    clock,
    pushBaseUrl: publicUrl,
    templates: FIRST_TEMPLATES,
    categories: wechatOrganisationCategories.categories.map(({ path }) => path),
    reviewAfterMs: 1_500,
    registrationAfterMs: 300,
    scanAfterMs: 500,
  });
  const baidu = await startBaiduSandbox({
    ...BAIDU,
    port: ports.baiduPort,
    clock,
    pushBaseUrl: publicUrl,
    templates: FIRST_TEMPLATES,
    reviewAfterMs: 1_500,
    registrationAfterMs: 300,
    baseInfoAfterMs: 0,
    uploadAfterMs: 800,
  });
  const partners: Pick<Partner, 'stop'>[] = [];
  for (const { id, confirmation } of baiduHosts) {
    if (confirmation === 'OWN') partners.push(await startPartnerOf(gateway, id, publicUrl));
  }
  return {
    stopPartners: () => inTurn(partners.map((partner) => () => partner.stop())),
    stopPlatforms: () => inTurn([() => wechat.close(), () => baidu.close()]),
  };
}

async function startPartnerOf(
  { signIn }: Gateway,
  hostId: string,
  gatewayUrl: string,
): Promise<Pick<Partner, 'stop'>> {
  // A token is shown once, so each start has one of its own, and takes that one back when it stops. Of a process
  // that was killed a credential stays whose token nobody knows. Those of an operator are none of ours.
  const { id, token } = await signIn.createHostCredential(hostId);
  const partner = await startPartner({
    gatewayUrl,
    token,
    hostId,
    delayMs: 400,
    decide: () =>
      hostId === 'tieba'
        ? {
            decision: 'REFUSE',
            reasonCode: 'TIEBA-DUPLICATE',
            words: '程序功能与贴吧自有功能重复，暂不接入（沙箱模拟）',
          }
        : { decision: 'CONFIRM' },
  });
  return { stop: () => inTurn([() => partner.stop(), () => signIn.revokeHostCredential(id)]) };
}

/** Creates the demo account; on a data folder that has it, it stays as it is. */
export async function seedDemoAccount({ signIn }: Gateway): Promise<void> {
  const made = await signIn.createPersonWithAccount(DEMO_ACCOUNT);
  const known = !made.ok && made.problems.every(({ code }) => code === 'EMAIL_TAKEN');
  if (!made.ok && !known) throw new Error(made.problems.map(({ message }) => message).join('; '));
}

/**
 * The demo account's password is published, so a gateway with real hosts does not start where that account is.
 * Throws `DemoAccountPresent`.
 */
export async function refuseDemoAccount(signIn: Pick<SignIn, 'isEmailTaken'>): Promise<void> {
  if (!(await signIn.isEmailTaken(DEMO_ACCOUNT.email))) return;
  throw new DemoAccountPresent(
    `PAIFANG_HOSTS=real: the sandbox has run on this database, and left ${DEMO_ACCOUNT.email} with its published password there: give real hosts a database of their own`,
  );
}

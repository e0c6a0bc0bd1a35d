import type { Clock } from '../../kernel/clock.ts';
import type { PlatformConnector } from '../connector.ts';
import type { CredentialVault } from '../credential-vault.ts';
import { PushRefused } from '../host-error.ts';
import { createRegistrationLedger } from '../registration-ledger.ts';
import { answerTo } from '../url-check.ts';
import { createWechatApi } from './api.ts';
import { PLATFORM, type WechatConfig, type WechatOptions } from './config.ts';
import { createWechatContestDesk } from './contests.ts';
import { createWechatDesks } from './desks/desks.ts';
import { createWechatPackages } from './packages.ts';
import { createProgramCalls } from './program-calls.ts';
import { absorbWechatPush, readWechatPush, wechatUrlCheck } from './pushes.ts';
import { wechatQrCode } from './qr-code.ts';
import { createWechatRegistration } from './registration.ts';
import { createWechatVerification } from './verification.ts';

/** Speaks WeChat's third-party platform protocol (第三方平台). */
export function createWechatConnector(
  config: WechatConfig,
  vault: CredentialVault,
  clock: Clock,
  options: WechatOptions = {},
): PlatformConnector {
  const api = createWechatApi(config, vault, clock, options);
  const calls = createProgramCalls(api);
  const ledger = createRegistrationLedger(PLATFORM, config.componentAppId, config.encodingAesKeys, vault);
  return {
    platform: PLATFORM,
    acknowledgement: 'success',
    ...createWechatRegistration(api, config.componentAppId, ledger),
    ...createWechatVerification(api),
    ...createWechatPackages(calls),
    ...createWechatDesks(api, calls, clock, config, ledger),
    contests: createWechatContestDesk(api, calls),
    qrCode: (request) => wechatQrCode(api, request),
    /** WeChat asks the legal representative on their phone; nobody comes back from a page. */
    async absorbConsent() {
      throw new PushRefused(403, 'WeChat has no consent page that anybody could come back from');
    },
    async readPush(push, now) {
      await vault.noteUse(
        { platform: PLATFORM, holder: config.componentAppId, kind: 'push-key' },
        'READ_PUSH',
      );
      return readWechatPush(config, push, now);
    },
    async urlCheck(push, now) {
      const check = wechatUrlCheck(push);
      if (check === undefined) return undefined;
      await vault.noteUse(
        { platform: PLATFORM, holder: config.componentAppId, kind: 'push-key' },
        'READ_PUSH',
      );
      return answerTo(check, config.messageToken, now);
    },
    absorbPush: (message, address) => absorbWechatPush(api, ledger, message, address),
  };
}

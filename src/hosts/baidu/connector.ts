import type { Clock } from '../../kernel/clock.ts';
import type { PlatformConnector } from '../connector.ts';
import type { CredentialVault } from '../credential-vault.ts';
import { createRegistrationLedger } from '../registration-ledger.ts';
import { answerTo } from '../url-check.ts';
import { createBaiduApi } from './api.ts';
import { type BaiduConfig, type BaiduOptions, PLATFORM } from './config.ts';
import { createConsentDesk } from './consent.ts';
import { createBaiduContestDesk } from './contests.ts';
import { createBaiduDesks } from './desks/desks.ts';
import { createBaiduMemberHost } from './member-host.ts';
import { createBaiduMissedPushes } from './missed-pushes.ts';
import { createBaiduPackages } from './packages.ts';
import { createBaiduPaperDesk } from './papers.ts';
import { createProgramCalls } from './program-calls.ts';
import { absorbBaiduPush, baiduUrlCheck, readBaiduPush } from './pushes.ts';
import { baiduQrCode } from './qr-code.ts';
import { createBaiduRegistration } from './registration.ts';
import { createBaiduVerification } from './verification.ts';

/** Speaks the protocol of Baidu's third-party platform for smart mini programs (智能小程序第三方平台). */
export function createBaiduConnector(
  config: BaiduConfig,
  vault: CredentialVault,
  clock: Clock,
  options: BaiduOptions = {},
): PlatformConnector {
  const api = createBaiduApi(config, vault, clock, options);
  const calls = createProgramCalls(api);
  const desk = createConsentDesk(config, vault, api);
  const ledger = createRegistrationLedger(PLATFORM, config.clientId, config.encodingAesKeys, vault);
  const verification = createBaiduVerification(api, ledger);
  return {
    platform: PLATFORM,
    acknowledgement: 'success',
    ...createBaiduRegistration(api, desk, ledger),
    startVerification: verification.start,
    lookUpVerification: verification.lookUp,
    papers: createBaiduPaperDesk(api, verification),
    contests: createBaiduContestDesk(api),
    ...createBaiduPackages(calls),
    qrCode: (request) => baiduQrCode(api, calls, request),
    ...createBaiduDesks(api, calls, config),
    missedPushes: createBaiduMissedPushes(config, vault, api),
    ...(config.memberHost ? { memberHost: createBaiduMemberHost(api, config.memberHost, vault, clock) } : {}),
    async readPush(push, now) {
      await vault.noteUse({ platform: PLATFORM, holder: config.clientId, kind: 'push-key' }, 'READ_PUSH');
      return readBaiduPush(config, push, now);
    },
    async urlCheck(push, now) {
      const check = baiduUrlCheck(push);
      if (check === undefined) return undefined;
      await vault.noteUse({ platform: PLATFORM, holder: config.clientId, kind: 'push-key' }, 'READ_PUSH');
      return answerTo(check, config.messageToken, now);
    },
    absorbPush: (message) => absorbBaiduPush(api, desk, ledger, message),
  };
}

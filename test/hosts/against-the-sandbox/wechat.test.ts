import { describe } from '@jest/globals';
import { itStandsAgainstTheSandbox } from './table.ts';
import { wechatAccess } from './wechat-access.ts';
import { wechatCode } from './wechat-code.ts';
import { wechatFiling } from './wechat-filing.ts';
import { wechatLive } from './wechat-live.ts';
import { wechatOperator } from './wechat-operator.ts';
import { wechatProfile } from './wechat-profile.ts';
import { wechatService } from './wechat-service.ts';
import { wechatSettings } from './wechat-settings.ts';
import { openWechatStage } from './wechat-stage.ts';

describe('the connector of WeChat against the sandbox', () => {
  itStandsAgainstTheSandbox('wechat', openWechatStage, [
    ...wechatAccess,
    ...wechatCode,
    ...wechatLive,
    ...wechatService,
    ...wechatSettings,
    ...wechatProfile,
    ...wechatFiling,
    ...wechatOperator,
  ]);
});

import { describe } from '@jest/globals';
import { baiduAccess } from './baidu-access.ts';
import { baiduCode } from './baidu-code.ts';
import { baiduOperator } from './baidu-operator.ts';
import { baiduService } from './baidu-service.ts';
import { baiduSettings } from './baidu-settings.ts';
import { openBaiduStage } from './baidu-stage.ts';
import { itStandsAgainstTheSandbox } from './table.ts';

describe('the connector of Baidu against the sandbox', () => {
  itStandsAgainstTheSandbox('baidu', openBaiduStage, [
    ...baiduAccess,
    ...baiduCode,
    ...baiduService,
    ...baiduSettings,
    ...baiduOperator,
  ]);
});

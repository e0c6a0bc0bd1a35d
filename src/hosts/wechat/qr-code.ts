import type { QrCodeRequest } from '../connector.ts';
import { HostError } from '../host-error.ts';
import type { HostImage } from '../host-image.ts';
import type { WechatApi } from './api.ts';

/** `get_qrcode`: the platform has committed nothing yet. */
const NO_TRIAL_VERSION = '86001';
/** Needed by the call and of no use here: what a program is opened with. At most 32 visible characters. */
const SCENE = 'paifang';

/**
 * The code of a program from its registration on (wechat/2.2). Testers get that of the trial version; before there is
 * one, the program's code all the same, which opens it for them as soon as there is. Everybody gets the code of what is
 * public. Source: the pages of `get_qrcode` and `getUnlimitedQRCode`; the latter is not limited in number.
 */
export async function wechatQrCode(api: WechatApi, { appId, opensFor }: QrCodeRequest): Promise<HostImage> {
  if (opensFor === 'EVERYBODY') return programCode(api, appId, { env_version: 'release' });
  try {
    return await api.imageAsProgram(appId, { method: 'GET', path: '/wxa/get_qrcode', effect: 'READS' });
  } catch (error) {
    if (!(error instanceof HostError) || error.detail.code !== NO_TRIAL_VERSION) throw error;
    return programCode(api, appId, { env_version: 'trial', check_path: false });
  }
}

function programCode(
  api: WechatApi,
  appId: string,
  version: { readonly env_version: 'release' | 'trial'; readonly check_path?: false },
): Promise<HostImage> {
  const body = { json: { scene: SCENE, ...version } };
  return api.imageAsProgram(appId, { method: 'POST', path: '/wxa/getwxacodeunlimit', effect: 'READS', body });
}

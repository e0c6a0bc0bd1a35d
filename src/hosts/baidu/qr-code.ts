import type { QrCodeRequest } from '../connector.ts';
import { HostError } from '../host-error.ts';
import type { HostImage } from '../host-image.ts';
import type { BaiduApi } from './api.ts';
import { PLATFORM } from './config.ts';
import { packageIdOf } from './packages.ts';
import type { ProgramCalls } from './program-calls.ts';

const PATH = '/rest/2.0/smartapp/app/qrcode';
/** In pixels; Baidu draws 200 to 1280. */
const WIDTH = '430';

/**
 * The code of a package that was uploaded, which testers can open, or of the one that is online. Baidu draws a code for a
 * package only: before there is one it is not asked. Source: the page of `app/qrcode`.
 */
export async function baiduQrCode(
  api: BaiduApi,
  calls: ProgramCalls,
  { appId, opensFor, key }: QrCodeRequest,
): Promise<HostImage> {
  const query: Record<string, string> = { width: WIDTH };
  if (opensFor === 'TESTERS') {
    const id = key === undefined ? undefined : await packageIdOf(calls, { appId, key });
    if (id === undefined) throw noPackage();
    query.package_id = id;
  }
  return api.imageAsProgram(appId, { method: 'GET', path: PATH, effect: 'READS', query });
}

function noPackage(): HostError {
  return new HostError({
    platform: PLATFORM,
    retry: 'FIX_INPUT',
    call: `GET ${PATH}`,
    words:
      'not called: Baidu draws a code for a package, and does not have the one last handed in here; submit a version',
  });
}

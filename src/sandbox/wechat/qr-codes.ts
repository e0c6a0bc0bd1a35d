import { type Fields, textIn } from '../fields.ts';
import { codePattern } from '../picture/code-pattern.ts';
import { jpegOf } from '../picture/jpeg.ts';
import type { Answer } from '../wire.ts';
import { required, WechatRefusal } from './errors.ts';
import type { MiniProgram, WechatWorld } from './state.ts';

/** The trial version's code: a picture, and JSON only when it is refused. */
export function trialCode(_: WechatWorld, program: MiniProgram): Answer {
  const { version, atSeconds } = required(program.trial, 86001);
  return picture(`${program.appid} trial ${version} ${atSeconds}`);
}

const SCENE = /^[\w!#$&'()*+,/:;=?@.~-]{1,32}$/;

/** The program's code, as many as are wanted. That of a program without a release is refused, unless it says not to check. */
export function programCode(_: WechatWorld, program: MiniProgram, body: Fields): Answer {
  const scene = textIn(body, 'scene') ?? '';
  if (!SCENE.test(scene)) throw new WechatRefusal(40129);
  const version = textIn(body, 'env_version') ?? 'release';
  if (!['release', 'trial', 'develop'].includes(version)) throw new WechatRefusal(40097);
  if (body.check_path !== false && program.releases.length === 0) throw new WechatRefusal(41030);
  return picture(`${program.appid} ${version} ${scene}`);
}

function picture(text: string): Answer {
  return {
    status: 200,
    contentType: 'image/jpeg',
    body: jpegOf(codePattern(text)),
    headers: { 'content-disposition': 'attachment; filename="QRCode.jpg"' },
  };
}

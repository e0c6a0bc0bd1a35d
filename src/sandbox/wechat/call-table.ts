import type { Fields } from '../fields.ts';
import type { Answer } from '../wire.ts';
import type { MiniProgram, WechatWorld } from './state.ts';
import type { UploadedFile } from './uploaded-file.ts';

export type Method = 'GET' | 'POST';

/** A call of the platform in its own name. */
export interface PlatformCall {
  readonly method: Method;
  /** Needs no token: it is how one gets the first. */
  readonly open?: true;
  /** The answer comes without `errcode` and `errmsg`. */
  readonly bare?: true;
  readonly act: (world: WechatWorld, body: Fields, query: Fields) => object;
}

/** A call of the platform on behalf of a program. */
export interface ProgramCall {
  readonly method: Method;
  /** The set of permissions that it belongs to; 18, code management, unless said. One of them is enough. */
  readonly sets?: readonly number[];
  /** The body is a form with a file under this name, and not JSON. */
  readonly file?: string;
  readonly act: (
    world: WechatWorld,
    program: MiniProgram,
    body: Fields,
    query: Fields,
    file: UploadedFile | undefined,
  ) => object;
}

/** A call of the platform on behalf of a program, for a picture. */
export interface PictureCall {
  readonly method: Method;
  /** As of `ProgramCall`. */
  readonly sets?: readonly number[];
  readonly act: (world: WechatWorld, program: MiniProgram, body: Fields, query: Fields) => Answer;
}

export type PlatformCalls = Readonly<Record<string, PlatformCall>>;
export type ProgramCalls = Readonly<Record<string, ProgramCall>>;

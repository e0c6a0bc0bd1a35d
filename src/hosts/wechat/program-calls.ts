import type { z } from 'zod';
import { readReply } from '../reply.ts';
import type { SuppliedFile } from '../requests.ts';
import type { WechatApi } from './api.ts';
import { PLATFORM } from './config.ts';

type Json = Readonly<Record<string, unknown>>;

/** Calls on behalf of a program, as the pages of WeChat name them. */
export interface ProgramCalls {
  get<T>(
    appId: string,
    path: string,
    shape: z.ZodType<T>,
    query?: Readonly<Record<string, string>>,
  ): Promise<T>;
  post<T>(appId: string, path: string, json: Json, shape: z.ZodType<T>): Promise<T>;
  /** A call that changes something. One that may be repeated without doing it twice is `harmless`. */
  act(appId: string, method: 'GET' | 'POST', path: string, more?: Act): Promise<Json>;
  /** Costs nothing to repeat: each time there is another id. */
  upload<T>(
    appId: string,
    call: {
      readonly path: string;
      readonly field: string;
      readonly query?: Readonly<Record<string, string>>;
      /** What goes into the form besides the file. */
      readonly fields?: Readonly<Record<string, string>>;
    },
    file: Pick<SuppliedFile, 'name' | 'mediaType' | 'bytes'>,
    shape: z.ZodType<T>,
  ): Promise<T>;
}

interface Act {
  readonly json?: Json;
  readonly query?: Readonly<Record<string, string>>;
  readonly harmless?: boolean;
}

export function createProgramCalls(api: WechatApi): ProgramCalls {
  return {
    async get(appId, path, shape, query) {
      const reply = await api.asProgram(appId, {
        method: 'GET',
        path,
        effect: 'READS',
        ...(query ? { query } : {}),
      });
      return readReply(PLATFORM, `GET ${path}`, shape, reply);
    },
    async post(appId, path, json, shape) {
      const reply = await api.asProgram(appId, { method: 'POST', path, effect: 'READS', body: { json } });
      return readReply(PLATFORM, `POST ${path}`, shape, reply);
    },
    act: (appId, method, path, { json, query, harmless } = {}) =>
      api.asProgram(appId, {
        method,
        path,
        effect: harmless ? 'READS' : 'ACTS',
        ...(query ? { query } : {}),
        ...(json ? { body: { json } } : {}),
      }),
    async upload(appId, { path, field, query, fields = {} }, { name, mediaType, bytes }, shape) {
      const multipart = new FormData();
      for (const [one, value] of Object.entries(fields)) multipart.set(one, value);
      multipart.set(field, new Blob([new Uint8Array(bytes)], { type: mediaType }), name);
      const reply = await api.asProgram(appId, {
        method: 'POST',
        path,
        effect: 'READS',
        body: { multipart },
        ...(query ? { query } : {}),
      });
      return readReply(PLATFORM, `POST ${path}`, shape, reply);
    },
  };
}

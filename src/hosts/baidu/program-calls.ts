import type { z } from 'zod';
import { HostError, type HostErrorDetail } from '../host-error.ts';
import type { HttpCall } from '../http-call.ts';
import { readReply } from '../reply.ts';
import type { RetryClass } from '../trouble.ts';
import type { BaiduApi } from './api.ts';
import { PLATFORM } from './config.ts';

type Form = Readonly<Record<string, string>>;

/** Calls that repeat nothing twice, and texts that must not come back in an error. */
type ActOptions = Pick<HttpCall, 'secrets'> & { readonly harmless?: true };

/** Baidu's calls about one program, by what stands behind `/rest/2.0/smartapp/`. */
export interface ProgramCalls {
  get<T>(appId: string, name: string, shape: z.ZodType<T>, query?: Form): Promise<T>;
  /** A form; the answer says nothing that is needed. `harmless`: doing it twice is as good as once. */
  act(appId: string, name: string, form: Form, options?: ActOptions): Promise<void>;
  /** A form, and what the answer says. */
  ask<T>(
    appId: string,
    name: string,
    shape: z.ZodType<T>,
    form: Form,
    effect: HttpCall['effect'],
  ): Promise<T>;
}

export function createProgramCalls(api: BaiduApi): ProgramCalls {
  const pathOf = (name: string) => `/rest/2.0/smartapp/${name}`;
  return {
    async get(appId, name, shape, query = {}) {
      const path = pathOf(name);
      const reply = await api.asProgram(appId, { method: 'GET', path, query, effect: 'READS' });
      return readReply(PLATFORM, `GET ${path}`, shape, reply);
    },
    async act(appId, name, form, { harmless, secrets = [] } = {}) {
      const effect = harmless ? 'READS' : 'ACTS';
      await api.asProgram(appId, { method: 'POST', path: pathOf(name), effect, secrets, body: { form } });
    },
    async ask(appId, name, shape, form, effect) {
      const path = pathOf(name);
      const reply = await api.asProgram(appId, { method: 'POST', path, effect, body: { form } });
      return readReply(PLATFORM, `POST ${path}`, shape, reply, effect);
    },
  };
}

/** A refusal of our own, before anything is sent: what Baidu would refuse, or would do to something that is not meant. */
export function notCalled(
  name: string,
  retry: RetryClass,
  words: string,
  more: Partial<HostErrorDetail> = {},
): HostError {
  const call = `POST /rest/2.0/smartapp/${name}`;
  return new HostError({ platform: PLATFORM, retry, call, words: `not called: ${words}`, ...more });
}

/** An answer that no document explains. */
export function notDocumented(name: string, words: string): HostError {
  const call = `GET /rest/2.0/smartapp/${name}`;
  return new HostError({ platform: PLATFORM, retry: 'ASK_OPERATOR', call, words });
}

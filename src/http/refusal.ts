import type { FastifyRequest } from 'fastify';
import type { LocalizedText } from '../kernel/localized.ts';

/** A refusal of a route beside GraphQL: a word for machines, and the reason in one language, as `accept-language` asks. */
export interface Refusal {
  readonly error: {
    readonly code: string;
    readonly message: string;
    /** What of the request is meant: the name of a header, or `body`. */
    readonly path?: string;
  } & Readonly<Record<string, unknown>>;
}

/** In Chinese for who names Chinese first, in English for everybody else. */
export function refusal(
  { headers }: Pick<FastifyRequest, 'headers'>,
  code: string,
  message: LocalizedText,
  more: Readonly<Record<string, unknown>> = {},
): Refusal {
  const isChinese = /^\s*zh\b/i.test(headers['accept-language'] ?? '');
  return { error: { code, message: message[isChinese ? 'zh-CN' : 'en'], ...more } };
}

export const signInFirst: LocalizedText = { 'zh-CN': '请先登录', en: 'sign in first' };

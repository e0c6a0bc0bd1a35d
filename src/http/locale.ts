import type { FastifyRequest } from 'fastify';
import { type Locale, locales } from '../kernel/localized.ts';

/**
 * The language that a request would rather read: the first of `accept-language` that there are texts in; without any the same as
 * in GraphQL.
 */
export function localeOf({ headers }: Pick<FastifyRequest, 'headers'>): Locale {
  for (const part of (headers['accept-language'] ?? '').split(',')) {
    const language = part.trim().slice(0, 2).toLowerCase();
    const found = locales.find((locale) => locale.slice(0, 2) === language);
    if (found) return found;
  }
  return locales[0];
}

import type { Locale } from '../client/generated/graphql.ts';

/** The language in which the story is told, as a command line names it. */
export type StoryLocale = 'zh-CN' | 'en';

/** Picks the story's language out of the two. */
export type Say = (chinese: string, english: string) => string;

export function sayIn(locale: StoryLocale): Say {
  return locale === 'zh-CN' ? (chinese) => chinese : (_, english) => english;
}

/** The same language as the API names it. */
export function apiLocale(locale: StoryLocale): Locale {
  return locale === 'zh-CN' ? 'zh_CN' : 'en';
}

/** The language of the environment's locale, as programs find it: Chinese where it is Chinese, English otherwise. */
export function localeOf(environment: Readonly<Record<string, string | undefined>>): StoryLocale {
  const name = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return /^zh/i.test(name) ? 'zh-CN' : 'en';
}

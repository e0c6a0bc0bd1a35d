/** The languages in which everything that a person reads exists. */
export const locales = ['zh-CN', 'en'] as const;
export type Locale = (typeof locales)[number];

export type LocalizedText = Readonly<Record<Locale, string>>;

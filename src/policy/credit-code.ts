import type { LocalizedText } from '../kernel/localized.ts';

/** The characters of a unified social credit code; each stands for its place (GB 32100-2015, table 2). */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const LENGTH = 18;

/** What is wrong with a code, and at which of its characters, counted from 1. */
export interface CreditCodeFault {
  readonly position: number;
  readonly reason: LocalizedText;
}

/** A code as the standard writes it: people put blanks between its parts, small letters, or the wide characters of an input method. */
export function asWritten(code: string): string {
  return code.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}

/**
 * What is wrong with a unified social credit code by GB 32100-2015; undefined: nothing. It is looked at as it is
 * written: 18 characters, capitals, the region (characters 3 to 8) in digits, the last one the check character.
 */
export function creditCodeFault(code: string): CreditCodeFault | undefined {
  const characters = [...code];
  const strange = characters.findIndex((character) => !ALPHABET.includes(character));
  if (strange >= 0 && strange < LENGTH) return { position: strange + 1, reason: strangeCharacter };
  if (characters.length !== LENGTH) {
    return { position: Math.min(characters.length, LENGTH) + 1, reason: wrongLength(characters.length) };
  }
  const letter = characters.slice(2, 8).findIndex((character) => !/\d/.test(character));
  if (letter >= 0) return { position: letter + 3, reason: regionInDigits };
  return characters[LENGTH - 1] === checkCharacter(characters)
    ? undefined
    : { position: LENGTH, reason: wrongCheck };
}

/** The characters' places, weighted by the powers of 3 modulo 31, make a multiple of 31 with the check character's. */
function checkCharacter(characters: readonly string[]): string | undefined {
  let weight = 1;
  let sum = 0;
  for (const character of characters.slice(0, LENGTH - 1)) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31];
}

const strangeCharacter: LocalizedText = {
  'zh-CN': '只能是数字或大写字母，且不含 I、O、S、V、Z',
  en: 'only digits and capital letters other than I, O, S, V and Z occur in it',
};
const regionInDigits: LocalizedText = {
  'zh-CN': '第 3 至 8 位是行政区划码，只能是数字',
  en: 'characters 3 to 8 are the code of a region, in digits',
};
const wrongCheck: LocalizedText = {
  'zh-CN': '校验码与前 17 位不符，请核对全部字符',
  en: 'the check character does not fit the 17 before it: compare all of them',
};

function wrongLength(length: number): LocalizedText {
  return {
    'zh-CN': `代码共 ${LENGTH} 位，所填为 ${length} 位`,
    en: `a code has ${LENGTH} characters, this one ${length}`,
  };
}

import { isCivilDate } from '../kernel/civil-time.ts';
import { invalidInput, type Problem } from './problem.ts';

/** The days on which a paper is valid, as somebody wrote them. */
export interface DescribedValidity {
  readonly validFrom: string;
  readonly validUntil?: string | undefined;
}

/** A paper as somebody described it, put on file or only supposed. */
export interface DescribedPaper extends DescribedValidity {
  readonly paper: string;
  readonly holder: string;
}

const LONGEST_TEXT = 200;

/** What is wrong with the description of a paper; whether there is a file is asked elsewhere. */
export function paperFaults({ paper, holder, ...validity }: DescribedPaper, path: string): Problem[] {
  const texts = Object.entries({ paper, holder }).flatMap(([field, text]) =>
    text.trim() !== '' && text.length <= LONGEST_TEXT
      ? []
      : [
          invalidInput(
            {
              'zh-CN': `${field} 须为 1 至 ${LONGEST_TEXT} 个字符`,
              en: `${field} must have 1 to ${LONGEST_TEXT} characters`,
            },
            `${path}.${field}`,
          ),
        ],
  );
  return [...texts, ...markFaults(paper, path), ...validityFaults(validity, path)];
}

/** Papers are told apart by their names: one in book-title marks would be another paper, which nothing asks for. */
function markFaults(paper: string, path: string): Problem[] {
  if (!/[《》]/.test(paper)) return [];
  const bare = paper.replace(/[《》]/g, '');
  return [
    invalidInput(
      {
        'zh-CN': `paper 不带书名号；请写“${bare}”`,
        en: `paper is written without book-title marks: \`${bare}\``,
      },
      `${path}.paper`,
    ),
  ];
}

/** What is wrong with the days of a paper: one that does not exist, or a last day before the first. */
export function validityFaults({ validFrom, validUntil }: DescribedValidity, path: string): Problem[] {
  const days = { validFrom, ...(validUntil === undefined ? {} : { validUntil }) };
  const malformed = Object.entries(days).flatMap(([field, day]) =>
    isCivilDate(day)
      ? []
      : [
          invalidInput(
            { 'zh-CN': `“${day}”不是日期（YYYY-MM-DD）`, en: `\`${day}\` is not a day, YYYY-MM-DD` },
            `${path}.${field}`,
          ),
        ],
  );
  if (validUntil === undefined || validUntil >= validFrom) return malformed;
  return [...malformed, backwards(`${path}.validUntil`, validUntil, validFrom)];
}

/** Something that is to come later lies before something earlier. */
export function backwards(path: string, later: string, earlier: string): Problem {
  return invalidInput(
    {
      'zh-CN': `日期倒退：${later} 早于 ${earlier}`,
      en: `the dates run backwards: ${later} lies before ${earlier}`,
    },
    path,
  );
}

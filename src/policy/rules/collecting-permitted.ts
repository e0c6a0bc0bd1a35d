import { civilDateAt } from '../../kernel/civil-time.ts';
import type { Rule } from '../rule.ts';
import { type ConsentTerms, shortfallOf } from './paper-standing.ts';
import { quoted } from './wording.ts';

/**
 * Data are read off the platform's services only with its consent on file. What its interfaces provide, and
 * what the user gives in the program, it has agreed to by the review of exactly that.
 */
export function collectingPermitted({ clauses, paper, goesBy }: ConsentTerms): Rule {
  return {
    id: 'collecting-permitted',
    clauses,
    partial: {
      'zh-CN': '只看声明为抓取的数据是否有在档且有效的同意；有无未声明的收集、同意的范围是否足够由人判断',
      en: 'whether data declared as scraped have a valid consent on file; whether other data are collected, and whether the consent goes far enough, is for a person',
    },
    operations: ['SUBMIT'],
    check({ manifest, materials }, { at }) {
      const items = manifest.dataItems.filter(({ source }) => source === 'SCRAPED');
      if (items.length === 0) return [];
      const names = quoted(items.map(({ name }) => name));
      const asked = {
        code: 'COLLECTING_CONSENT',
        name: {
          'zh-CN': `平台对自行抓取${names['zh-CN']}的同意`,
          en: `the platform's consent to scrape ${names.en}`,
        },
      };
      return shortfallOf(paper, materials, asked, { goesBy, day: civilDateAt(at) });
    },
  };
}

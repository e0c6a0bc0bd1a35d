import type { LocalizedText } from '../../kernel/localized.ts';
import type { SelfService } from '../../programs/manifest.ts';
import type { Rule } from '../rule.ts';
import type { Finding } from '../verdict.ts';
import { isBlank } from './wording.ts';

/** Users of a program that collects data correct and delete their data themselves, at places that it names. */
export function selfService({ clauses }: Pick<Rule, 'clauses'>): Rule {
  return {
    id: 'self-service',
    clauses,
    partial: {
      'zh-CN': '只看是否写明更正和删除的入口；入口是否可用、删除是否彻底且不可恢复由人判断',
      en: 'whether both places are named; whether they work, and whether deletion is complete and beyond recovery, is for a person',
    },
    operations: ['SUBMIT'],
    check({ manifest }) {
      if (manifest.dataItems.length === 0) return [];
      return (['correction', 'deletion'] as const).flatMap((act) =>
        isBlank(manifest.selfService?.[act]) ? [notOffered(act)] : [],
      );
    },
  };
}

function notOffered(act: keyof SelfService): Finding {
  return {
    effect: 'BLOCKS',
    code: act === 'correction' ? 'SELF_CORRECTION_MISSING' : 'SELF_DELETION_MISSING',
    message: messages[act],
    path: `manifest.selfService.${act}`,
    remedy: { kind: 'EDIT_MANIFEST', field: `selfService.${act}`, change: { to: 'TEXT' } },
  };
}

const messages: Readonly<Record<keyof SelfService, LocalizedText>> = {
  correction: {
    'zh-CN': '小程序收集个人信息，但未说明用户在何处自行更正',
    en: 'the program collects personal data, and does not say where users correct theirs themselves',
  },
  deletion: {
    'zh-CN': '小程序收集个人信息，但未说明用户在何处自行彻底删除',
    en: 'the program collects personal data, and does not say where users delete theirs themselves, for good',
  },
};

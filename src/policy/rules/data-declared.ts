import type { Rule } from '../rule.ts';
import type { Finding } from '../verdict.ts';

/** A program declares the personal data it collects, or says that it collects none: silence is neither. */
export function dataDeclared({ clauses }: Pick<Rule, 'clauses'>): Rule {
  return {
    id: 'data-declared',
    clauses,
    partial: {
      'zh-CN': '只看是否申报；所申报的是否真实、完整由人判断',
      en: 'whether the program declares its data, or that there are none; whether that is true and complete is for a person',
    },
    operations: ['SUBMIT'],
    check({ manifest: { dataItems, collectsNoData } }) {
      const declares = dataItems.length > 0;
      if (declares !== collectsNoData) return [];
      return [declares ? contradiction(dataItems.length) : silence];
    },
  };
}

const silence: Finding = {
  effect: 'BLOCKS',
  code: 'DATA_NOT_DECLARED',
  message: {
    'zh-CN': '既未声明收集哪些个人信息，也未声明不收集',
    en: 'the program neither declares the personal data it collects nor says that it collects none',
  },
  path: 'manifest.dataItems',
  remedy: {
    kind: 'EDIT_MANIFEST',
    field: 'dataItems',
    change: { to: 'ITEM' },
    or: [{ field: 'collectsNoData', change: { to: 'VALUE', value: true } }],
  },
};

function contradiction(items: number): Finding {
  return {
    effect: 'BLOCKS',
    code: 'DATA_DECLARATION_CONTRADICTS',
    message: {
      'zh-CN': `声明不收集个人信息，却列出了 ${items} 项`,
      en: `the program says that it collects no personal data, and declares data items: ${items}`,
    },
    path: 'manifest.collectsNoData',
    remedy: { kind: 'EDIT_MANIFEST', field: 'collectsNoData', change: { to: 'VALUE', value: false } },
  };
}

import { creditCodeFault } from './credit-code.ts';
import { invalidInput, type Problem } from './problem.ts';

/** Whom an invoice is made out to. A company has a taxpayer's number: its unified social credit code. */
export const invoiceTitleKinds = ['ORGANISATION', 'PERSON'] as const;
export type InvoiceTitleKind = (typeof invoiceTitleKinds)[number];

/** What the developer must get right for an invoice (wechat/2.6). */
export interface InvoiceData {
  readonly titleKind: InvoiceTitleKind;
  /** The name on the invoice, 1 to 100 characters. */
  readonly title: string;
  readonly taxpayerId?: string | undefined;
}

const LONGEST_TITLE = 100;

/** What is wrong with the data of an invoice, each fault with its reason and where it stands. */
export function invoiceFaults({ titleKind, title, taxpayerId }: InvoiceData): Problem[] {
  const faults: Problem[] = [];
  if (title.trim() === '' || [...title].length > LONGEST_TITLE) faults.push(badTitle);
  if (titleKind === 'PERSON') {
    if (taxpayerId !== undefined) faults.push(personWithNumber);
    return faults;
  }
  if (taxpayerId === undefined) return [...faults, numberMissing];
  const fault = creditCodeFault(taxpayerId);
  if (!fault) return faults;
  const { position, reason } = fault;
  const said = {
    'zh-CN': `纳税人识别号（统一社会信用代码）第 ${position} 位有误：${reason['zh-CN']}`,
    en: `the taxpayer's number (the unified social credit code) is wrong at character ${position}: ${reason.en}`,
  };
  return [...faults, invalidInput(said, NUMBER)];
}

const NUMBER = 'input.taxpayerId';

const badTitle = invalidInput(
  {
    'zh-CN': `发票抬头须为 1 至 ${LONGEST_TITLE} 个字符`,
    en: `the title of an invoice has 1 to ${LONGEST_TITLE} characters`,
  },
  'input.title',
);
const numberMissing = invalidInput(
  {
    'zh-CN': '企业抬头须填写纳税人识别号（统一社会信用代码）',
    en: "an organisation gives its taxpayer's number: the unified social credit code",
  },
  NUMBER,
);
const personWithNumber = invalidInput(
  {
    'zh-CN': '个人抬头没有纳税人识别号；如为企业，请选择企业抬头',
    en: "a person has no taxpayer's number here: leave it out, or make the invoice out to the organisation",
  },
  NUMBER,
);

import type { Agreement } from '../../src/policy/agreement.ts';
import { harbourClauses } from './clauses.ts';

const RULES = 'https://harbour.example/rules';
const title = { 'zh-CN': '港口小程序规则', en: 'Harbour Mini Program Rules' };
const tribunal = { 'zh-CN': '港口仲裁庭', en: 'The harbour’s tribunal' };

export const harbourAgreement: Agreement = {
  platform: 'HARBOUR',
  title,
  party: { 'zh-CN': '港务局', en: 'The harbour office' },
  url: RULES,
  governingLaw: { 'zh-CN': '港口法', en: 'The law of the harbour' },
  jurisdiction: tribunal,
  terms: [
    {
      clause: 'harbour/4.1',
      topic: 'JURISDICTION',
      about: { 'zh-CN': '争议', en: 'Disputes' },
      answer: tribunal,
    },
  ],
  versions: [
    {
      version: '2027-01-01',
      effectiveFrom: '2027-01-01',
      readOn: '2027-01-02',
      documents: [{ id: 'harbour:rules', version: '2027-01-01', title, url: RULES, required: true }],
      clauses: harbourClauses,
      submissionLimit: { windowDays: 7, warnFrom: 1, atMost: 2, origin: 'PUBLISHED' },
    },
  ],
};

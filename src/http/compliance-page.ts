import { createHash } from 'node:crypto';
import type { ComplianceReport } from '../duties/compliance-report.ts';
import type { ReportObject, ReportValue } from '../duties/report-parts.ts';
import type { Locale, LocalizedText } from '../kernel/localized.ts';
import { escaped } from '../kernel/printed-page.ts';
import { labels, phrases } from './compliance-words.ts';

/** For the screen and for paper: no colour carries meaning, and no row is torn in two. */
const STYLE = `
body{font:14px/1.5 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}
h1{font-size:1.6rem}h2,h3,h4{margin:1.5rem 0 .5rem;break-after:avoid}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #888;padding:.25rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
thead{display:table-header-group}tr{break-inside:avoid}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0}dt{font-weight:600}dd{margin:0}
ul{margin:0;padding-left:1.2rem}
@page{size:A4;margin:15mm}
@media print{body{margin:0;max-width:none;font-size:9pt}a{color:inherit}}
`;

/** The only thing that the page brings along is its own style: no script, no picture, nothing from elsewhere. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The report as a page: all that its JSON says, and nothing else, in one language. */
export function compliancePage({ content }: ComplianceReport, locale: Locale): string {
  const title = `${phrases.title[locale]} · ${String(content.programName)}`;
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head>
<body><h1>${escaped(title)}</h1>
${parts(content, locale, 2)}
</body></html>
`;
}

/** What is short as a list of terms, then what has parts of its own, each under a heading. */
function parts(content: ReportObject, locale: Locale, level: number): string {
  const entries = Object.entries(content);
  const short = entries.filter(([, value]) => isShort(value));
  const long = entries.filter(([, value]) => !isShort(value));
  const terms = short.map(([key, value]) => `<dt>${label(key, locale)}</dt><dd>${cell(value, locale)}</dd>`);
  const sections = long.map(
    ([key, value]) =>
      `<section><h${level}>${label(key, locale)}</h${level}>\n${section(value, locale, Math.min(level + 1, 6))}</section>`,
  );
  return [terms.length > 0 ? `<dl>${terms.join('\n')}</dl>` : '', ...sections].join('\n');
}

function section(value: ReportValue, locale: Locale, level: number): string {
  if (!isList(value)) return isObject(value) ? parts(value, locale, level) : cell(value, locale);
  const rows = value.filter(isObject);
  if (rows.some((row) => Object.values(row).some((one) => isTable(one) || isDeep(one)))) {
    return rows.map((row) => `<article>${parts(row, locale, level)}</article>`).join('<hr>');
  }
  return table(rows, locale);
}

function table(rows: readonly ReportObject[], locale: Locale): string {
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const head = keys.map((key) => `<th scope="col">${label(key, locale)}</th>`).join('');
  const body = rows.map(
    (row) => `<tr>${keys.map((key) => `<td>${cell(row[key] ?? null, locale)}</td>`).join('')}</tr>`,
  );
  return `<table><thead><tr>${head}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table>`;
}

function cell(value: ReportValue, locale: Locale): string {
  if (value === null) return '—';
  if (typeof value === 'boolean') return phrases[value ? 'yes' : 'no'][locale];
  if (typeof value !== 'object') return escaped(String(value));
  if (isLocalized(value)) return escaped(value[locale]);
  if (!isList(value)) return isObject(value) ? parts(value, locale, 6) : '';
  if (value.length === 0) return phrases.nothing[locale];
  return `<ul>${value.map((one) => `<li>${cell(one, locale)}</li>`).join('')}</ul>`;
}

/** What fits beside its name: a word, a text, a list of words, or that there is nothing. */
function isShort(value: ReportValue): boolean {
  return !isTable(value) && !isDeep(value);
}

function isTable(value: ReportValue): boolean {
  return isList(value) && value.some(isObject);
}

function isDeep(value: ReportValue): boolean {
  return isObject(value);
}

function isList(value: ReportValue): value is readonly ReportValue[] {
  return Array.isArray(value);
}

function isLocalized(value: ReportValue): value is LocalizedText {
  return typeof value === 'object' && value !== null && 'zh-CN' in value && 'en' in value;
}

function isObject(value: ReportValue): value is ReportObject {
  return typeof value === 'object' && value !== null && !isList(value) && !isLocalized(value);
}

function label(key: string, locale: Locale): string {
  return escaped(labels[key]?.[locale] ?? key);
}

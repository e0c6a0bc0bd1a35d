import { createHash } from 'node:crypto';

/** One line of a printed table: a name in both languages, and what stands beside it. */
export type PrintedRow = readonly [chinese: string, english: string, value: string];

export interface PrintedPage {
  /** In both languages, with a slash between. */
  readonly title: string;
  readonly rows: readonly PrintedRow[];
  /** Paragraphs below the table. */
  readonly notes: readonly string[];
}

const STYLE = `
@page { size: A4; margin: 20mm }
body { font: 11pt/1.6 "Noto Serif CJK SC", "Songti SC", SimSun, serif; color: #000; max-width: 170mm; margin: 12mm auto; padding: 0 6mm }
h1 { font-size: 16pt; text-align: center; margin: 0 0 8mm }
table { width: 100%; border-collapse: collapse }
th, td { border: 1px solid #444; padding: 2mm 3mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; white-space: pre-wrap }
th { width: 45mm; font-weight: normal }
th small { display: block; color: #444 }
tr { break-inside: avoid }
p { margin: 5mm 0 0 }
@media print { body { margin: 0; padding: 0; max-width: none } }
`;

/** A page that prints well and runs nothing, in Chinese and English side by side. The same input gives the same bytes. */
export function printedPage({ title, rows, notes }: PrintedPage): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<table>
${rows.map(([chinese, english, value]) => `<tr><th scope="row">${escaped(chinese)}<small lang="en">${escaped(english)}</small></th><td>${escaped(value)}</td></tr>`).join('\n')}
</table>
${notes.map((note) => `<p>${escaped(note)}</p>`).join('\n')}
</body>
</html>
`;
}

/**
 * The Content-Security-Policy under which the page may be shown: its own style and nothing else. Taken from the page
 * itself, because a page that is kept keeps the style it was written with.
 */
export function policyOfPage(page: string): string {
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
  const digest = createHash('sha256').update(style).digest('base64');
  return `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}

/** As text in HTML, whatever somebody wrote. */
export function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

/** The instant as it is written in China: `2026-11-21 17:05:09 UTC+8`. */
export function chinaTime(instant: Date): string {
  const there = new Date(instant.getTime() + 8 * 3_600_000).toISOString();
  return `${there.slice(0, 10)} ${there.slice(11, 19)} UTC+8`;
}

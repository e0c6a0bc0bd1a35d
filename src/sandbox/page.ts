import { escaped } from '../kernel/printed-page.ts';

/** One text in both languages. Not localised by header: whoever reads this page may be either. */
export function both(chinese: string, english: string): string {
  return `${chinese} <span lang="en">${english}</span>`;
}

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 84rem; margin: 2rem auto; padding: 0 1rem; }
span[lang=en] { opacity: .65; font-size: .9em; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 2rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #8884; }
code { font-size: .85em; overflow-wrap: anywhere; }
form { display: flex; flex-wrap: wrap; gap: .4rem; margin: .2rem 0; } input { min-width: 8rem; }`;

/** A whole page; `body` is trusted HTML. */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style>${STYLE}</style></head><body>${body}</body></html>`;
}

import { WalkFailed } from './walk-failed.ts';

/**
 * Does what a person does at a page with one form: reads it, presses the button, and goes where that leads.
 * Throws `WalkFailed` where there is no such page or form, or where the way ends in a refusal.
 */
export async function pressTheButton(pageUrl: string): Promise<void> {
  const page = await visit(pageUrl, { method: 'GET' });
  const html = await page.text();
  if (!page.ok) throw new WalkFailed(`GET ${withoutQuery(pageUrl)}: HTTP ${page.status}: ${plainText(html)}`);
  const form = readForm(html, page.url);
  if (!form)
    throw new WalkFailed(`GET ${withoutQuery(pageUrl)}: the page has no form to send: ${plainText(html)}`);
  const answer = await visit(form.action, { method: 'POST', body: new URLSearchParams(form.fields) });
  if (answer.ok) return;
  throw new WalkFailed(
    `POST ${withoutQuery(form.action)}: HTTP ${answer.status}: ${plainText(await answer.text())}`,
  );
}

async function visit(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request);
  } catch (cause) {
    throw new WalkFailed(`${request.method} ${withoutQuery(url)}: no answer`, { cause });
  }
}

export interface PageForm {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The first form of a page that is sent by POST, with its hidden fields; without an action it goes to the page itself. */
export function readForm(html: string, pageUrl: string): PageForm | undefined {
  const found = /<form\b([^>]*)>(.*?)<\/form>/is.exec(html);
  const [, attributes = '', inside = ''] = found ?? [];
  if (attribute(attributes, 'method')?.toLowerCase() !== 'post') return undefined;
  const fields: Record<string, string> = {};
  for (const [, input = ''] of inside.matchAll(/<input\b([^>]*)>/gi)) {
    const name = attribute(input, 'name');
    if (name !== undefined) fields[name] = attribute(input, 'value') ?? '';
  }
  return { action: new URL(attribute(attributes, 'action') ?? pageUrl, pageUrl).href, fields };
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(tag)?.[1];
  return value === undefined ? undefined : decodeEntities(value);
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

function decodeEntities(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity);
}

/** Addresses carry codes in their queries; messages do without. */
function withoutQuery(url: string): string {
  return url.replace(/\?.*$/s, '');
}

function plainText(html: string): string {
  const text = html
    .replace(/<style.*?<\/style>/gis, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
  return text.trim().slice(0, 200);
}

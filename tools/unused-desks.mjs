// Reads off the code which parts of the connectors nobody beyond them asks for: what is spoken with the platforms, and not
// offered to anybody yet.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const DESKS = 'src/hosts/desks/desks.ts';
/** The connectors themselves, and what stands in for the platforms. */
const WITHIN = [path.join('src', 'hosts'), path.join('src', 'sandbox')];

/**
 * The desks of `HostDesks` that no file beyond the connectors takes out of one: as a member of it, or by name.
 * @returns {string[]}
 */
export function unusedDesks() {
  const names = [...readFileSync(DESKS, 'utf8').matchAll(/^ {2}readonly (\w+)\?: \w+Desk;/gm)].map(
    ([, name]) => name,
  );
  if (names.length === 0)
    throw new Error(`${DESKS} names no desks: expected lines like "readonly x?: XDesk;"`);
  const texts = filesBeyond().map((file) => readFileSync(file, 'utf8'));
  const asking = texts.filter((text) => /connector|askHost/i.test(text));
  return names.filter((name) => !asking.some((text) => takes(name).test(text)));
}

function takes(name) {
  const member = String.raw`(?:connector\w*|\))\s*\??\.${name}\b(?!\()`;
  const parameter = String.raw`\{[^{}]*\b${name}\b[^{}]*\}(?:: PlatformConnector|, \w+\) =>|\) =>)`;
  const variable = String.raw`\{[^{}=]*\b${name}\b[^{}=]*\}\s*=\s*[^;]*connector`;
  return new RegExp([member, parameter, variable].join('|'));
}

function filesBeyond() {
  return readdirSync('src', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .filter((file) => !WITHIN.some((folder) => file.startsWith(folder + path.sep)));
}

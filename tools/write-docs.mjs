// Writes the pages of docs/ that are made of the code. With --check it only says whether they are as the code is.
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { axes, startsOf } from '../dist/policy/lifecycle.js';
import { axisNames, stepWords } from '../dist/policy/lifecycle-words.js';
import { variants } from '../dist/policy/variants.js';
import { hostsPage } from './hosts-page.mjs';
import { lifecyclePage } from './lifecycle-page.mjs';

const pages = [
  ['docs/lifecycle.md', lifecyclePage({ variants, axes, startsOf, axisNames, stepWords })],
  ['docs/hosts.md', hostsPage()],
];

for (const [name, page] of pages) {
  const file = fileURLToPath(new URL(`../${name}`, import.meta.url));
  if (!process.argv.includes('--check')) writeFileSync(file, page);
  else if (readFileSync(file, 'utf8') !== page) {
    console.error(`${name} is not as the code is: run \`npm run docs\` and commit it`);
    process.exitCode = 1;
  }
}

// Writes what is known of each clause into two committed files: `src/policy/clause-tests.ts`, the tests whose names
// carry a clause, and `docs/policy-coverage.md`, the table that people read. `npm run docs` calls it after a build;
// with --check it writes nothing and fails where one of the two is not what it would write.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { countsOf, coverageGrades, policyCoverage } from '../dist/policy/coverage.js';
import { variants } from '../dist/policy/variants.js';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

const CLAUSE = /\b[a-z][a-z0-9_]*\/\d+(?:\.\d+)?(?:\(\d+\))?/g;
/** These go through all clauses alike, so that a clause is in their names says nothing about it. */
const CATALOGUE_TESTS = ['catalogue.test.ts', 'variants.test.ts', 'coverage.test.ts'];

const tests = collectTests();
const files = [
  ['src/policy/clause-tests.ts', formatted('src/policy/clause-tests.ts', moduleOf(tests))],
  ['docs/policy-coverage.md', pageOf(tests)],
];
const stale = files.filter(
  ([file, content]) => readFileSync(file, { encoding: 'utf8', flag: 'a+' }) !== content,
);
if (process.argv.includes('--check')) {
  for (const [file] of stale)
    console.error(`${file} is not what the code and the tests say: npm run docs writes it`);
  if (stale.length > 0) process.exit(1);
} else {
  for (const [file, content] of stale) writeFileSync(file, content);
}

/** Jest is asked for the names of all tests of the policy, and to run none of them. */
function collectTests() {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--no-warnings',
      'node_modules/jest/bin/jest.js',
      'test/policy',
      '--json',
      '--silent',
      '--testNamePattern=^no test has this name$',
    ],
    { encoding: 'utf8', maxBuffer: 1e8 },
  );
  if (status !== 0) throw new Error(`the tests of the policy cannot be listed:\n${stderr}`);
  const known = new Map(
    variants.flatMap(({ agreement }) =>
      agreement.versions.flatMap(({ clauses }) => clauses.map(({ id }) => [id, new Set()])),
    ),
  );
  for (const { name, assertionResults } of JSON.parse(stdout).testResults) {
    if (CATALOGUE_TESTS.includes(path.basename(name))) continue;
    const file = path.relative(root, name).split(path.sep).join('/');
    for (const { fullName } of assertionResults) {
      for (const [clause] of fullName.matchAll(CLAUSE)) known.get(clause)?.add(`${file}: ${fullName}`);
    }
  }
  return Object.fromEntries(
    [...known]
      .filter(([, titles]) => titles.size > 0)
      .map(([clause, titles]) => [clause, [...titles].sort()]),
  );
}

function moduleOf(found) {
  return [
    "import type { ClauseTests } from './coverage.ts';",
    '',
    '/** The tests whose names carry a clause. Written by `npm run docs`; `npm run check` says when it is stale. */',
    `export const clauseTests: ClauseTests = ${JSON.stringify(found, null, 2)};`,
    '',
  ].join('\n');
}

function formatted(file, content) {
  const { stdout, stderr, status } = spawnSync(
    path.join('node_modules', '.bin', 'biome'),
    ['format', `--stdin-file-path=${file}`],
    { input: content, encoding: 'utf8', maxBuffer: 1e8 },
  );
  if (status !== 0) throw new Error(`${file} cannot be formatted:\n${stderr}`);
  return stdout;
}

function pageOf(found) {
  return `${[
    '# What the gateway carries out, clause by clause',
    '',
    'Written by `npm run docs` from the code and the names of the tests; `npm run check` says when it is stale. The same',
    'is a query: `policyCoverage(platform: WECHAT) { clauses { clause { id } grade } }`. [policy.md](policy.md) tells how to read it.',
    '',
    '- **EXECUTABLE**: rules, moves of the transition table, or data of the agreement (terms, duties, measures) carry it out.',
    '- **PARTIAL**: a rule decides a part and says which part is left.',
    '- **HUMAN_ONLY**: its rules only ever ask a person.',
    '- **NOT_MODELLED**: it can be read. No verdict that such a GATE or LIMIT binds is YES until a person has ruled on it.',
    ...variants.flatMap((variant) => sectionOf(variant, found)),
  ].join('\n')}\n`;
}

function sectionOf(variant, found) {
  const version = variant.agreement.versions.at(-1);
  const coverage = policyCoverage(variant, version, found);
  const counts = countsOf(coverage);
  const kinds = [...new Set(counts.map(({ kind }) => kind))];
  const count = (kind, grade) =>
    counts.find((one) => one.kind === kind && one.grade === grade)?.clauses.toString() ?? '';
  const gaps = new Map(coverage.flatMap((one) => one.gaps.map(({ rule, says }) => [rule, says])));
  return [
    '',
    `## ${variant.name.en} ${variant.name['zh-CN']}`,
    '',
    `${variant.agreement.title.en} ${variant.agreement.title['zh-CN']}, version ${version.version}: ${coverage.length} clauses.`,
    '',
    ...markdownTable([
      ['kind', ...coverageGrades],
      ...kinds.map((kind) => [kind, ...coverageGrades.map((grade) => count(kind, grade))]),
    ]),
    '',
    ...markdownTable([
      ['clause', 'about', 'kind', 'grade', 'carried out by', 'tests'],
      ...coverage.map((one) => [
        one.clause.number,
        `${one.clause.title['zh-CN']} ${one.clause.title.en}`,
        one.clause.kind,
        one.grade,
        carriers(one),
        one.tests.length > 0 ? String(one.tests.length) : '',
      ]),
    ]),
    '',
    'What the rules leave open:',
    '',
    ...[...gaps].map(([rule, says]) => `- \`${rule}\` decides ${says.en}. ${says['zh-CN']}。`),
  ];
}

function carriers({ rules, moves, terms, duties, notices, measures }) {
  return [
    ...rules.map(({ id }) => `rule \`${id}\``),
    ...moves.map((move) => `move \`${move}\``),
    ...new Set(terms.map(({ topic }) => `term ${topic}`)),
    ...new Set(duties.map(({ kind }) => `duty ${kind}`)),
    ...notices.map(noticeCarrier),
    ...new Set(measures.map(({ kind }) => `measure ${kind}`)),
  ].join(', ');
}

/** What a clause promises of notices, as the data say it. */
function noticeCarrier({ requiredChannels, takesEffect }) {
  const channels = requiredChannels.length > 0 ? requiredChannels.join(' + ') : 'none promised';
  return `notice (${channels}; ${takesEffect})`;
}

function markdownTable([head, ...rows]) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

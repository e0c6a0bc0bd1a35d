import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emptyFolder } from './support/gateway-process.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Each breaks one rule of `.dependency-cruiser.cjs`, in a source tree of its own. */
const planted = [
  ['src/kernel/a.ts', "import '../policy/b.ts';", 'kernel-knows-only-itself'],
  ['src/policy/b.ts', "import 'node:fs';", 'policy-is-pure'],
  ['src/programs/c.ts', "import '../store/d.ts';", 'programs-knows-only-kernel'],
  ['src/store/d.ts', "import 'type-graphql';", 'typegraphql-has-one-home'],
  ['src/hosts/wechat/e.ts', "import '../baidu/f.ts';", 'platforms-do-not-know-each-other'],
  ['src/hosts/baidu/f.ts', "import 'pg';", 'pg-has-one-home'],
  ['src/sandbox/g.ts', "import '../hosts/wechat/e.ts';", 'sandbox-knows-only-kernel-client'],
  ['src/review/h.ts', "import './i.ts';", 'no-cycles'],
  ['src/review/i.ts', "import './h.ts'; import '../../test/j.ts';", 'src-does-not-know-tests'],
  ['test/j.ts', 'export {};', undefined],
] as const;

const tree = emptyFolder();
let report: string;

beforeAll(() => {
  for (const [file, content] of planted) {
    mkdirSync(path.dirname(path.join(tree.folder, file)), { recursive: true });
    writeFileSync(path.join(tree.folder, file), content);
  }
  writeFileSync(
    path.join(tree.folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { allowImportingTsExtensions: true, noEmit: true } }),
  );
  for (const name of ['type-graphql', 'pg']) {
    const folder = path.join(tree.folder, 'node_modules', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      path.join(folder, 'package.json'),
      JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    );
    writeFileSync(path.join(folder, 'index.js'), '');
  }
  const { stdout } = spawnSync(
    process.execPath,
    [
      path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      'src',
      '--config',
      path.join(ROOT, '.dependency-cruiser.cjs'),
    ],
    { cwd: tree.folder, encoding: 'utf8' },
  );
  report = stdout;
});
afterAll(() => tree.remove());

describe('the import directions', () => {
  it.each(planted.filter(([, , rule]) => rule !== undefined))('notice %s: %s', (file, _content, rule) => {
    expect(report).toMatch(new RegExp(`${rule}: ${file.replaceAll('/', '\\/')}`));
  });
});

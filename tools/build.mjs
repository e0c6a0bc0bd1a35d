// Builds what is not committed, if something it is made of has changed since. `npm start` and `npm test` call it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

const stamp = 'dist/.built-from';
const sources = [
  'package-lock.json',
  'tsconfig.json',
  'codegen.yml',
  'prisma.config.ts',
  'prisma',
  'schema',
  'src',
  'tools',
];
const made = ['src/store/generated', 'src/client/generated'];

const now = digest(sources);
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now && made.every((folder) => existsSync(folder)))
  process.exit();

const steps = [
  ['the database client', 'prisma', 'generate'],
  ['the typed operations of our own clients', 'graphql-codegen', '--silent'],
  ['the program', 'tsc', '-p', '.'],
];
rmSync('dist', { recursive: true, force: true });
for (const [what, tool, ...args] of steps) run(what, path.join('node_modules', '.bin', tool), args);
run('an empty database', process.execPath, ['tools/make-empty-database.mjs']);
mkdirSync('dist', { recursive: true });
writeFileSync(stamp, now);

function run(what, command, args) {
  console.error(`building ${what}`);
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
  });
  if (status === 0) return;
  console.error(error?.message ?? `${stdout}${stderr}`);
  console.error(`building ${what} failed; nothing was started`);
  process.exit(1);
}

/** Over the names and contents of all files, but what the build itself makes. */
function digest(paths) {
  const hash = createHash('sha256').update(process.version.split('.')[0]);
  const add = (file) => {
    if (made.some((folder) => file === folder)) return;
    if (statSync(file).isDirectory()) {
      for (const name of readdirSync(file).sort()) add(path.posix.join(file, name));
    } else hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  };
  for (const one of paths) if (existsSync(one)) add(one);
  return hash.digest('hex');
}

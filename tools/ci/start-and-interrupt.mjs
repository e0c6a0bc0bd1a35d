// Runs the README's first command as a person would: until the main job has been played, then Ctrl-C.
// Fails if the demo does not come to its end, if the gateway does not say that it is ready, or if it does not
// stop cleanly.
import { spawn } from 'node:child_process';
import process from 'node:process';

const PATIENCE_MS = 10 * 60_000;

const child = spawn('npm ci && npm start', {
  shell: true,
  detached: true,
  stdio: ['ignore', 'pipe', 'inherit'],
});
const tooLong = setTimeout(() => {
  console.error("the README's first command did not get as far as it should in ten minutes");
  process.kill(-child.pid, 'SIGKILL');
  process.exit(1);
}, PATIENCE_MS);

let output = '';
let interrupted = false;
child.stdout.on('data', (text) => {
  process.stdout.write(text);
  output += text;
  if (interrupted || !output.includes('Ctrl-C stops it')) return;
  interrupted = true;
  // A terminal sends Ctrl-C to the whole group: npm, its shell and the gateway.
  process.kill(-child.pid, 'SIGINT');
});
child.on('exit', (code, signal) => {
  clearTimeout(tooLong);
  const clean = interrupted && (code === 0 || code === 130 || signal === 'SIGINT');
  const played = !output.includes('did not come to its end') && /graphql/.test(output);
  if (!clean || !played) console.error(`exit code ${code}, signal ${signal}`);
  process.exit(clean && played ? 0 : 1);
});

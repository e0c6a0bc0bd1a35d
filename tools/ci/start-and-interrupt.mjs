// Runs the README's first command as a person would: until the main job has been played, then Ctrl-C.
// Fails if the demo does not come to its end, if the gateway does not say that it is ready, or if it does not
// stop cleanly.
import { spawn } from 'node:child_process';
import process from 'node:process';

const PATIENCE_MS = 10 * 60_000;

const child = spawn('npm ci && npm start', {
  shell: true,
  detached: true,
  stdio: ['ignore', 'pipe', 'pipe'],
});
const tooLong = setTimeout(() => {
  console.error("the README's first command did not get as far as it should in ten minutes");
  process.kill(-child.pid, 'SIGKILL');
  process.exit(1);
}, PATIENCE_MS);

let output = '';
let interrupted = false;
child.stderr.on('data', (text) => {
  process.stderr.write(text);
  output += text;
});
child.stdout.on('data', (text) => {
  process.stdout.write(text);
  output += text;
  if (interrupted || !output.includes('Ctrl-C stops it')) return;
  interrupted = true;
  // A terminal sends Ctrl-C to the whole group: npm, its shell and the gateway.
  process.kill(-child.pid, 'SIGINT');
});
// Not `exit`: then all of what it printed has been read.
child.on('close', (code, signal) => {
  clearTimeout(tooLong);
  const clean = interrupted && (code === 0 || code === 130 || signal === 'SIGINT');
  // The demo's last check, in either of its languages; a narrow terminal breaks the line anywhere.
  const played =
    /missed0,doubled0,|缺失0，重复0，/.test(output.replace(/\s/g, '')) &&
    !output.includes('did not come to its end');
  if (!played) console.error('the demo was not played to its end, with no event missed and none doubled');
  if (!clean) console.error(`it did not stop cleanly: exit code ${code}, signal ${signal}`);
  process.exit(clean && played ? 0 : 1);
});

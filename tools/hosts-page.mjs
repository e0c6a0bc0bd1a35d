import path from 'node:path';
import { lookAfterSeconds, MOST_IN_A_SWEEP, SWEEP_SECONDS } from '../dist/review/looks.js';
import { callsOf } from './host-calls.mjs';
import { unusedDesks } from './unused-desks.mjs';

const NAMES = { wechat: 'WeChat', baidu: 'Baidu' };

/**
 * `docs/hosts.md`: which calls are spoken, which the sandbox answers, which a test holds to its documented bytes, and which
 * connector and sandbox are tested with against each other.
 */
export function hostsPage() {
  return `# Calls of the platforms

Made of the code by \`npm run docs\`: a call stands in a column because the connector, the sandbox or a test of \`test/hosts\` names
its path. The connector and the sandbox share no code but the envelope's cryptography, so that both say it is two readings of the
same page. **against the sandbox**: a test of \`test/hosts/against-the-sandbox\` makes the call over HTTP, connector on one side and
sandbox on the other: as it should go, refused, and with a look at what came of it; a call of the connector that none of
them makes fails there. **unconfirmed**: no document says it for certain; the code says what was taken for granted.

## How soon a lost push is made up for

A push decides nothing: the platform is asked, and its answer counts. So what no push has said is found by asking. Each kind is
asked about so long after the last time (or after \`PAIFANG_POLL_SECONDS\`, where that is less), and the table is gone by
every ${SWEEP_SECONDS} seconds: the sum is the most that passes until the gateway asks. By default that setting shortens none of
them. ${MOST_IN_A_SWEEP.toLocaleString('en')} of each kind are asked about at one go, those first that have waited longest. A platform that does not answer is asked again until it does.

| what a push would have told | asked about after | known within |
| --- | --- | --- |
${Object.entries(lookAfterSeconds).flatMap(lookRows).join('\n')}
| measures, and all else that Baidu pushed (\`pushmsg/getmsg\`) | 600 s | ${600 + SWEEP_SECONDS} s |

WeChat has no call for missed pushes, and none that answers for measures as its pushes tell them: one whose push is lost is seen by
what it does, since a service that is closed is noticed, and is shown as closed by whoever closed it.

${Object.keys(NAMES).map(section).join('\n')}
## Spoken, and not asked for yet

${unusedDesks().length} parts of the connectors (\`HostDesks\`) speak with the platforms and are tested as all others are, and nothing of
the gateway beyond them uses them yet, no GraphQL field either: ${unusedDesks()
    .map((name) => `\`${name}\``)
    .join(', ')}.
`;
}

/** What each look makes up for. One that is not told here stops the page from being written. */
const LOOKS = {
  'package.UNDER_WAY': 'that an upload, a submission, a withdrawal, a release, a rollback or a pause is done',
  'package.IN_REVIEW': 'how a review ended, or that it is delayed',
  'package.DELAYED': 'how a review ended that was delayed',
  'versions.UNDER_WAY': 'what somebody did in the platform’s own console, while a version is on its way',
  'versions.LIVE': 'the same, and that the service was closed or opened, while something is public',
  'versions.HANDED_IN': 'the same, where something was handed in once and is not public',
  'registration.REQUESTED': 'that a program was registered, or refused',
  'registration.BEING_CHECKED': 'how an admission or a verification ended',
  'setting.REQUESTED': 'that a change of a setting has begun',
  'setting.IN_REVIEW': 'how a change of a name, an icon, an introduction or a category ended',
  'material.PENDING': 'how the check of a paper ended that takes another’s place',
  'contest.HANDED_IN': 'what came of an appeal or a fix',
};

function lookRows([kind, looks]) {
  return Object.entries(looks).map(([state, seconds]) => {
    const what = LOOKS[`${kind}.${state}`];
    if (!what)
      throw new Error(`src/review/looks.ts has ${kind}.${state}, and tools/hosts-page.mjs no words for it`);
    return `| ${what} | ${seconds} s | ${seconds + SWEEP_SECONDS} s |`;
  });
}

function section(platform) {
  const calls = callsOf(platform);
  const all = [...calls.values()];
  const inAll = all.filter(
    ({ connector, sandbox, test }) => connector.length * sandbox.length * test.length > 0,
  );
  const unconfirmed = [
    ...new Set(
      all.flatMap((entry) => entry.unconfirmed.map(({ comment, file }) => `- ${comment} (\`${file}\`)`)),
    ),
  ];
  return `## ${NAMES[platform]}

${calls.size} calls: ${count(all, 'connector')} in the connector, ${count(all, 'sandbox')} in the sandbox, ${count(all, 'test')} in a test, ${inAll.length} in all three; ${count(all, 'againstTheSandbox')} made against the sandbox.

| call | connector | sandbox | test | against the sandbox | |
| --- | --- | --- | --- | --- | --- |
${[...calls].map(([call, entry]) => row(call, entry)).join('\n')}
${unconfirmed.length > 0 ? `\nUnconfirmed:\n\n${unconfirmed.join('\n')}\n` : ''}`;
}

function count(all, column) {
  return all.filter((entry) => entry[column].length > 0).length;
}

function row(call, { connector, sandbox, test, againstTheSandbox, unconfirmed }) {
  const cell = (files) =>
    files.map((file) => path.basename(file, '.ts').replace(/\.test$/, '')).join(', ') || '–';
  return `| \`${call}\` | ${cell(connector)} | ${cell(sandbox)} | ${cell(test)} | ${cell(againstTheSandbox)} | ${unconfirmed.length > 0 ? 'unconfirmed' : ''} |`;
}

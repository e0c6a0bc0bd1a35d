import path from 'node:path';
import { callsOf } from './host-calls.mjs';

const NAMES = { wechat: 'WeChat', baidu: 'Baidu' };

/** `docs/hosts.md`: which calls are spoken, which the sandbox answers, which a test holds to its documented bytes. */
export function hostsPage() {
  return `# Calls of the platforms

Made of the code by \`npm run docs\`: a call stands in a column because the connector, the sandbox or a test of \`test/hosts\` names
its path. The connector and the sandbox share no code but the envelope's cryptography, so that both say it is two readings of the
same page. **unconfirmed**: no document says it for certain; the code says what was taken for granted.

${Object.keys(NAMES).map(section).join('\n')}`;
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

${calls.size} calls: ${count(all, 'connector')} in the connector, ${count(all, 'sandbox')} in the sandbox, ${count(all, 'test')} in a test, ${inAll.length} in all three.

| call | connector | sandbox | test | |
| --- | --- | --- | --- | --- |
${[...calls].map(([call, entry]) => row(call, entry)).join('\n')}
${unconfirmed.length > 0 ? `\nUnconfirmed:\n\n${unconfirmed.join('\n')}\n` : ''}`;
}

function count(all, column) {
  return all.filter((entry) => entry[column].length > 0).length;
}

function row(call, { connector, sandbox, test, unconfirmed }) {
  const cell = (files) =>
    files.map((file) => path.basename(file, '.ts').replace(/\.test$/, '')).join(', ') || '–';
  return `| \`${call}\` | ${cell(connector)} | ${cell(sandbox)} | ${cell(test)} | ${unconfirmed.length > 0 ? 'unconfirmed' : ''} |`;
}

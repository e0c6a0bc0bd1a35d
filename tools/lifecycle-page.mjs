/**
 * `docs/lifecycle.md`: every axis of every platform as a Mermaid state diagram, made of the transition tables alone.
 *
 * @param {object} policy
 * @param {readonly { name: Record<string, string>, transitions: object, endings: object }[]} policy.variants
 * @param {readonly string[]} policy.axes in the order of the way
 * @param {Record<string, readonly string[]>} policy.startsOf
 * @param {Record<string, Record<string, string>>} policy.axisNames
 * @param {Record<string, { by: string, name: Record<string, string> }>} policy.stepWords
 * @returns {string}
 */
export function lifecyclePage({ variants, axes, startsOf, axisNames, stepWords }) {
  const lines = [
    '# 状态与流转 States and moves',
    '',
    '由 `npm run docs` 依据 `src/policy/*/transitions.ts` 生成，请勿手改。',
    '',
    'Written by `npm run docs` from `src/policy/*/transitions.ts`; do not edit it.',
    '',
    '图中没有的流转不会发生：平台若如此报告，只记为异常（`ANOMALY_NOTICED`），不予采用。',
    '',
    'A move that is not drawn cannot happen: where a platform reports one, it is noted (`ANOMALY_NOTICED`) and not applied.',
    '',
    '各轴互不牵连，人看到的 `headline` 由它们推出。',
    '',
    'The axes move independently; the `headline` that a person reads is derived from them.',
    '',
    '`resubmit` 之后是同一版本的另一个代码包：它在各轴上都从头开始，先前的代码包、提交与审核留作历史，次数照计。',
    '',
    'After `resubmit` there is another package of the same version: it begins anew on every axis. The one before, its',
    'submission and its review stay as history, and count.',
  ];
  for (const { name, transitions, endings } of variants) {
    lines.push('', `## ${both(name)}`);
    for (const axis of axes) {
      const rows = transitions[axis];
      lines.push('', `### ${both(name)}：${both(axisNames[axis])}`, '');
      if (Object.keys(rows).length === 0) lines.push('该平台没有此轴。The platform has no such axis.');
      else lines.push(...diagram(rows, startsOf[axis]), ...finals(endings[axis] ?? {}));
    }
  }
  lines.push(
    '',
    '## 步骤 Steps',
    '',
    '| 步骤 step | 由谁 by | 中文 | English |',
    '| --- | --- | --- | --- |',
  );
  for (const [step, { by, name }] of Object.entries(stepWords)) {
    lines.push(`| \`${step}\` | ${by} | ${name['zh-CN']} | ${name.en} |`);
  }
  return `${lines.join('\n')}\n`;
}

function diagram(rows, starts) {
  const moves = Object.entries(rows).flatMap(([from, row]) => {
    const out = Object.entries(row).map(([step, to]) => `  ${from} --> ${to}: ${step}`);
    return out.length > 0 ? out : [`  ${from} --> [*]`];
  });
  const begins = starts.filter((state) => state in rows).map((state) => `  [*] --> ${state}`);
  return ['```mermaid', 'stateDiagram-v2', ...begins, ...moves, '```'];
}

function finals(endings) {
  const all = Object.entries(endings).map(([state, clause]) => `\`${state}\`（${clause}）`);
  return all.length > 0 ? ['', `终态及其条款 Final, by clause: ${all.join('、')}`] : [];
}

function both(text) {
  return `${text['zh-CN']} ${text.en}`;
}

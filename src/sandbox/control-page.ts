import { escaped } from '../kernel/printed-page.ts';
import type { SandboxControl } from './control.ts';
import {
  consoleForm,
  decisionForm,
  endForm,
  networkForms,
  punishForm,
  verdictForm,
} from './control-forms.ts';
import { both, htmlPage } from './page.ts';

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return `<p>${both('暂无', 'Nothing yet.')}</p>`;
  const head = heads.map((cell) => `<th scope="col">${cell}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('');
  return `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

/** What stands in the sandbox now: programs, reviews with a reviewer's buttons, pushes, the last calls. */
export function renderPage(control: SandboxControl): string {
  const state = control.state();
  const { platform, apps, reviews, measures, changes } = state;
  const pushes = control.pushes().slice(-30).reverse();
  const calls = control.calls().slice(-30).reverse();
  const title = `${platform} 沙箱 Sandbox`;
  return htmlPage(
    title,
    `<h1>${escaped(title)}</h1>
<p>${both('本机模拟，不是真实平台；重启后一切归零。', 'A stand-in on this machine, not the real platform; it forgets everything when it stops.')}</p>
${networkForms(state)}
<h2>${both('小程序', 'Programs')}</h2>
${table(
  [
    both('应用', 'App'),
    both('名称', 'Name'),
    both('线上版本', 'Live'),
    both('状态', 'Facts'),
    both('操作', 'Do'),
  ],
  apps.map(({ app, name, live, facts }) => [
    `<code>${escaped(app)}</code>`,
    escaped(name),
    escaped(live ?? '–'),
    `<code>${escaped(JSON.stringify(facts))}</code>`,
    `${consoleForm(app)}${punishForm(platform, app)}`,
  ]),
)}
<h2>${both('处罚与申诉', 'Measures and appeals')}</h2>
${table(
  [both('应用', 'App'), both('措施', 'Measure'), both('申诉或整改', 'Appeal or fix'), both('决定', 'Decide')],
  [...measures]
    .reverse()
    .map(({ app, reference, kind, reason, inForce, contest, open }) => [
      `<code>${escaped(app)}</code> #${escaped(reference)}`,
      `${kind} ${inForce ? both('生效中', 'in force') : both('已终止', 'over')}<br>${escaped(reason)}`,
      contest ? `${escaped(contest.state)} ${escaped(contest.words)}` : '–',
      `${open ? verdictForm('/sandbox/measures/decide', { app }) : ''}${inForce ? endForm(app) : ''}`,
    ]),
)}
<h2>${both('审核', 'Reviews')}</h2>
${table(
  [both('应用', 'App'), both('版本', 'Version'), both('状态', 'State'), both('决定', 'Decide')],
  [...reviews]
    .reverse()
    .map((review) => [
      `<code>${escaped(review.app)}</code> #${escaped(review.reference)}`,
      `${escaped(review.version)} ${escaped(review.description)}`,
      `${escaped(review.state)} ${escaped(review.reason)}`,
      review.open ? decisionForm(platform, review) : '',
    ]),
)}
<h2>${both('资料变更', 'Changes')}</h2>
${table(
  [both('应用', 'App'), both('变更', 'Change'), both('状态', 'State'), both('决定', 'Decide')],
  [...changes]
    .reverse()
    .map(({ app, what, words, state: stands, reason, open }) => [
      `<code>${escaped(app)}</code>`,
      `${escaped(what)} ${escaped(words)}`,
      `${stands} ${escaped(reason)}`,
      open ? verdictForm('/sandbox/changes/decide', { app, what }) : '',
    ]),
)}
<h2>${both('推送', 'Pushes')}</h2>
${table(
  [both('事件', 'Event'), both('结果', 'Result'), both('内容', 'Message')],
  pushes.map(({ number, event, app, state, tries, lastReply, message }) => [
    `#${number} ${escaped(event)}<br><code>${escaped(app ?? '')}</code>`,
    `${state} (${tries}) <code>${escaped(lastReply ?? '')}</code>`,
    `<code>${escaped(message)}</code>`,
  ]),
)}
<h2>${both('调用', 'Calls')}</h2>
${table(
  [both('调用', 'Call'), both('答复', 'Answer')],
  calls.map(({ number, method, path, status, answer }) => [
    `#${number} <code>${escaped(`${method} ${path}`)}</code>`,
    `${status ?? '断开 cut'} <code>${escaped((answer ?? '').slice(0, 300))}</code>`,
  ]),
)}`,
  );
}

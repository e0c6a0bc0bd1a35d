import { escaped } from '../kernel/printed-page.ts';
import type { SandboxControl } from './control.ts';

/** One text in both languages. Not localised by header: whoever reads this page may be either. */
function both(chinese: string, english: string): string {
  return `${chinese} <span lang="en">${english}</span>`;
}

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
span[lang=en] { opacity: .65; font-size: .9em; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 2rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #8884; }
code { font-size: .85em; overflow-wrap: anywhere; }
form { display: flex; gap: .4rem; } input { min-width: 8rem; }`;

/** A whole page; `body` is trusted HTML. */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style>${STYLE}</style></head><body>${body}</body></html>`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return `<p>${both('暂无', 'Nothing yet.')}</p>`;
  const head = heads.map((cell) => `<th scope="col">${cell}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('');
  return `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

function decisionForm(app: string): string {
  return `<form method="post" action="/sandbox/reviews/decide"><input type="hidden" name="app" value="${escaped(app)}">
<button name="outcome" value="approve">${both('通过', 'Approve')}</button>
<input name="reason" aria-label="驳回原因 Reason" placeholder="原因 Reason">
<button name="outcome" value="reject">${both('驳回', 'Reject')}</button></form>`;
}

const KINDS = [
  ['WARNING', '警告', 'Warn'],
  ['OFFLINE', '下线', 'Take down'],
  ['TRAFFIC', '流量下线', 'Traffic off'],
  ['FUNCTIONS', '封禁功能', 'Ban a function'],
  ['ACCOUNT', '封禁账号', 'Ban the account'],
  ['PAGE', '封禁页面', 'Ban a page'],
] as const;
const doneBy: Readonly<Record<string, readonly string[]>> = {
  WeChat: ['WARNING', 'OFFLINE', 'FUNCTIONS', 'ACCOUNT', 'PAGE'],
  Baidu: ['WARNING', 'OFFLINE', 'TRAFFIC'],
};

function punishForm(platform: string, app: string): string {
  const kinds = KINDS.filter(([kind]) => doneBy[platform]?.includes(kind));
  const options = kinds.map(([kind, zh, en]) => `<option value="${kind}">${zh} ${en}</option>`).join('');
  return `<form method="post" action="/sandbox/measures"><input type="hidden" name="app" value="${escaped(app)}">
<select name="kind" aria-label="措施 Measure">${options}</select>
<input name="reason" required aria-label="原因 Reason" placeholder="原因 Reason">
<button>${both('处罚', 'Punish')}</button></form>`;
}

function contestForm(app: string): string {
  return `<form method="post" action="/sandbox/measures/decide"><input type="hidden" name="app" value="${escaped(app)}">
<button name="outcome" value="approve">${both('通过', 'Accept')}</button>
<input name="reason" aria-label="原因 Reason" placeholder="原因 Reason">
<button name="outcome" value="reject">${both('驳回', 'Decline')}</button></form>`;
}

function endForm(app: string): string {
  return `<form method="post" action="/sandbox/measures/end"><input type="hidden" name="app" value="${escaped(app)}">
<button>${both('全部解除', 'End all')}</button></form>`;
}

/** What stands in the sandbox now: programs, reviews with a reviewer's buttons, pushes, the last calls. */
export function renderPage(control: SandboxControl): string {
  const { platform, apps, reviews, measures } = control.state();
  const pushes = control.pushes().slice(-30).reverse();
  const calls = control.calls().slice(-30).reverse();
  const title = `${platform} 沙箱 Sandbox`;
  return htmlPage(
    title,
    `<h1>${escaped(title)}</h1>
<p>${both('本机模拟，不是真实平台；重启后一切归零。', 'A stand-in on this machine, not the real platform; it forgets everything when it stops.')}</p>
<h2>${both('小程序', 'Programs')}</h2>
${table(
  [
    both('应用', 'App'),
    both('名称', 'Name'),
    both('线上版本', 'Live'),
    both('状态', 'Facts'),
    both('处罚', 'Punish'),
  ],
  apps.map(({ app, name, live, facts }) => [
    `<code>${escaped(app)}</code>`,
    escaped(name),
    escaped(live ?? '–'),
    `<code>${escaped(JSON.stringify(facts))}</code>`,
    punishForm(platform, app),
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
      `${open ? contestForm(app) : ''}${inForce ? endForm(app) : ''}`,
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
      review.open ? decisionForm(review.app) : '',
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

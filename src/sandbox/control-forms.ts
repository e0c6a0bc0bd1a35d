import { escaped } from '../kernel/printed-page.ts';
import type { ReviewView, SandboxState } from './control.ts';
import { both } from './page.ts';

function hidden(name: string, value: string): string {
  return `<input type="hidden" name="${name}" value="${escaped(value)}">`;
}

const REASON = '<input name="reason" aria-label="原因 Reason" placeholder="原因 Reason">';

/** Where WeChat's reviewers add pictures, as media ids. */
function pictures(platform: string): string {
  if (platform !== 'WeChat') return '';
  return '<input name="screenshot" aria-label="截图 Screenshots" placeholder="截图 media ids, a|b">';
}

export function decisionForm(platform: string, { app }: ReviewView): string {
  return `<form method="post" action="/sandbox/reviews/decide">${hidden('app', app)}
<button name="outcome" value="approve">${both('通过', 'Approve')}</button>
${REASON}${pictures(platform)}
<button name="outcome" value="reject">${both('驳回', 'Reject')}</button>
<button name="outcome" value="delay">${both('延后', 'Delay')}</button></form>`;
}

/** For whatever is passed or refused with words: a change, an appeal. */
export function verdictForm(action: string, fields: Readonly<Record<string, string>>): string {
  const about = Object.entries(fields).map(([name, value]) => hidden(name, value));
  return `<form method="post" action="${action}">${about.join('')}
<button name="outcome" value="approve">${both('通过', 'Accept')}</button>
${REASON}
<button name="outcome" value="reject">${both('驳回', 'Decline')}</button></form>`;
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

export function punishForm(platform: string, app: string): string {
  const kinds = KINDS.filter(([kind]) => doneBy[platform]?.includes(kind));
  const options = kinds.map(([kind, zh, en]) => `<option value="${kind}">${zh} ${en}</option>`).join('');
  return `<form method="post" action="/sandbox/measures">${hidden('app', app)}
<select name="kind" aria-label="措施 Measure">${options}</select>
<input name="reason" required aria-label="原因 Reason" placeholder="原因 Reason">
<button>${both('处罚', 'Punish')}</button></form>`;
}

export function endForm(app: string): string {
  return `<form method="post" action="/sandbox/measures/end">${hidden('app', app)}
<button>${both('全部解除', 'End all')}</button></form>`;
}

const CONSOLE = [
  ['UPLOAD', '上传', 'Upload'],
  ['SUBMIT', '送审', 'Submit'],
  ['WITHDRAW', '撤回', 'Withdraw'],
  ['RELEASE', '发布', 'Release'],
  ['ROLL_BACK', '回退', 'Roll back'],
  ['PAUSE', '暂停服务', 'Pause'],
  ['RESUME', '恢复服务', 'Resume'],
] as const;

/** What somebody does at the host's own console, past the gateway. */
export function consoleForm(app: string): string {
  const options = CONSOLE.map(([action, zh, en]) => `<option value="${action}">${zh} ${en}</option>`);
  return `<form method="post" action="/sandbox/console">${hidden('app', app)}
<select name="action" aria-label="后台操作 At the console">${options.join('')}</select>
<button>${both('在平台后台操作', 'Do it at the console')}</button></form>`;
}

/** The clock, and everything that lies between the two sides. */
export function networkForms({ clock }: SandboxState): string {
  const skips = [
    [3600, '1 小时', '1 h'],
    [86_400, '1 天', '1 day'],
    [604_800, '7 天', '7 days'],
    [2_592_000, '30 天', '30 days'],
  ] as const;
  const moves = skips.map(
    ([seconds, zh, en]) =>
      `<button name="forwardSeconds" value="${seconds}">${both(`快进 ${zh}`, `+${en}`)}</button>`,
  );
  return `<p>${both('沙箱时间', 'Time in the sandbox')} <code>${escaped(clock.now)}</code></p>
<form method="post" action="/sandbox/clock">${moves.join('')}</form>
<form method="post" action="/sandbox/tokens/expire"><button>${both('令牌立即失效', 'Expire tokens')}</button></form>
<form method="post" action="/sandbox/tickets"><button>${both('推送 ticket', 'Push a ticket')}</button></form>
<form method="post" action="/sandbox/pushes"><button name="lose" value="1">${both('丢失下一条推送', 'Lose the next push')}</button>
<button name="repeat" value="1">${both('重复下一条推送', 'Repeat the next push')}</button></form>
<form method="post" action="/sandbox/answers">
<input name="path" required pattern="/.*|\\*" value="*" aria-label="调用路径 Path of the call">
<label><input type="checkbox" name="acts" value="true"> ${both('先执行', 'act first')}</label>
<button name="cut" value="true">${both('断开连接', 'Cut')}</button>
<button name="half" value="true">${both('只答一半', 'Half an answer')}</button>
<button name="status" value="500">HTTP 500</button>
<button name="delayMs" value="60000">${both('60 秒后才答', 'Answer after 60 s')}</button></form>`;
}

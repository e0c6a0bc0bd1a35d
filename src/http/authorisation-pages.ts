import { createHash } from 'node:crypto';
import type { LocalizedText } from '../kernel/localized.ts';
import { escaped } from '../kernel/printed-page.ts';
import type { Redemption } from '../onboarding/redeem-authorisation.ts';

const STYLE = `
body { font: 16px/1.6 system-ui, "Noto Sans CJK SC", sans-serif; max-width: 34rem; margin: 10vh auto; padding: 0 1.5rem; color: #111 }
h1 { font-size: 1.4rem } p { margin: .6rem 0 } p[lang=en] { color: #555 } dl { display: grid; grid-template-columns: auto 1fr; gap: .3rem 1rem }
dt { color: #555 } dd { margin: 0; overflow-wrap: anywhere } button { font: inherit; padding: .5rem 1rem; margin: .5rem .5rem 0 0; cursor: pointer }
`;

const STYLE_DIGEST = createHash('sha256').update(STYLE).digest('base64');

/** Nothing runs on these pages, nobody frames them, and nothing is loaded but their own style. */
export const AUTHORISATION_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_DIGEST}'; base-uri 'none'; frame-ancestors 'none'`;

function page(title: LocalizedText, body: string): string {
  const name = `${title['zh-CN']} / ${title.en}`;
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(name)}</title><style>${STYLE}</style></head>
<body><h1>${escaped(title['zh-CN'])} <small lang="en">${escaped(title.en)}</small></h1>
${body}
</body></html>
`;
}

function said({ 'zh-CN': chinese, en }: LocalizedText): string {
  return `<p>${escaped(chinese)}</p><p lang="en">${escaped(en)}</p>`;
}

/** What somebody is shown who was sent a link, before they go on to the platform. */
export function invitationPage(
  {
    account,
    program,
    appId,
  }: { readonly account: string; readonly program: string; readonly appId?: string },
  platform: string,
  expiresAt: Date,
): string {
  const rows: readonly (readonly [string, string, string])[] = [
    ['账号', 'Account', account],
    ['程序', 'Program', program],
    ['平台', 'Platform', platform],
    ...(appId === undefined ? [] : [['平台上的编号', 'Id there', appId] as const]),
    ['链接有效期至', 'Serves until', expiresAt.toISOString()],
  ];
  const list = rows.map(
    ([chinese, english, value]) =>
      `<dt>${chinese} <span lang="en">${english}</span></dt><dd>${escaped(value)}</dd>`,
  );
  const buttons = `<form method="post"><button name="device" value="COMPUTER">用电脑扫码授权 <span lang="en">Go on with a computer</span></button>
<button name="device" value="PHONE">在手机上授权 <span lang="en">Go on with this phone</span></button></form>`;
  return page(
    { 'zh-CN': '授权已有的小程序', en: 'Authorise an existing mini program' },
    `<dl>${list.join('')}</dl>
${said({
  'zh-CN':
    '上述账号请您授权牌坊网关代为管理一个已有的小程序。只有您是该小程序的管理员、并且认识上述账号时才继续；下一步在平台的页面上确认。',
  en: 'This account asks you to let the gateway Paifang act for a mini program that exists. Go on only if you are its administrator and know this account; you agree on the platform’s own page.',
})}
${buttons}`,
  );
}

const results: Readonly<Record<Redemption, LocalizedText>> = {
  AUTHORISED: {
    'zh-CN': '授权已完成，可以关闭此页面。',
    en: 'The program has been authorised. You can close this page.',
  },
  NOT_VALID: {
    'zh-CN': '此链接无效、已使用或已过期，未作任何更改。请向发送者索取新的链接。',
    en: 'This link is not valid, has been used or has expired; nothing was changed. Ask whoever sent it for a new one.',
  },
  NOT_AGREED: {
    'zh-CN': '平台没有确认您的授权，未作任何更改。可以从原链接重新开始。',
    en: 'The platform does not say that you agreed; nothing was changed. You can start again from the link.',
  },
  CODE_OVER: {
    'zh-CN': '平台不接受此次授权（可能已过期）。请从原链接重新开始。',
    en: 'The platform does not take this authorisation, perhaps because it is too old. Start again from the link.',
  },
  LATER: {
    'zh-CN': '平台目前没有答复。请稍后从原链接重新开始。',
    en: 'The platform does not answer now. Start again from the link in a while.',
  },
  TAKEN: {
    'zh-CN': '您选择的小程序在此网关属于另一个程序，未能登记。请选择其他小程序，或联系链接的发送者。',
    en: 'The mini program that you chose belongs to another program at this gateway. Choose another one, or ask whoever sent the link.',
  },
  OTHER_PROGRAM: {
    'zh-CN': '您选择的小程序不是此链接所指的那一个。请从原链接重新开始并选择正确的小程序。',
    en: 'The mini program that you chose is not the one that the link is for. Start again from the link and choose that one.',
  },
  NOT_ALLOWED: {
    'zh-CN': '按该平台的规则，目前不能登记此程序。请链接的发送者查看原因。',
    en: 'By the rules of the platform the program cannot be registered now. Whoever sent the link can see why.',
  },
};

/** Where somebody ends up. It says what came of it, and nothing that was in an address. */
export function resultPage(result: Redemption): string {
  return page({ 'zh-CN': '授权结果', en: 'Authorisation' }, said(results[result]));
}

export function isResult(text: string): text is Redemption {
  return Object.hasOwn(results, text);
}

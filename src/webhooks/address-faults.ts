import { lookAtHost } from '../delivery/outgoing-post.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';
import type { WebhookAddresses } from './deps.ts';
import { webhookLimits } from './endpoint.ts';

const PATH = 'input.url';

/** What keeps an address from being told anything. It is looked at again before every request: names change. */
export async function addressFaults(
  url: string,
  { privateAddresses }: WebhookAddresses,
): Promise<readonly Problem[]> {
  const address = url.length <= webhookLimits.urlCharacters && URL.canParse(url) ? new URL(url) : undefined;
  if (!address) return [invalidInput(notAnAddress, PATH)];
  if (address.protocol !== 'https:' && !(privateAddresses && address.protocol === 'http:'))
    return [invalidInput(notHttps, PATH)];
  if (address.username !== '' || address.password !== '' || address.hash !== '')
    return [invalidInput(withPassword, PATH)];
  if (privateAddresses) return [];
  const found = await lookAtHost(url);
  if (found === 'PRIVATE') return [invalidInput(privateAddress, PATH)];
  return found === 'UNKNOWN' ? [invalidInput(unknownName, PATH)] : [];
}

const notAnAddress = {
  'zh-CN': `这不是网址；请写 https:// 开头的完整网址，不超过 ${webhookLimits.urlCharacters} 个字符`,
  en: `this is no address: give a whole one, https://…, of at most ${webhookLimits.urlCharacters} characters`,
};
const notHttps = {
  'zh-CN': '网址须以 https:// 开头：内容不以明文发送',
  en: 'the address must begin with https://: nothing is sent in the clear',
};
const withPassword = {
  'zh-CN': '网址中不得含有用户名、密码或片段（#…）；请用签名验证来源',
  en: 'the address must have no user name, password or fragment (#…): receivers check the signature instead',
};
const privateAddress = {
  'zh-CN': '该网址指向本机或内部网络；除非运营者允许，否则不向其发送',
  en: 'the address leads to this machine or into a private network: nothing is sent there unless the operator allows it',
};
const unknownName = {
  'zh-CN': '找不到该网址的主机名；请检查拼写，或稍后再试',
  en: 'the name in the address cannot be found: check how it is written, or try again later',
};

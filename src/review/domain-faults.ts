import type { DomainKind, DomainRule } from '../hosts/desks/settings.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';

/** The addresses of one kind, as they are asked for. */
export interface DomainsOfKind {
  readonly kind: DomainKind;
  readonly addresses: readonly string[];
}

const ADDRESS = /^([a-z]+):\/\/([^/?#:@\s]+)(?::(\d{1,5}))?$/;
/** Letters, digits and hyphens between points, the last part not of digits: an address of numbers is none of these. */
const HOST_NAME = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9-]{2,63}$/i;
const LAST_PORT = 65_535;

/** What a platform would not take, each fault where it is: all are told before anything is sent. */
export function domainFaults(
  rules: readonly DomainRule[],
  asked: readonly DomainsOfKind[],
): readonly Problem[] {
  if (asked.length === 0) {
    const message = { 'zh-CN': '请至少给出一类域名', en: 'name the addresses of one kind at least' };
    return [invalidInput(message, 'input.domains')];
  }
  return asked.flatMap((one, index) => {
    const path = `input.domains[${index}]`;
    const rule = rules.find(({ kind }) => kind === one.kind);
    if (!rule) return [noSuchKind(one.kind, rules, `${path}.kind`)];
    const isSecond = asked.findIndex(({ kind }) => kind === one.kind) < index;
    return isSecond ? [twice(one.kind, `${path}.kind`)] : faultsOfKind(rule, one.addresses, path);
  });
}

function faultsOfKind(rule: DomainRule, addresses: readonly string[], path: string): Problem[] {
  const faults = addresses.flatMap((address, index) => {
    const place = `${path}.addresses[${index}]`;
    if (addresses.indexOf(address) < index) return [again(address, place)];
    return isTaken(rule, address) ? [] : [unfit(rule, address, place)];
  });
  const { most } = rule;
  if (most === undefined || addresses.length <= most) return faults;
  const message = {
    'zh-CN': `该类域名最多 ${most} 个，现有 ${addresses.length} 个；请减少后重试`,
    en: `there can be ${most} addresses of this kind, and not ${addresses.length}: leave some out`,
  };
  return [invalidInput(message, `${path}.addresses`), ...faults];
}

function isTaken({ schemes, takesPort, neverTaken = [] }: DomainRule, address: string): boolean {
  const [, scheme = '', host = '', port] = ADDRESS.exec(address) ?? [];
  if (!schemes.includes(scheme) || !HOST_NAME.test(host) || neverTaken.includes(host.toLowerCase()))
    return false;
  return port === undefined || (takesPort && Number(port) >= 1 && Number(port) <= LAST_PORT);
}

function unfit({ schemes, takesPort, neverTaken = [] }: DomainRule, address: string, path: string): Problem {
  const begin = schemes.map((scheme) => `${scheme}://`);
  const never =
    neverTaken.length > 0 ? { zh: `，且不得为 ${neverTaken}`, en: `, and not ${neverTaken}` } : undefined;
  const message = {
    'zh-CN': `“${address}”不可用；须为 ${begin.join(' 或 ')} 加域名${takesPort ? '，可带端口' : '，不带端口'}，不带路径，不得为 IP 地址${never?.zh ?? ''}`,
    en: `"${address}" is not taken: ${begin.join(' or ')} and a domain, ${takesPort ? 'with a port or without' : 'without a port'}, without a path, no IP address${never?.en ?? ''}`,
  };
  return invalidInput(message, path);
}

function again(address: string, path: string): Problem {
  return invalidInput({ 'zh-CN': `“${address}”重复`, en: `"${address}" is named twice` }, path);
}

function twice(kind: DomainKind, path: string): Problem {
  const message = {
    'zh-CN': `${kind} 出现了两次；请合并为一项`,
    en: `${kind} is there twice: make one list of both`,
  };
  return invalidInput(message, path);
}

function noSuchKind(kind: DomainKind, rules: readonly DomainRule[], path: string): Problem {
  const known = rules.map((rule) => rule.kind).join(', ');
  const message = {
    'zh-CN': `该平台没有 ${kind} 类域名；可设置：${known}`,
    en: `the platform has no addresses of the kind ${kind}; those that it has: ${known}`,
  };
  return invalidInput(message, path);
}

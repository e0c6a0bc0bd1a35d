import type { Rule } from '../rule.ts';
import type { Finding } from '../verdict.ts';

/** The servers that the program talks to are named, and each is reached over an encrypted channel. */
export function serverDomains({
  clauses,
  schemes,
}: Pick<Rule, 'clauses'> & { readonly schemes: readonly string[] }): Rule {
  return {
    id: 'server-domains',
    clauses,
    operations: ['SUBMIT'],
    check({ manifest }) {
      if (manifest.serverDomains.length === 0) return [noDomain(schemes)];
      return manifest.serverDomains.flatMap((domain, index) => checkDomain(domain, index, schemes));
    },
  };
}

function checkDomain(domain: string, index: number, schemes: readonly string[]): Finding[] {
  const path = `manifest.serverDomains[${index}]`;
  const change = { to: 'ADDRESS', schemes } as const;
  const remedy = { kind: 'EDIT_MANIFEST', field: `serverDomains[${index}]`, change } as const;
  const wanted = schemes.map((scheme) => `${scheme}://`);
  if (!wanted.some((start) => domain.toLowerCase().startsWith(start))) {
    return [
      {
        effect: 'BLOCKS',
        code: 'SERVER_DOMAIN_NOT_ENCRYPTED',
        message: {
          'zh-CN': `服务器域名“${domain}”不是加密传输，应以 ${wanted.join(' 或 ')} 开头`,
          en: `the server domain “${domain}” is not reached encrypted; it should begin with ${wanted.join(' or ')}`,
        },
        path,
        remedy,
      },
    ];
  }
  if (hasHostName(domain)) return [];
  return [
    {
      effect: 'BLOCKS',
      code: 'SERVER_DOMAIN_MALFORMED',
      message: {
        'zh-CN': `服务器域名“${domain}”缺少有效的主机名`,
        en: `the server domain “${domain}” has no host name that can be read`,
      },
      path,
      remedy,
    },
  ];
}

/** A URL parser forgives `https:///api.example.com`; a list of data channels has to be exact. */
function hasHostName(domain: string): boolean {
  return /^\w+:\/\/[\p{L}\p{N}[]/u.test(domain) && URL.canParse(domain);
}

function noDomain(schemes: readonly string[]): Finding {
  return {
    effect: 'BLOCKS',
    code: 'SERVER_DOMAIN_MISSING',
    message: {
      'zh-CN': `未填写服务器域名，至少需要一个（${schemes.join('、')}）`,
      en: `no server domain is named; at least one is needed (${schemes.join(', ')})`,
    },
    path: 'manifest.serverDomains',
    remedy: { kind: 'EDIT_MANIFEST', field: 'serverDomains', change: { to: 'ADDRESS', schemes } },
  };
}

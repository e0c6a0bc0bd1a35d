import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayAct, type Viewer } from '../accounts/viewer.ts';
import type { ComplianceReport } from '../duties/compliance-report.ts';
import type { Clock } from '../kernel/clock.ts';
import { type Locale, type LocalizedText, locales } from '../kernel/localized.ts';
import { compliancePage, PAGE_POLICY } from './compliance-page.ts';
import { headersOf } from './headers.ts';
import { localeOf } from './locale.ts';
import { refusal, signInFirst } from './refusal.ts';

export interface ComplianceReportRoutes {
  readonly viewerOf: (headers: Headers) => Promise<Viewer>;
  readonly clock: Clock;
  readonly platforms: readonly string[];
  readonly read: (asked: {
    readonly accountId: string;
    readonly programId: string;
    readonly platform?: string | undefined;
    readonly at: Date;
    readonly names: boolean;
  }) => Promise<ComplianceReport | undefined>;
}

/**
 * `GET /programs/<id>/compliance-report`: everything on file about how the program treats personal data (wechat/4.4(1)),
 * as a page to be printed, or as JSON for who asks for `application/json`. `lang` (zh-CN, en), otherwise
 * `accept-language`, says the page's language; `platform`, `at` and `names` as in the query `complianceReport`.
 */
export function registerComplianceReports(app: FastifyInstance, routes: ComplianceReportRoutes): void {
  const { viewerOf, clock, platforms, read } = routes;
  app.get('/programs/:id/compliance-report', async (request, reply) => {
    const viewer = await viewerOf(headersOf(request.headers));
    if (viewer.kind === 'nobody')
      return reply.code(401).send(refusal(request, 'UNAUTHENTICATED', signInFirst));
    if (!mayAct(viewer, 'VIEWER')) return reply.code(404).send(refusal(request, 'NOT_FOUND', noSuchProgram));
    const faults = faultsOf(request.query as Asked, platforms, clock.now());
    const [fault] = faults;
    if (fault) return reply.code(400).send(refusal(request, fault.code, fault.message, { path: fault.path }));
    const { platform, at, names: wanted } = request.query as Asked;
    const instant = at === undefined ? clock.now() : new Date(at);
    const { id: programId } = request.params as { id: string };
    const names = wanted === 'true';
    if (names && !mayAct(viewer, 'ADMIN'))
      return reply.code(403).send(refusal(request, 'FORBIDDEN', namesAreForAdmins));
    const report = await read({ accountId: viewer.accountId, programId, platform, at: instant, names });
    if (!report) return reply.code(404).send(refusal(request, 'NOT_FOUND', noSuchProgram));
    return asksForJson(request)
      ? varying(reply).send(report.content)
      : sendPage(reply, report, languageOf(request));
  });
}

interface Fault {
  readonly code: string;
  readonly message: LocalizedText;
  /** The name of the parameter. */
  readonly path: string;
}

/** What is not understood is refused, and not passed over: a report that is not what was asked for is worse than none. */
function faultsOf({ platform, at, names, lang }: Asked, platforms: readonly string[], now: Date): Fault[] {
  const faults: Fault[] = [];
  if (platform !== undefined && !platforms.includes(platform)) {
    faults.push(noneOf('INVALID_PLATFORM', 'platform', platform, platforms));
  }
  if (names !== undefined && !BOOLEANS.includes(names)) {
    faults.push(noneOf('INVALID_NAMES', 'names', names, BOOLEANS));
  }
  if (lang !== undefined && !isLocale(lang)) faults.push(noneOf('INVALID_LANG', 'lang', lang, locales));
  const instant = at === undefined ? now : new Date(at);
  // A comparison with what is no instant is false.
  if (!(instant <= now)) faults.push(notYet(String(at), now));
  return faults;
}

const BOOLEANS: readonly string[] = ['true', 'false'];

function isLocale(text: string): text is Locale {
  return locales.some((locale) => locale === text);
}

function noneOf(code: string, path: string, value: string, known: readonly string[]): Fault {
  return {
    code,
    path,
    message: {
      'zh-CN': `${path} 的值“${value}”无效；可用：${known.join('、')}`,
      en: `\`${path}\` is \`${value}\`; it can be one of ${known.join(', ')}`,
    },
  };
}

function notYet(at: string, now: Date): Fault {
  return {
    code: 'INVALID_INSTANT',
    path: 'at',
    message: {
      'zh-CN': `at 的值“${at}”不是时刻或晚于当前时间；须为如 ${now.toISOString()} 的时刻`,
      en: `\`at\` is \`${at}\`, no instant or one ahead of now: write one up to now, ${now.toISOString()}`,
    },
  };
}

function varying(reply: FastifyReply): FastifyReply {
  return reply.header('vary', 'accept, accept-language, authorization, cookie');
}

function sendPage(reply: FastifyReply, report: ComplianceReport, locale: Locale): FastifyReply {
  return varying(reply)
    .type('text/html; charset=utf-8')
    .header('content-security-policy', PAGE_POLICY)
    .header('content-language', locale)
    .send(compliancePage(report, locale));
}

type Asked = Readonly<Record<string, string | undefined>>;

function asksForJson({ headers }: FastifyRequest): boolean {
  const accept = headers.accept ?? '';
  return accept.includes('application/json') && !accept.includes('text/html');
}

/** What `lang` says; without it, what the browser would rather read. */
function languageOf(request: FastifyRequest): Locale {
  const { lang } = request.query as Asked;
  return lang !== undefined && isLocale(lang) ? lang : localeOf(request);
}

const noSuchProgram = { 'zh-CN': '找不到程序', en: 'there is no such program' };
const namesAreForAdmins = { 'zh-CN': '只有管理员可以查看姓名与说明', en: '`names` needs the role ADMIN' };

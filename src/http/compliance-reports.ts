import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayAct, type Viewer } from '../accounts/viewer.ts';
import type { ComplianceReport } from '../duties/compliance-report.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Locale } from '../kernel/localized.ts';
import { compliancePage, PAGE_POLICY } from './compliance-page.ts';
import { headersOf } from './headers.ts';

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
    const locale = localeOf(request);
    if (viewer.kind === 'nobody') return refuse(reply, locale, 401, 'UNAUTHENTICATED');
    if (!mayAct(viewer, 'VIEWER')) return refuse(reply, locale, 404, 'NOT_FOUND');
    const { platform, at = clock.now().toISOString(), names: wanted } = request.query as Asked;
    const instant = new Date(at);
    const fault = faultOf(platform, platforms, instant);
    if (fault) return refuse(reply, locale, 400, fault);
    const { id: programId } = request.params as { id: string };
    const names = wanted === 'true';
    if (names && !mayAct(viewer, 'ADMIN')) return refuse(reply, locale, 403, 'FORBIDDEN');
    const report = await read({ accountId: viewer.accountId, programId, platform, at: instant, names });
    if (!report) return refuse(reply, locale, 404, 'NOT_FOUND');
    return asksForJson(request) ? varying(reply).send(report.content) : sendPage(reply, report, locale);
  });
}

function faultOf(platform: string | undefined, platforms: readonly string[], at: Date) {
  if (platform !== undefined && !platforms.includes(platform)) return 'INVALID_PLATFORM';
  return Number.isNaN(at.getTime()) ? 'INVALID_INSTANT' : undefined;
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

/** What `lang` says; without it, what the browser would rather read: Chinese, unless it names English first. */
function localeOf({ query, headers }: FastifyRequest): Locale {
  const { lang } = query as { lang?: string };
  if (lang === 'en' || lang === 'zh-CN') return lang;
  const [first = ''] = (headers['accept-language'] ?? '').split(',');
  return /^\s*en\b/i.test(first) ? 'en' : 'zh-CN';
}

const refusals = {
  UNAUTHENTICATED: { 'zh-CN': '请先登录', en: 'sign in first' },
  FORBIDDEN: { 'zh-CN': '只有管理员可以查看姓名与说明', en: '`names` needs the role ADMIN' },
  NOT_FOUND: { 'zh-CN': '找不到程序', en: 'there is no such program' },
  INVALID_PLATFORM: {
    'zh-CN': 'platform 须为平台名，如 WECHAT',
    en: '`platform` is one of the platforms: WECHAT',
  },
  INVALID_INSTANT: {
    'zh-CN': 'at 须为时刻，如 2027-03-10T02:00:00Z',
    en: '`at` is an instant: 2027-03-10T02:00:00Z',
  },
} as const;

function refuse(
  reply: FastifyReply,
  locale: Locale,
  status: number,
  code: keyof typeof refusals,
): FastifyReply {
  return reply.code(status).send({ error: { code, message: refusals[code][locale] } });
}

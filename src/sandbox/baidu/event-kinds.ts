import { type EventToSend, NamesNoProgram, UnknownEvent } from '../events.ts';
import { CODE_LIFE_S, issueCode } from './access.ts';
import { pushEvent, pushTicket } from './pushes.ts';
import { knownApp } from './scenery.ts';
import type { App, BaiduWorld } from './state.ts';

type Fields = Readonly<Record<string, unknown>>;
type Sample = (app: App, world: BaiduWorld) => Fields;

const nothing: Sample = () => ({});
const reason: Sample = () => ({ reason: '不符合要求' });
const code: Sample = (app, world) => ({
  authorizationCode: issueCode(world, app),
  authorizationCodeExpiresIn: CODE_LIFE_S,
});
const named: Sample = ({ appName }) => ({ appName });
const refusedName: Sample = ({ appName }) => ({ appName, reason: '名称过泛' });
const packaged: Sample = ({ packages }) => ({
  packageId: packages.at(-1)?.id ?? 1,
  packageVersion: packages.at(-1)?.version ?? '1.0.0',
});

/** Kinds that differ in their end only. */
const both = (name: string, [passed, failed]: readonly [string, string], ok = nothing, no = reason) => ({
  [`${name}_${passed}`]: ok,
  [`${name}_${failed}`]: no,
});
const PASS_FAIL = ['PASS', 'FAIL'] as const;
const SUCCESS_FAIL = ['SUCCESS', 'FAIL'] as const;

/** About permissions and registrations: to the authorisation event address. */
const authorisationEvents: Readonly<Record<string, Sample>> = {
  AUTHORIZED: code,
  UPDATE_AUTHORIZED: code,
  UNAUTHORIZED: nothing,
  CREATE_APP_AUTH_CANCEL: nothing,
  APP_CREATE_SUCCESS_AND_AUTH_FAIL: () => ({ customerId: 1 }),
  REGISTER_AUTH_SUCCESS: () => ({
    authorizationCode: 'register-1',
    createAuthorizationCode: 'create-1',
    userId: 'nobody',
  }),
  ACCOUNT_AND_APP_CREATE_AUDIT_PASS: (app, world) => ({
    customerId: 1,
    appKey: app.appKey,
    examineId: 1,
    ...code(app, world),
  }),
  ACCOUNT_AND_APP_CREATE_AUDIT_FAIL: () => ({ customerId: 1, reason: '资质不符合要求' }),
  APP_CREATE_FAIL: () => ({ customerId: 1, reason: '名称已被占用' }),
};

/** All others. Of batches and yearly reviews no keys but the common ones are published. */
const messages: Readonly<Record<string, Sample>> = {
  PACKAGE_AUDIT_PASS: packaged,
  PACKAGE_AUDIT_FAIL: (app, world) => ({ ...packaged(app, world), reason: '页面无法打开' }),
  ...both('BATCH_UPLOAD_SUBMIT', SUCCESS_FAIL, nothing, nothing),
  ...both('BATCH_TASK_UPLOAD_PACKAGE', SUCCESS_FAIL, nothing, nothing),
  BATCH_TASK_UPLOAD_SUBMIT_AUDIT_FAIL: nothing,
  ...both('BATCH_TASK_UPLOAD_RELEASE', SUCCESS_FAIL, nothing, nothing),
  ...both('APP_NAME_AUDIT', PASS_FAIL, named, refusedName),
  ...both('APP_ICON_AUDIT', PASS_FAIL),
  ...both('APP_DESC_AUDIT', PASS_FAIL),
  ...both('APP_CATEGORY_AUDIT', PASS_FAIL),
  APP_NAME_CLEAR: ({ appName }) => ({
    beforeAppName: appName,
    appName: `${appName}1`,
    reason: '逾期未提交代码包',
  }),
  ADVANCED_AUDIT_CHANGED: () => ({ adType: 1, adStatus: 7 }),
  ANNUAL_REVIEW_PENDING: nothing,
  ANNUAL_REVIEW_OVERDUE: nothing,
  ANNUAL_REVIEW_PASS: nothing,
  APP_FORCE_OFFLINE: () => ({ reason: '名称违规', offlineReason: 1, illegalFields: 'appName' }),
  APP_SERVER_PAUSE: nothing,
  APP_SERVER_RESUME: nothing,
  TIME_LIMIT_RECTIFY_NOTIFY: reason,
  FLOW_CLOSE_NOTIFY: reason,
  ...both(
    'BASE_INFO_OFFLINE_AUDIT',
    SUCCESS_FAIL,
    () => ({ examineId: 1 }),
    () => ({ examineId: 1, reason: '未整改' }),
  ),
  ...both('FLOW_CLOSE_AUDIT', PASS_FAIL),
  ...both('APPLY_APP_MOBILE_AUTH', ['PASS', 'REJECT']),
  APP_MOBILE_AUTH_CANCEL: reason,
  ...both('APP_PAYMENT_CREATE_ACCOUNT', PASS_FAIL),
  ...both('APP_PAYMENT_CREATE_PAYMENT', PASS_FAIL),
  ...both('APP_PAYMENT_UPDATE_DEVELOP_CONFIG', PASS_FAIL),
  APP_PAY_CLOSE: reason,
  ...both(
    'AUDIT_SUB_CHAIN',
    ['PASS', 'FAILED'],
    () => ({ subchainId: 1 }),
    () => ({ subchainId: 1, reason: '不符' }),
  ),
  ...both(
    'BRAND_WORD_AUDIT',
    SUCCESS_FAIL,
    () => ({ word: '点餐', type: 1 }),
    () => ({ word: '点餐', type: 1, reason: '不符' }),
  ),
  ...both('APP_SEARCH_PATH_AUDIT', PASS_FAIL),
  SERVER_RESOURCE_PASS: nothing,
  SERVER_RESOURCE_REJECT: reason,
  SERVER_RESOURCE_WAIT: nothing,
  SERVER_RESOURCE_CANCEL: nothing,
  SERVER_RESOURCE_DELIVER_WAIT: nothing,
  SERVER_RESOURCE_DELETE: nothing,
  ...both('ARTICLE_MOUNT_AUDIT', SUCCESS_FAIL),
};

const TICKET = 'ticket';

/** The enumeration of Baidu's Java SDK, and the ticket. */
export const EVENT_KINDS: readonly string[] = [
  TICKET,
  ...Object.keys(authorisationEvents),
  ...Object.keys(messages),
];

export function sendEvent(world: BaiduWorld, { event, app: named, fields = {} }: EventToSend): void {
  if (event === TICKET) {
    pushTicket(world);
    return;
  }
  const isAuthorisation = Object.hasOwn(authorisationEvents, event);
  const sample = isAuthorisation
    ? authorisationEvents[event]
    : Object.hasOwn(messages, event)
      ? messages[event]
      : undefined;
  if (sample === undefined) throw new UnknownEvent(event, EVENT_KINDS);
  if (named === undefined) throw new NamesNoProgram(event);
  const app = knownApp(world, named);
  const all = { ...sample(app, world), ...fields };
  pushEvent(world, isAuthorisation ? 'AUTHORISATION' : 'MESSAGES', event, all, app);
}

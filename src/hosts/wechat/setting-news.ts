import { instantOfSeconds } from '../../kernel/civil-time.ts';
import type { PushNews, SettingDecision, SettingKind } from '../push-news.ts';
import { asFields, type MessageFields, textOf } from './message-xml.ts';

/**
 * What WeChat pushes about settings of a program: its name, its categories, guarded calls, the page of orders, its filing.
 * `appId`: from the address, since those that come as messages name none. Undefined for any other event, and for one of
 * these that is not about a program. Sources: the pages of each event; of `order_path_audit_result_notify` a raw log.
 */
export function settingNews(
  event: string,
  fields: MessageFields,
  appId: string | undefined,
): PushNews | undefined {
  const decisions = decisionsIn(event, fields, appId);
  return decisions && decisions.length > 0 ? { kind: 'SETTINGS_DECIDED', decisions } : undefined;
}

function decisionsIn(
  event: string,
  fields: MessageFields,
  appId: string | undefined,
): readonly SettingDecision[] | undefined {
  switch (event) {
    case 'wxa_nickname_audit':
      return of(appId, 'NAME', byRet(fields, textOf(fields, 'nickname')));
    case 'wxa_category_audit':
      return of(appId, 'CATEGORY', byRet(fields, categoryIn(fields)));
    case 'wxa_privacy_apply':
      return of(appId, 'GUARDED_INTERFACE', applied(asFields(fields.result_info)));
    case 'notify_apply_icpfiling_result':
      return of(textOf(fields, 'authorizer_appid'), 'FILING', { hostState: textOf(fields, 'beian_status') });
    case 'notify_icpfiling_verify_result':
      return of(textOf(fields, 'verify_appid'), 'FILING', faceChecked(fields));
    case 'order_path_audit_result_notify':
      return itemsOf(fields.list).flatMap((item) => of(textOf(item, 'appid'), 'ORDER_PATH', examined(item)));
    default:
      return undefined;
  }
}

interface Said {
  readonly accepted?: boolean | undefined;
  readonly subject?: string | undefined;
  readonly words?: string | undefined;
  readonly at?: Date | undefined;
  readonly hostState?: string | undefined;
  readonly reference?: string | undefined;
}

function of(appId: string | undefined, setting: SettingKind, said: Said): SettingDecision[] {
  if (appId === undefined) return [];
  const told = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  return [{ appId, setting, ...told }];
}

/** `ret`: 2 turned down, 3 passed. */
function byRet(fields: MessageFields, subject: string | undefined): Said {
  const ret = textOf(fields, 'ret');
  const accepted = ret === '3' ? true : ret === '2' ? false : undefined;
  return { accepted, subject, words: textOf(fields, 'reason'), at: secondsIn(fields, 'CreateTime') };
}

function categoryIn(fields: MessageFields): string | undefined {
  const levels = [textOf(fields, 'first'), textOf(fields, 'second')].filter((level) => level !== undefined);
  return levels.length > 0 ? levels.join(' > ') : undefined;
}

/**
 * What the numbers of its `status` mean no page says, nor that they are those of the list of guarded calls; so nothing is
 * read into them, and how the call stands is asked for there (`GuardedInterfaceDesk`).
 */
function applied(info: MessageFields | undefined): Said {
  return { subject: textOf(info, 'api_name'), ...examined(info) };
}

/** What was examined, with its number and its state as they were sent. */
function examined(fields: MessageFields | undefined): Said {
  return {
    words: textOf(fields, 'reason'),
    at: secondsIn(fields, 'audit_time'),
    hostState: textOf(fields, 'status'),
    reference: textOf(fields, 'audit_id'),
  };
}

/** `result`: 2 the face was not recognised, so that nothing can be filed; 3 it was, which files nothing yet. */
function faceChecked(fields: MessageFields): Said {
  const hostState = textOf(fields, 'result');
  return {
    ...(hostState === '2' ? { accepted: false } : {}),
    subject: 'icp_verifytask',
    hostState,
    reference: textOf(fields, 'task_id'),
  };
}

function secondsIn(fields: MessageFields | undefined, name: string): Date | undefined {
  return instantOfSeconds(Number(textOf(fields, name) ?? Number.NaN));
}

/** One element is read as an object, several as a list. */
function itemsOf(value: unknown): readonly MessageFields[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.map(asFields).filter((item) => item !== undefined);
}

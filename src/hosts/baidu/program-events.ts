import type { PushNews, SettingKind } from '../push-news.ts';
import { type MeasureFields, measureIn } from './measures.ts';

/** Of an event about a program: what news are read from. */
interface ProgramFields extends MeasureFields {
  readonly appName?: string | undefined;
  readonly beforeAppName?: string | undefined;
}

/** A package moved. Of the events about batches no fields but the common ones are published: they make us look, too. */
const packageEvents = new Set([
  'PACKAGE_AUDIT_PASS',
  'PACKAGE_AUDIT_FAIL',
  'BATCH_UPLOAD_SUBMIT_SUCCESS',
  'BATCH_UPLOAD_SUBMIT_FAIL',
  'BATCH_TASK_UPLOAD_PACKAGE_SUCCESS',
  'BATCH_TASK_UPLOAD_PACKAGE_FAIL',
  'BATCH_TASK_UPLOAD_SUBMIT_AUDIT_FAIL',
  'BATCH_TASK_UPLOAD_RELEASE_SUCCESS',
  'BATCH_TASK_UPLOAD_RELEASE_FAIL',
]);

/** `swan.getPhoneNumber`, which a program may call once Baidu has allowed it. */
const PHONE_NUMBER = 'getPhoneNumber';

const settingEvents: Readonly<
  Record<string, { readonly setting: SettingKind; readonly accepted: boolean; readonly subject?: string }>
> = {
  APP_NAME_AUDIT_PASS: { setting: 'NAME', accepted: true },
  APP_NAME_AUDIT_FAIL: { setting: 'NAME', accepted: false },
  /** The name was given free, since no package was handed in in time. */
  APP_NAME_CLEAR: { setting: 'NAME', accepted: false },
  APP_ICON_AUDIT_PASS: { setting: 'ICON', accepted: true },
  APP_ICON_AUDIT_FAIL: { setting: 'ICON', accepted: false },
  APP_DESC_AUDIT_PASS: { setting: 'INTRODUCTION', accepted: true },
  APP_DESC_AUDIT_FAIL: { setting: 'INTRODUCTION', accepted: false },
  APPLY_APP_MOBILE_AUTH_PASS: { setting: 'GUARDED_INTERFACE', accepted: true, subject: PHONE_NUMBER },
  APPLY_APP_MOBILE_AUTH_REJECT: { setting: 'GUARDED_INTERFACE', accepted: false, subject: PHONE_NUMBER },
  APP_MOBILE_AUTH_CANCEL: { setting: 'GUARDED_INTERFACE', accepted: false, subject: PHONE_NUMBER },
};

/**
 * What an event about one program is news of. Source: the events at https://smartprogram.baidu.com/docs/third/push/ and
 * the enumeration of Baidu's Java SDK. What is about payment, search or articles is of no business of ours, and what is in
 * neither is not known: both are kept and shown.
 */
export function newsAboutProgram(fields: ProgramFields, at: Date | undefined): PushNews {
  const { event = '', appId } = fields;
  if (!appId) return { kind: 'OTHER' };
  const when = at ? { at } : {};
  if (packageEvents.has(event)) return { kind: 'REVIEW_MOVED', appId, ...when };
  if (event === 'APP_SERVER_PAUSE' || event === 'APP_SERVER_RESUME') {
    return { kind: 'SERVICE_MOVED', appId, ...when };
  }
  const setting = settingEvents[event];
  if (setting) {
    const subject = setting.subject ?? (event === 'APP_NAME_CLEAR' ? fields.beforeAppName : fields.appName);
    const words = fields.reason ?? fields.reson;
    const said = { ...(subject ? { subject } : {}), ...(words ? { words } : {}), ...when };
    return { kind: 'SETTINGS_DECIDED', decisions: [{ appId, ...setting, ...said }] };
  }
  const told = measureIn(fields);
  return told ? { kind: 'MEASURE_TOLD', appId, told } : { kind: 'OTHER', appId };
}

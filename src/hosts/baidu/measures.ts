import { instantOfChina } from '../../kernel/civil-time.ts';
import type { MeasureTold } from '../connector.ts';
import type { MeasureTaken } from '../push-news.ts';

/** Of an event that tells of a measure: what measures are read from. */
export interface MeasureFields {
  readonly event?: string | undefined;
  readonly appId?: string | undefined;
  /** `yyyy-MM-dd HH:mm:ss`, in China. */
  readonly eventTime?: string | undefined;
  readonly reason?: string | undefined;
  /** So some of Baidu's samples spell it. */
  readonly reson?: string | undefined;
  readonly illegalFields?: unknown;
}

/** No document says how long there is; the number is ours. */
const DAYS_TO_RECTIFY = 3;

/**
 * What Baidu's events of its ladder mean in the words of its agreement. No event names a ground: it says in free text what
 * the operating rules object to, and those are part of the agreement (baidu/0.1), so the ground is its breach (baidu/3.4(2)).
 * `APP_SERVER_PAUSE` and `APP_SERVER_RESUME` do not say whether Baidu or the developer paused, and are not read as measures.
 */
export function measureIn(fields: MeasureFields): MeasureTold | undefined {
  const words = wordsOf(fields);
  const at = instantOfChina(fields.eventTime ?? '');
  const inWords = words === undefined ? {} : { words };
  const said = { ...inWords, ...(at ? { at } : {}) };
  const taken = {
    act: 'TAKEN',
    ground: 'BREACH_OF_AGREEMENT',
    reference: `${fields.event} ${fields.appId} ${fields.eventTime ?? ''}`.trim(),
    ...inWords,
    ...(at ? { from: at } : {}),
  } as const;
  switch (fields.event) {
    case 'APP_FORCE_OFFLINE':
      return { ...taken, measure: 'PROGRAM_OFFLINE' };
    case 'FLOW_CLOSE_NOTIFY':
      return { ...taken, measure: 'TRAFFIC_OFF' };
    case 'TIME_LIMIT_RECTIFY_NOTIFY':
      return { ...taken, measure: 'WARNING', rectifyWithinDays: DAYS_TO_RECTIFY };
    case 'BASE_INFO_OFFLINE_AUDIT_SUCCESS':
      return { act: 'FIX_ACCEPTED', measure: 'PROGRAM_OFFLINE', ...said };
    case 'BASE_INFO_OFFLINE_AUDIT_FAIL':
      return { act: 'FIX_DECLINED', measure: 'PROGRAM_OFFLINE', ...said };
    case 'FLOW_CLOSE_AUDIT_PASS':
      return { act: 'FIX_ACCEPTED', measure: 'TRAFFIC_OFF', ...said };
    case 'FLOW_CLOSE_AUDIT_FAIL':
      return { act: 'FIX_DECLINED', measure: 'TRAFFIC_OFF', ...said };
    // A ban of payments is on no ladder of the agreement, so a person reads it.
    case 'APP_PAY_CLOSE':
      return { act: 'UNREAD', words: [fields.event, words].filter((part) => part !== undefined).join('\n') };
    default:
      return undefined;
  }
}

/**
 * What `status` of `app/info` says is in force: 5 forced offline, 7 traffic off, 6 to be rectified within a time; undefined
 * for any other. 6 and 7 are in Baidu's Go SDK alone.
 */
export function measureStanding(status: number): MeasureTaken | undefined {
  const standing = {
    act: 'TAKEN',
    ground: 'BREACH_OF_AGREEMENT',
    reference: `app/info status ${status}`,
    isStanding: true,
  } as const;
  switch (status) {
    case 5:
      return { ...standing, measure: 'PROGRAM_OFFLINE' };
    case 6:
      return { ...standing, measure: 'WARNING', rectifyWithinDays: DAYS_TO_RECTIFY };
    case 7:
      return { ...standing, measure: 'TRAFFIC_OFF' };
    default:
      return undefined;
  }
}

/** The reason, and which fields are objected to, as they were sent. */
function wordsOf({ reason, reson, illegalFields }: MeasureFields): string | undefined {
  const parts = [reason ?? reson, illegalFields === undefined ? undefined : JSON.stringify(illegalFields)];
  const said = parts.filter((part) => part !== undefined && part !== '');
  return said.length > 0 ? said.join('\n') : undefined;
}

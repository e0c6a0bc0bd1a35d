import { type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Actor } from '../accounts/actor.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { emailAddress } from '../onboarding/email-address.ts';
import { invalidInput, type Problem } from '../policy/problem.ts';
import type { DutyDeps } from './deps.ts';
import type { NoticeAddressKind } from './notice-records.ts';
import type { DutyRecords } from './records.ts';

type PutOutcome = Promise<Outcome<{ masked: string }, Problem>>;

/**
 * Puts the phone on file that notices go to by SMS (baidu/7), in place of the one before it. A number of mainland China
 * or one with its country code, `+852 …`; it must be one that can be reached by SMS. It is sealed and never shown whole.
 * Notices that failed for want of a phone are tried again, and at another number those that the one before did not take.
 */
export function putPhoneOnFile(deps: DutyDeps, actor: Actor, phone: string, key?: string): PutOutcome {
  return deps.perform({ actor, name: 'putPhoneOnFile', key, input: { phone } }, async (records) => {
    const number = parsePhoneNumberFromString(phone, 'CN');
    if (!number?.isValid()) return refused(notANumber);
    if (!takesSms(number)) return refused(notMobile);
    return put(records, actor, { kind: 'PHONE', address: number.number, masked: maskedPhone(number) });
  });
}

/** Puts the e-mail address on file to which notices go besides what their agreement asks for. */
export function putEmailOnFile(deps: DutyDeps, actor: Actor, email: string, key?: string): PutOutcome {
  return deps.perform({ actor, name: 'putEmailOnFile', key, input: { email } }, async (records) => {
    const address = emailAddress(email, 'input.email');
    if (!address.ok) return address;
    const [name = '', domain = ''] = address.value.split('@');
    return put(records, actor, {
      kind: 'EMAIL',
      address: address.value,
      masked: `${name.slice(0, 1)}***@${domain}`,
    });
  });
}

async function put(
  records: DutyRecords,
  { accountId, label }: Actor,
  { kind, address, masked }: { kind: NoticeAddressKind; address: string; masked: string },
): PutOutcome {
  const another = await records.putNoticeAddress(accountId, kind, { address, masked, by: label });
  records.record({ type: 'NOTICE_ADDRESS_PUT_ON_FILE', payload: { kind } });
  const again = await records.reopenDeliveries(accountId, kind === 'PHONE' ? 'SMS' : 'EMAIL', another);
  for (const id of again) records.enqueue({ kind: 'NOTICE_DELIVERY', id });
  return done({ masked });
}

/** Where a country does not tell mobile numbers from others by how they look, any may be one. */
function takesSms(number: PhoneNumber): boolean {
  const type = number.getType();
  return type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE';
}

/** `+86 138****8000`: enough to know it by. */
function maskedPhone({ countryCallingCode, nationalNumber }: PhoneNumber): string {
  const shown = nationalNumber.length >= 10 ? 3 : 0;
  const end = nationalNumber.slice(nationalNumber.length >= 10 ? -4 : -2);
  return `+${countryCallingCode} ${nationalNumber.slice(0, shown)}****${end}`;
}

const notANumber = invalidInput(
  {
    'zh-CN': '这不是有效的电话号码；大陆手机号为 11 位，其他地区请加国家代码（如 +852）',
    en: 'this is no phone number: 11 digits in mainland China, elsewhere with the country code (+852 …)',
  },
  'input.phone',
);
const notMobile = invalidInput(
  {
    'zh-CN': '此号码不能接收短信，请登记手机号',
    en: 'no SMS reaches this number: give that of a mobile phone',
  },
  'input.phone',
);

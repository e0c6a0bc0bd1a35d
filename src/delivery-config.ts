import path from 'node:path';
import { z } from 'zod';
import type { DeliveryConfig, EmailConfig, SmsConfig } from './delivery/carriers.ts';

/** Tokens of RFC 9110 for the name, and no line breaks in the value: a header is one line. */
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;
/** These are the gateway's to set. */
const OWN_HEADERS = ['content-type', 'content-length', 'idempotency-key', 'host', 'transfer-encoding'];

const DEFAULT_BODY = { to: '{{to}}', text: '{{text}}', id: '{{id}}' };
const PLACEHOLDERS = ['to', 'text', 'from', 'subject', 'body', 'id'];

const json = (expected: string) =>
  z.string().transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: `is JSON: ${expected}` });
      return z.NEVER;
    }
  });

const headers = json('{"authorization": "Bearer …"}').pipe(
  z
    .record(z.string(), z.string(), 'is a JSON object of texts: {"authorization": "Bearer …"}')
    .refine(
      (all) =>
        Object.entries(all).every(([name, value]) => HEADER_NAME.test(name) && HEADER_VALUE.test(value)),
      'has a name or a value that no header can have',
    )
    .refine(
      (all) => Object.keys(all).every((name) => !OWN_HEADERS.includes(name.toLowerCase())),
      `does not set ${OWN_HEADERS.join(', ')}: the gateway does`,
    ),
);
const body = json('{"to": "{{to}}", "text": "{{text}}"}')
  .refine((template) => JSON.stringify(template).includes('{{to}}'), 'says where the number goes: {{to}}')
  .refine(
    (template) =>
      [...JSON.stringify(template).matchAll(/\{\{(\w+)\}\}/g)].every(([, name = '']) =>
        PLACEHOLDERS.includes(name),
      ),
    `has no other placeholders than ${PLACEHOLDERS.map((name) => `{{${name}}}`).join(', ')}`,
  );

/** The variables that say who carries notices out of the gateway. */
export const DeliveryVariables = {
  PAIFANG_SMS: z.enum(['none', 'file', 'http'], 'is none, file or http').optional(),
  PAIFANG_SMS_URL: z.url({ protocol: /^https?$/, error: 'is an address of http or https' }).optional(),
  PAIFANG_SMS_HEADERS: headers.optional(),
  PAIFANG_SMS_BODY: body.optional(),
  PAIFANG_SMS_PRIVATE_ADDRESSES: z.enum(['true', 'false'], 'is true or false').default('false'),
  PAIFANG_EMAIL: z.enum(['none', 'file', 'smtp'], 'is none, file or smtp').optional(),
  PAIFANG_SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      error: 'is smtp://user:password@host:587 or smtps://user:password@host:465',
    })
    .optional(),
  PAIFANG_SMTP_FROM: z
    .string()
    .regex(
      /^[^\r\n<>]*(<[^@\s<>]+@[^@\s<>]+>|[^@\s<>]+@[^@\s<>]+)$/,
      'is a sender: Name <address@example.com>',
    )
    .optional(),
  PAIFANG_DELIVERY_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(20).default(10),
};

type Given = z.infer<z.ZodObject<typeof DeliveryVariables>>;

/** What one variable says and another would have to: one line a fault. */
export function deliveryFaults(given: Given): string[] {
  const faults: string[] = [];
  if (given.PAIFANG_SMS === 'http' && given.PAIFANG_SMS_URL === undefined)
    faults.push('PAIFANG_SMS_URL: is not set; PAIFANG_SMS=http needs it');
  if (given.PAIFANG_SMS !== 'http' && given.PAIFANG_SMS_URL !== undefined)
    faults.push('PAIFANG_SMS_URL: is set, and nothing goes there; set PAIFANG_SMS=http');
  if (given.PAIFANG_EMAIL === 'smtp' && given.PAIFANG_SMTP_URL === undefined)
    faults.push('PAIFANG_SMTP_URL: is not set; PAIFANG_EMAIL=smtp needs it');
  if (given.PAIFANG_EMAIL === 'smtp' && given.PAIFANG_SMTP_FROM === undefined)
    faults.push('PAIFANG_SMTP_FROM: is not set; PAIFANG_EMAIL=smtp needs it');
  if (given.PAIFANG_EMAIL !== 'smtp' && given.PAIFANG_SMTP_URL !== undefined)
    faults.push('PAIFANG_SMTP_URL: is set, and nothing goes there; set PAIFANG_EMAIL=smtp');
  return faults;
}

/** Files where the hosts are the sandbox's and nothing else is said; with real hosts, nobody. */
export function deliveryOf(
  given: Given,
  { sandbox, dataDirectory }: { readonly sandbox: boolean; readonly dataDirectory: string },
): DeliveryConfig {
  const usual = sandbox ? 'file' : 'none';
  const file = { kind: 'FILE', directory: path.join(dataDirectory, 'outbox') } as const;
  const timeoutMs = given.PAIFANG_DELIVERY_TIMEOUT_SECONDS * 1000;
  const sms: Record<'none' | 'file' | 'http', () => SmsConfig | undefined> = {
    none: () => undefined,
    file: () => file,
    http: () => ({
      kind: 'HTTP',
      url: given.PAIFANG_SMS_URL ?? '',
      headers: given.PAIFANG_SMS_HEADERS ?? {},
      body: given.PAIFANG_SMS_BODY ?? DEFAULT_BODY,
      timeoutMs,
      privateAddresses: given.PAIFANG_SMS_PRIVATE_ADDRESSES === 'true',
    }),
  };
  const email: Record<'none' | 'file' | 'smtp', () => EmailConfig | undefined> = {
    none: () => undefined,
    file: () => file,
    smtp: () => ({
      kind: 'SMTP',
      url: given.PAIFANG_SMTP_URL ?? '',
      from: given.PAIFANG_SMTP_FROM ?? '',
      timeoutMs,
    }),
  };
  const [chosenSms, chosenEmail] = [sms[given.PAIFANG_SMS ?? usual](), email[given.PAIFANG_EMAIL ?? usual]()];
  return {
    ...(chosenSms ? { sms: chosenSms } : {}),
    ...(chosenEmail ? { email: chosenEmail } : {}),
  };
}

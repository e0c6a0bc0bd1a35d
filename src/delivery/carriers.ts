import type { Carrier, Carriers } from './carrier.ts';
import { createFileCarrier } from './file-carrier.ts';
import { createHttpCarrier, type HttpCarrierConfig } from './http-carrier.ts';
import { createSmtpCarrier, type SmtpCarrierConfig } from './smtp-carrier.ts';

export type SmsConfig =
  | { readonly kind: 'FILE'; readonly directory: string }
  | ({ readonly kind: 'HTTP' } & HttpCarrierConfig);

export type EmailConfig =
  | { readonly kind: 'FILE'; readonly directory: string }
  | ({ readonly kind: 'SMTP' } & SmtpCarrierConfig);

/** Who carries notices out of the gateway; left out: nobody does. */
export interface DeliveryConfig {
  readonly sms?: SmsConfig;
  readonly email?: EmailConfig;
}

export function createCarriers({ sms, email }: DeliveryConfig): Carriers {
  return {
    ...(sms ? { SMS: smsCarrier(sms) } : {}),
    ...(email ? { EMAIL: emailCarrier(email) } : {}),
  };
}

function smsCarrier(config: SmsConfig): Carrier {
  return config.kind === 'HTTP' ? createHttpCarrier(config) : createFileCarrier(config.directory);
}

function emailCarrier(config: EmailConfig): Carrier {
  return config.kind === 'SMTP' ? createSmtpCarrier(config) : createFileCarrier(config.directory);
}

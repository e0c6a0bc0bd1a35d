import { createTransport } from 'nodemailer';
import { type Carrier, CarrierError, type Message, withoutSecrets } from './carrier.ts';

export interface SmtpCarrierConfig {
  /** `smtp://user:password@host:587` (STARTTLS where it is offered) or `smtps://…:465`. */
  readonly url: string;
  /** The sender: `Paifang <notices@example.com>`. */
  readonly from: string;
  readonly timeoutMs: number;
}

/** Hands mail to a server. Each message has an id of its own in `Message-ID`, the same for every attempt. */
export function createSmtpCarrier({ url, from, timeoutMs }: SmtpCarrierConfig): Carrier {
  const transport = createTransport({
    url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // A notice is text: nothing is read from disk or fetched for it, whatever it says.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([^\s>]+)/.exec(from)?.[1] ?? 'localhost';
  return {
    async send(message) {
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: message.to },
          subject: `[${message.from['zh-CN']}] ${message.subject['zh-CN']} / ${message.subject.en}`,
          text: textOf(message),
          messageId: `<${message.id}@${domain}>`,
        });
      } catch (cause) {
        throw carrierError(cause, message.to);
      }
    },
  };
}

function textOf({ subject, body }: Message): string {
  return `${subject['zh-CN']}\n\n${body['zh-CN']}\n\n----\n\n${subject.en}\n\n${body.en}\n`;
}

/** A server that answers 5xx will answer so again, and so will one that is not reached with these credentials. */
function carrierError(cause: unknown, to: string): CarrierError {
  const { message, responseCode } = cause as Error & { readonly responseCode?: number };
  const kind = responseCode !== undefined && responseCode >= 500 ? 'REFUSED' : 'UNREACHABLE';
  return new CarrierError(kind, withoutSecrets(message, [to]), { cause });
}

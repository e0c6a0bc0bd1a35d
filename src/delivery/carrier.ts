import type { LocalizedText } from '../kernel/localized.ts';

/** What is to be brought to somebody outside the gateway. */
export interface Message {
  /** The same for every attempt, so that who takes it twice can tell that it is one. */
  readonly id: string;
  /** An E.164 number, or an e-mail address. */
  readonly to: string;
  /** On whose behalf. */
  readonly from: LocalizedText;
  readonly subject: LocalizedText;
  readonly body: LocalizedText;
}

/** Hands a message over; resolves once it was taken. Rejects with `CarrierError`. */
export interface Carrier {
  send(message: Message): Promise<void>;
}

/** Who carries what; left out: nobody does. */
export interface Carriers {
  readonly SMS?: Carrier;
  readonly EMAIL?: Carrier;
}

/** REFUSED: the same again would be refused again. UNREACHABLE: it may be taken another time. */
export type CarrierErrorKind = 'REFUSED' | 'UNREACHABLE';

const LONGEST_WORDS = 500;

export class CarrierError extends Error {
  override readonly name = 'CarrierError';
  readonly kind: CarrierErrorKind;
  /** What the carrier said, or what became of the call; kept short. */
  readonly words: string;

  constructor(kind: CarrierErrorKind, words: string, options?: ErrorOptions) {
    super(words, options);
    this.kind = kind;
    this.words = words.slice(0, LONGEST_WORDS);
  }
}

/** The words without what they are about: carriers repeat the address and what they were sent. */
export function withoutSecrets(words: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= 4)
    .reduce((text, secret) => text.replaceAll(secret, '[hidden]'), words);
}

/** The message as a short text: in Chinese, as both agreements are. */
export function shortText({ from, subject, body }: Message): string {
  return `【${from['zh-CN']}】${subject['zh-CN']}：${body['zh-CN']}`;
}

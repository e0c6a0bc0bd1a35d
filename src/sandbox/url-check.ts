/** A check that an address leads to whoever knows the token, as it goes over the wire. */
export interface OutgoingCheck {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly contentType?: string;
  readonly body?: string;
  /** What has to come back, word for word. */
  readonly echo: string;
}

/** The two addresses that a platform has; which of them is checked is up to whoever asks for it. */
export const CHECKED_ADDRESSES = ['events', 'messages'] as const;
export type CheckedAddress = (typeof CHECKED_ADDRESSES)[number];

export interface CheckOutcome {
  readonly passed: boolean;
  /** What the receiver said: an HTTP status and body, or the fault. */
  readonly reply: string;
}

const PATIENCE_MS = 5000;

/** Neither host documents a status: 200 is asked for (inferred). */
export async function makeCheck({
  method,
  url,
  contentType,
  body,
  echo,
}: OutgoingCheck): Promise<CheckOutcome> {
  try {
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(contentType === undefined ? {} : { headers: { 'content-type': contentType } }),
      ...(body === undefined ? {} : { body }),
    });
    const said = await response.text();
    return {
      passed: response.status === 200 && said === echo,
      reply: `${response.status} ${said.slice(0, 200)}`,
    };
  } catch (fault) {
    return { passed: false, reply: `no reply: ${fault instanceof Error ? (fault.cause ?? fault) : fault}` };
  }
}

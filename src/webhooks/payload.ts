import type { ViewerUntil } from '../accounts/known-viewer.ts';
import type { LoggedEvent } from '../events/event.ts';
import type { LocalizedText } from '../kernel/localized.ts';
import type { ChosenPayload } from './endpoint.ts';

/** What is wrong with what was chosen, and where: `document 3:5`. */
export interface PayloadFault {
  readonly argument: 'document' | 'operationName' | 'variables';
  readonly message: LocalizedText;
}

/** An event in the words of a document, or that the gateway could not make it: `failed`. */
export interface MadePayload {
  readonly data: unknown;
  readonly errors?: readonly unknown[];
  readonly failed: boolean;
}

/** A document that was read, for one reader. */
export interface OpenedPayload {
  wants(event: LoggedEvent): boolean;
  make(event: LoggedEvent): Promise<MadePayload>;
  /** How clients write a place of the reader's stream. */
  cursorAt(position: bigint): string;
}

/** What a document chooses; `graphql` reads it as it reads a subscription. */
export interface PayloadDesk {
  /** Checked as a subscription of this viewer is: the contract, the limits, the rights, and what is named. */
  open(
    viewer: ViewerUntil,
    chosen: ChosenPayload,
  ): Promise<
    | { readonly ok: true; readonly opened: OpenedPayload }
    | { readonly ok: false; readonly faults: readonly PayloadFault[] }
  >;
}

/** What is posted: the envelope of Standard Webhooks. */
export interface Envelope {
  /** The word of the event; `GAP` where events are no longer kept. */
  readonly type: string;
  /** When it happened, RFC 3339. */
  readonly timestamp: string;
  /** Its place in the stream: to be told from here again, replay from it. */
  readonly cursor: string;
  /** As the document chose it; null for a gap, and for a test without an event to show. */
  readonly data: unknown;
  readonly errors?: readonly unknown[];
  /** Only of a test: nothing has happened. */
  readonly test?: true;
}

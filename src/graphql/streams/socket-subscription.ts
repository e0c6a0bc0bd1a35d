import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import type { Outlet } from './outlet.ts';
import type { SharedPayload } from './shared-payload.ts';
import type { SocketSession } from './socket-session.ts';
import type { StreamMember } from './stream-member.ts';

/**
 * A subscription of a socket to a group. The group writes its messages, so to the protocol it is a stream in which nothing
 * comes until it ends: with an error, or because the client has left.
 */
export class SocketSubscription implements Outlet, AsyncGenerator<FormattedExecutionResult, void, void> {
  readonly #session: SocketSession;
  /** How each of its messages begins. */
  readonly #opening: string;
  #member: StreamMember | undefined;
  #owesNothing: (() => void) | undefined;
  #fault: FormattedExecutionResult | undefined;
  #isOver = false;
  #tellEnd: ((result: IteratorResult<FormattedExecutionResult, void>) => void) | undefined;

  constructor(session: SocketSession, id: string) {
    this.#session = session;
    this.#opening = `{"id":${asciiJson(id)},"type":"next","payload":`;
  }

  /** Enters a group; not if the client has left before. */
  enter(member: StreamMember): void {
    this.#member = member;
    this.#owesNothing = this.#session.owing(member);
  }

  get unsent(): number {
    return this.#session.unsent;
  }

  get owed(): number {
    return this.#session.owed;
  }

  send(payload: SharedPayload): void {
    this.#session.sendShared(this.#opening, payload);
  }

  drained(): Promise<void> {
    return this.#session.holdUp();
  }

  fail(errors: readonly GraphQLFormattedError[]): void {
    this.#owesNothing?.();
    this.#fault = { errors };
    this.#tellEnd?.(this.#end());
    this.#tellEnd = undefined;
  }

  giveUp(): void {
    this.#session.giveUp();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<FormattedExecutionResult, void>> {
    if (this.#isOver || this.#fault) return Promise.resolve(this.#end());
    return new Promise((resolve) => {
      this.#tellEnd = resolve;
    });
  }

  async return(): Promise<IteratorResult<FormattedExecutionResult, void>> {
    this.#isOver = true;
    this.#fault = undefined;
    this.#member?.leave();
    this.#owesNothing?.();
    this.#tellEnd?.(this.#end());
    this.#tellEnd = undefined;
    return { done: true, value: undefined };
  }

  throw(): Promise<IteratorResult<FormattedExecutionResult, void>> {
    return this.return();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  /** The error, if there is one, and then the end. */
  #end(): IteratorResult<FormattedExecutionResult, void> {
    const fault = this.#fault;
    this.#fault = undefined;
    if (this.#isOver || !fault) return { done: true, value: undefined };
    this.#isOver = true;
    return { done: false, value: fault };
  }
}

/** A text in JSON, with nothing in it but ASCII: one byte a character. */
function asciiJson(text: string): string {
  return JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

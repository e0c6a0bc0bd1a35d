import type { ServerResponse } from 'node:http';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import type { Clock } from '../../kernel/clock.ts';
import { EXPIRED, type Watched } from './credential-watch.ts';
import type { Outlet } from './outlet.ts';
import type { SharedPayload } from './shared-payload.ts';
import type { StreamMember } from './stream-member.ts';

interface Waiting {
  readonly result: FormattedExecutionResult;
  readonly cursor: string | undefined;
  readonly bytes: number;
}

/**
 * A subscription over server-sent events: the results that its group hands to it, until the protocol's server takes them,
 * makes text of them and that is written. What was executed once is thereby made into text for each of these.
 */
export class EventStream implements Outlet, Watched, AsyncGenerator<FormattedExecutionResult, void, void> {
  readonly #response: ServerResponse;
  readonly #clock: Clock;
  readonly #endsAt: number;
  readonly #waiting: Waiting[] = [];
  /** What was taken and is not written yet. */
  readonly #taken: Waiting[] = [];
  #unwritten = 0;
  #member: StreamMember | undefined;
  #beginning: string | undefined;
  /** Nothing more is to come. */
  #isClosing = false;
  #wake: (() => void) | undefined;
  #drained: (() => void)[] = [];

  constructor(response: ServerResponse, clock: Clock, expiresAt: Date | undefined) {
    this.#response = response;
    this.#clock = clock;
    this.#endsAt = expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
  }

  enter(member: StreamMember): void {
    this.#member = member;
  }

  /** `cursor` is that of the place behind which it is told what comes. */
  begins(cursor: string): void {
    this.#beginning = cursor;
  }

  /** The cursor of the place behind which it began; undefined where it follows no log. */
  get beginning(): string | undefined {
    return this.#beginning;
  }

  get unsent(): number {
    return this.#unwritten + this.#response.writableLength;
  }

  get owed(): number {
    return this.unsent + (this.#member?.heldBack ?? 0);
  }

  send(payload: SharedPayload): void {
    if (this.#isClosing) return;
    if (this.#endsAt !== Number.POSITIVE_INFINITY && this.#clock.now().getTime() >= this.#endsAt) {
      this.end(EXPIRED);
      return;
    }
    this.#put({ result: payload.result, cursor: payload.cursor, bytes: payload.bytes.length });
  }

  drained(): Promise<void> {
    if (this.#unwritten === 0 || this.#response.destroyed) return Promise.resolve();
    return new Promise((resolve) => this.#drained.push(resolve));
  }

  fail(errors: readonly GraphQLFormattedError[]): void {
    this.#put({ result: { errors }, cursor: undefined, bytes: 0 });
    this.#close();
  }

  /** There are no codes to close with: the connection is cut, and `EventSource` comes back behind the last event it has. */
  giveUp(): void {
    this.#response.destroy();
  }

  end(reason: string): void {
    if (this.#isClosing) return;
    this.#member?.leave();
    this.fail([{ message: reason, extensions: { code: 'UNAUTHENTICATED' } }]);
  }

  /** The oldest result that was taken has been written, and the network is not behind. */
  written(): void {
    const { bytes } = this.#taken.shift() ?? { bytes: 0 };
    this.#unwritten -= bytes;
    if (this.#unwritten > 0) return;
    for (const resolve of this.#drained.splice(0)) resolve();
  }

  /** The cursor of the result that is written next. */
  get cursor(): string | undefined {
    return this.#taken[0]?.cursor;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<FormattedExecutionResult, void>> {
    while (this.#waiting.length === 0 && !this.#isClosing) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const taken = this.#waiting.shift();
    if (!taken) return { done: true, value: undefined };
    this.#taken.push(taken);
    return { done: false, value: taken.result };
  }

  async return(): Promise<IteratorResult<FormattedExecutionResult, void>> {
    this.#waiting.length = 0;
    this.#close();
    this.#member?.leave();
    for (const resolve of this.#drained.splice(0)) resolve();
    return { done: true, value: undefined };
  }

  throw(): Promise<IteratorResult<FormattedExecutionResult, void>> {
    return this.return();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  #put(one: Waiting): void {
    if (this.#isClosing) return;
    this.#waiting.push(one);
    this.#unwritten += one.bytes;
    this.#wake?.();
  }

  #close(): void {
    this.#isClosing = true;
    this.#wake?.();
  }
}

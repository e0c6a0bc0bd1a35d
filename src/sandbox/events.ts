import type { FastifyInstance } from 'fastify';
import { answered, bodyOf } from './control-wire.ts';

/** An event of a kind that the platform documents, sent though nothing in the sandbox came to it. */
export interface EventToSend {
  readonly event: string;
  /** The program that it is about, for those that are about one. */
  readonly app?: string;
  /** In the place of the sample's, or besides. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

export interface EventControl {
  /** Every kind of event that the platform documents. */
  eventKinds(): readonly string[];
  /** Sends one, with the fields of its page's sample. Throws `UnknownEvent`, and `UnknownProgram`. */
  sendEvent(event: EventToSend): void;
}

/** The platform documents no such event; what may be sent is listed. */
export class UnknownEvent extends Error {
  override readonly name = 'UnknownEvent';

  constructor(event: string, kinds: readonly string[]) {
    super(`no document has the event ${event}; there are: ${kinds.join(', ')}`);
  }
}

/** The event is about a program, and none was named. */
export class NamesNoProgram extends Error {
  override readonly name = 'NamesNoProgram';

  constructor(event: string) {
    super(`${event} is about a program: name it as \`app\``);
  }
}

/** `GET /sandbox/events` lists the kinds, `POST /sandbox/events` sends one. */
export function addEventRoutes(server: FastifyInstance, control: EventControl): void {
  server.get('/sandbox/events', () => ({ events: control.eventKinds() }));
  server.post<{ Body: EventToSend }>(
    '/sandbox/events',
    bodyOf(['event'], {
      event: { type: 'string', minLength: 1 },
      app: { type: 'string', minLength: 1 },
      fields: { type: 'object' },
    }),
    (request, reply) => {
      control.sendEvent(request.body);
      return answered(request, reply, { ok: true });
    },
  );
}

/** One fault as the server words it. */
export interface ApiFault {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** The server answered, and the answer is that it will not or cannot. Asking again changes nothing by itself. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** What was asked: an operation's name, or a method and a path. */
  readonly asked: string;
  readonly faults: readonly ApiFault[];
  /** The status, where it was asked over HTTP. */
  readonly status: number | undefined;

  constructor(asked: string, faults: readonly ApiFault[], status?: number) {
    super(`${asked}: ${faults.map(describe).join('; ') || `HTTP ${status}`}`);
    this.asked = asked;
    this.faults = faults;
    this.status = status;
  }
}

/** There is no connection, or no longer. What was asked may have happened; what was followed goes on from its cursor. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

function describe({ message, path, extensions }: ApiFault): string {
  const code = extensions?.code;
  return `${message}${path ? ` (at ${path.join('.')})` : ''}${typeof code === 'string' ? ` [${code}]` : ''}`;
}

/** The faults in a list that claims to be GraphQL errors; whatever else it is, it is told, too. */
export function readFaults(errors: unknown): readonly ApiFault[] {
  const list = Array.isArray(errors) ? errors : [errors];
  return list.map((error: unknown) =>
    isFault(error) ? error : { message: error instanceof Error ? error.message : JSON.stringify(error) },
  );
}

function isFault(error: unknown): error is ApiFault {
  return (
    typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string'
  );
}

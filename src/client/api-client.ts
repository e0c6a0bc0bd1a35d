import { ApiError, ConnectionLost, readFaults } from './api-error.ts';
import { nameOf, type Operation, type VariablesOf } from './operation.ts';

export interface ApiClientSettings {
  /** The gateway without a path: `http://127.0.0.1:4000`. */
  readonly url: string;
  /** An API token, a host credential, or the token of a session; `signIn` gets the last. */
  readonly token?: string;
  readonly fetch?: typeof fetch;
}

/** A file as the gateway keeps it. `sha256` in hex. */
export interface UploadedFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The gateway over HTTP. Every method throws `ApiError` on a refusal and `ConnectionLost` where there is no answer. */
export interface ApiClient {
  readonly url: string;
  /** What requests are signed with from now on; undefined for somebody unknown. */
  readonly token: string | undefined;
  signIn(email: string, password: string): Promise<void>;
  execute<Result, Variables>(
    operation: Operation<Result, Variables>,
    ...[variables]: VariablesOf<Variables>
  ): Promise<Result>;
  /** Keeps a file with the gateway: PNG, JPEG, GIF or PDF, at most 5 MB, or MP4, at most 10 MB. */
  uploadFile(file: {
    readonly name: string;
    readonly mediaType: string;
    readonly content: Uint8Array;
  }): Promise<UploadedFile>;
}

export function createApiClient(settings: ApiClientSettings): ApiClient {
  const { fetch: send = fetch } = settings;
  const url = settings.url.replace(/\/$/, '');
  let token = settings.token;

  async function post(
    path: string,
    headers: Record<string, string>,
    body: string | Uint8Array<ArrayBuffer>,
  ): Promise<Response> {
    const signed = token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` };
    try {
      return await send(url + path, { method: 'POST', headers: signed, body });
    } catch (cause) {
      throw new ConnectionLost(
        `POST ${url}${path}: no answer (${reasonOf(cause)}); is the gateway running?`,
        { cause },
      );
    }
  }

  return {
    url,
    get token() {
      return token;
    },
    async signIn(email, password) {
      const path = '/auth/sign-in/email';
      // Node's `fetch` marks its requests as a browser's are marked, and a browser would name the page's origin.
      const headers = { 'content-type': 'application/json', origin: new URL(url).origin };
      const answer = await post(path, headers, JSON.stringify({ email, password }));
      const session = answer.headers.get('set-auth-token');
      if (!answer.ok || session === null) throw await refusalOf(`POST ${path}`, answer);
      token = session;
    },
    async execute(operation, ...[variables]) {
      const name = nameOf(operation);
      const body = JSON.stringify({
        query: operation.toString(),
        operationName: name,
        variables: variables ?? {},
      });
      const answer = await post(
        '/graphql',
        { 'content-type': 'application/json', accept: 'application/json' },
        body,
      );
      const content = await asJson(answer);
      if (content?.errors !== undefined) throw new ApiError(name, readFaults(content.errors), answer.status);
      if (!answer.ok || content?.data === undefined) throw new ApiError(name, [], answer.status);
      // The server answers what its schema promises; the types are generated from that schema.
      return content.data as never;
    },
    async uploadFile({ name, mediaType, content }) {
      const headers = { 'content-type': mediaType, 'x-file-name': encodeURIComponent(name) };
      const answer = await post('/files', headers, new Uint8Array(content));
      if (!answer.ok) throw await refusalOf('POST /files', answer);
      return (await answer.json()) as UploadedFile;
    },
  };
}

/** `/auth` answers a message, `/files` an error with one. */
async function refusalOf(asked: string, answer: Response): Promise<ApiError> {
  const content = await asJson(answer);
  const fault = content?.error ?? content;
  return new ApiError(asked, fault === undefined ? [] : readFaults(fault), answer.status);
}

async function asJson(answer: Response): Promise<Record<string, unknown> | undefined> {
  const content: unknown = await answer.json().catch(() => undefined);
  return typeof content === 'object' && content !== null ? (content as Record<string, unknown>) : undefined;
}

/** `fetch` keeps the reason one level down. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = (cause as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : cause instanceof Error ? cause.message : 'connection lost';
}

import type { ViewerUntil } from '../../../src/accounts/known-viewer.ts';
import { CarrierError, shortText } from '../../../src/delivery/carrier.ts';
import { civilDateAt } from '../../../src/kernel/civil-time.ts';
import type { Job } from '../../../src/onboarding/job.ts';
import { type GraphqlApp, openGraphqlApp } from '../graphql-app.ts';
import { openJobDesk } from '../job-desk.ts';

const DAY_MS = 86_400_000;
/** More jobs than any day of the year has. */
const JOBS_A_DAY = 500;

/** Who speaks. A platform's credential speaks for the platform, a partner host's for the host. */
export type Caller = 'OWNER' | 'DEVELOPER' | 'VIEWER' | 'STRANGER' | 'WECHAT' | 'BAIDU' | 'tieba';

export interface Refusal {
  readonly code: string;
  readonly path: string | null;
  readonly message: string;
  readonly zh: string;
  readonly currentState?: string;
}

/** As much of an answer's form as its question has. */
// biome-ignore lint/suspicious/noExplicitAny: answers have the form of their query
export type Told = any;

export interface Program {
  readonly id: string;
  readonly name: string;
}

/**
 * One account's year: what happens is said to the public API by whoever says it in life, what follows is asked of it, and
 * the days go by one at a time. Only the platforms' side of the wire is scripted.
 */
export interface Year {
  readonly app: GraphqlApp;
  readonly accountId: string;
  /** What was sent to the phone on file. */
  readonly sms: string[];
  /** Whether what is sent to phones gets through. */
  readonly phones: { reachable: boolean };
  /** What one part of the year leaves for later ones. */
  readonly noodles: Program;
  readonly tea: Program;
  readonly memory: Map<string, Told>;
  today(): string;
  now(): Date;
  ask(as: Caller, query: string, variables?: object): Promise<Told>;
  /** A mutation that is granted: what it answers. */
  act(as: Caller, field: string, selection: string, input: object): Promise<Told>;
  /** A mutation that is refused: why, in both languages. */
  refused(as: Caller, field: string, input: object): Promise<readonly Refusal[]>;
  upload(as: Caller, name: string): Promise<string>;
  page(as: Caller, path: string, headers?: Record<string, string>): Promise<Response>;
  /** Lets the days go by, one after the other, up to ten in the morning of that day in China. */
  until(day: string): Promise<void>;
  /** What the platform says of something from now on, and the gateway's next look at it. */
  hear(job: Job): Promise<void>;
  /** The gateway does what is waiting. */
  settle(): Promise<void>;
  platform(platform: 'WECHAT' | 'BAIDU'): ReturnType<ReturnType<typeof openJobDesk>['connectorOf']>;
  /** What a subscription tells a caller until it is complete. */
  steps(as: Caller, query: string): Promise<readonly Told[]>;
  /** All events of these types so far, in their order. */
  events(...types: string[]): Promise<readonly Told[]>;
  close(): Promise<void>;
}

/** The inputs that are not named after their mutation. */
const inputs: Readonly<Record<string, string>> = {
  confirmFeePayment: 'FeeNamedInput',
  waiveFee: 'FeeNamedInput',
};

const PROBLEMS = `problems { code path message(locale: en) zh: message(locale: zh_CN)
  ... on StateProblem { currentState } }`;

export async function openYear(backups: readonly string[]): Promise<Year> {
  const app = await openGraphqlApp({ backups });
  const { shop } = app;
  const desk = openJobDesk(shop);
  const { accountId } = await shop.newAccount();
  const { accountId: elsewhere } = await shop.newAccount();
  const member = (role: 'OWNER' | 'DEVELOPER' | 'VIEWER', of = accountId): ViewerUntil => ({
    kind: 'member',
    accountId: of,
    personId: `person_${role.toLowerCase()}`,
    memberId: `mem_${role.toLowerCase()}`,
    role,
  });
  const callers: Readonly<Record<Caller, ViewerUntil>> = {
    OWNER: member('OWNER'),
    DEVELOPER: member('DEVELOPER'),
    VIEWER: member('VIEWER'),
    STRANGER: member('OWNER', elsewhere),
    WECHAT: { kind: 'platform', platform: 'WECHAT', credentialId: 'cred_wechat' },
    BAIDU: { kind: 'platform', platform: 'BAIDU', credentialId: 'cred_baidu' },
    tieba: { kind: 'host', hostId: 'tieba', credentialId: 'cred_tieba' },
  };
  for (const [token, viewer] of Object.entries(callers)) app.viewers.set(token, viewer);
  const sms: string[] = [];
  const phones = { reachable: true };
  shop.carriers.SMS = {
    async send(message) {
      if (!phones.reachable) throw new CarrierError('UNREACHABLE', 'no network');
      sms.push(shortText(message));
    },
  };

  async function ask(as: Caller, query: string, variables: object = {}): Promise<Told> {
    const { data, errors } = await app.ask(as, query, variables);
    if (errors.length > 0) throw new Error(JSON.stringify(errors, null, 1));
    return data;
  }
  async function mutate(as: Caller, field: string, selection: string, input: object): Promise<Told> {
    const type = inputs[field] ?? `${field[0]?.toUpperCase()}${field.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} ${PROBLEMS} } }`;
    const answer = (await ask(as, query, { input }))[field];
    await desk.work(JOBS_A_DAY);
    return answer;
  }
  const today = () => civilDateAt(shop.clock.now());
  const headersFor = (as: Caller) => ({ authorization: `Bearer ${as}` });
  const memory = new Map<string, Told>();
  const remembered = (name: string): Told => {
    if (!memory.has(name))
      throw new Error(`${name} has not happened yet: the parts of the year go in their order`);
    return memory.get(name);
  };

  return {
    app,
    accountId,
    sms,
    phones,
    memory,
    get noodles() {
      return remembered('noodles');
    },
    get tea() {
      return remembered('tea');
    },
    today,
    now: () => shop.clock.now(),
    ask,
    async act(as, field, selection, input) {
      const answer = await mutate(as, field, selection, input);
      if (answer.problems.length > 0)
        throw new Error(`${field}: ${JSON.stringify(answer.problems, null, 1)}`);
      return answer;
    },
    async refused(as, field, input) {
      const { problems } = (await mutate(as, field, '', input)) as { problems: readonly Refusal[] };
      const isBilingual = problems.every(
        ({ message, zh }) => /[a-z]/.test(message) && /\p{Script=Han}/u.test(zh),
      );
      if (problems.length === 0 || !isBilingual) throw new Error(`${field}: ${JSON.stringify(problems)}`);
      return problems;
    },
    async upload(as, name) {
      const response = await fetch(new URL('/files', app.url), {
        method: 'POST',
        headers: {
          ...headersFor(as),
          'content-type': 'application/pdf',
          'x-file-name': encodeURIComponent(name),
        },
        body: `%PDF-1.4 ${name}`,
      });
      const { id } = (await response.json()) as { id?: string };
      if (id === undefined) throw new Error(`${name} was not taken: ${response.status}`);
      return id;
    },
    page: (as, path, headers = {}) =>
      fetch(new URL(path, app.url), { headers: { ...headersFor(as), ...headers } }),
    async until(day) {
      if (day <= today()) throw new Error(`${day} has been: today is ${today()}`);
      while (today() < day) {
        await shop.letPass(DAY_MS);
        await desk.work(JOBS_A_DAY);
      }
    },
    async hear(job) {
      await shop.queue.send([{ job }]);
      await desk.work(JOBS_A_DAY);
    },
    settle: () => desk.work(JOBS_A_DAY),
    platform: (platform) => desk.connectorOf(platform),
    async steps(as, query) {
      const told: Told[] = [];
      for await (const { data, errors } of app.socket(as).iterate<Record<string, Told>>({ query })) {
        if (errors) throw new Error(JSON.stringify(errors));
        told.push(...Object.values(data ?? {}));
      }
      return told;
    },
    async events(...types) {
      const found: Told[] = [];
      for (let after: string | null = null; ; ) {
        const { events } = await ask(
          'VIEWER',
          `query ($after: String) { events(first: 100, after: $after) {
             nodes { type at actor source platform subjectId program { id } payload } pageInfo { hasNextPage endCursor } } }`,
          { after },
        );
        found.push(...events.nodes);
        if (!events.pageInfo.hasNextPage) break;
        after = events.pageInfo.endCursor;
      }
      return found.filter(({ type }) => types.includes(type)).sort((a, b) => (a.at < b.at ? -1 : 1));
    },
    close: () => app.close(),
  };
}

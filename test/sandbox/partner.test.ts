import { afterEach, describe, expect, it } from '@jest/globals';
import { type Partner, type PartnerDecision, startPartner } from '../../src/sandbox/partner.ts';
import { type StandIn, startStandIn } from '../client/stand-in.ts';

interface Decided extends PartnerDecision {
  readonly reviewId: string;
}

/** A gateway with an inbox, which hands out events after a cursor and keeps what was decided. */
class Inbox {
  readonly decided: Decided[] = [];
  readonly asked: (string | null)[] = [];
  readonly #log: string[] = [];
  readonly #waiting = new Set<() => void>();

  add(reviewId: string): void {
    this.#log.push(reviewId);
    this.#wake();
  }

  /** Resolves once so many reviews were decided. */
  async untilDecided(count: number): Promise<readonly Decided[]> {
    while (this.decided.length < count) await new Promise<void>((resolve) => this.#waiting.add(resolve));
    return this.decided;
  }

  readonly root = {
    hostCursor: () => String(this.#log.length),
    hostReviews: () => ({
      nodes: this.#log
        .filter((id) => !this.decided.some(({ reviewId }) => reviewId === id))
        .map((id) => aReview(id)),
      pageInfo: { hasNextPage: false, hasPreviousPage: false, endCursor: null },
    }),
    decideHostReview: ({ input }: { input: Decided }) => {
      this.decided.push(input);
      this.#wake();
      return { problems: [] };
    },
    hostInbox: ({ after }: { after: string }) => this.#follow(after),
  };

  async *#follow(after: string) {
    this.asked.push(after);
    this.#wake();
    for (let next = Number(after); ; next += 1) {
      while (next >= this.#log.length) await new Promise<void>((resolve) => this.#waiting.add(resolve));
      const review = aReview(this.#log[next] ?? '');
      yield { hostInbox: { cursor: String(next + 1), type: 'HOST_REVIEW_OPENED', review } };
    }
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

function aReview(id: string) {
  return {
    id,
    state: 'PENDING',
    programName: '样例面馆',
    versionNumber: '1.0.0',
    versionDescription: '',
    program: { categories: [{ platform: 'BAIDU', path: ['美食', '餐饮服务场所'] }] },
  };
}

let gateway: StandIn | undefined;
let partner: Partner | undefined;

afterEach(async () => {
  await partner?.stop();
  await gateway?.close();
  [partner, gateway] = [undefined, undefined];
});

async function meet(inbox: Inbox, decide: () => PartnerDecision = () => ({ decision: 'CONFIRM' })) {
  gateway = await startStandIn(inbox.root);
  partner = await startPartner({
    gatewayUrl: gateway.url,
    token: 'pfh_token',
    hostId: 'tieba',
    delayMs: 0,
    decide,
  });
  return gateway;
}

describe('a partner host (baidu/3.6)', () => {
  it('decides what was open before it came', async () => {
    const inbox = new Inbox();
    inbox.add('rev_1');
    await meet(inbox);
    expect(await inbox.untilDecided(1)).toMatchObject([{ reviewId: 'rev_1', decision: 'CONFIRM' }]);
  });

  it('hears what is opened, and says its own words', async () => {
    const inbox = new Inbox();
    await meet(inbox, () => ({ decision: 'REFUSE', words: '暂不接入', reasonCode: 'T-1' }));
    inbox.add('rev_1');
    expect(await inbox.untilDecided(1)).toMatchObject([
      { reviewId: 'rev_1', decision: 'REFUSE', words: '暂不接入', reasonCode: 'T-1' },
    ]);
  });

  it('signs every request with its credential', async () => {
    const inbox = new Inbox();
    const { authorizations } = await meet(inbox);
    inbox.add('rev_1');
    await inbox.untilDecided(1);
    expect(new Set(authorizations)).toEqual(new Set(['Bearer pfh_token']));
  });

  it('goes on after a connection that broke from where it was, and decides nothing twice', async () => {
    const inbox = new Inbox();
    const { dropSockets } = await meet(inbox);
    inbox.add('rev_1');
    await inbox.untilDecided(1);
    dropSockets();
    inbox.add('rev_2');
    await inbox.untilDecided(2);
    expect(inbox.decided.map(({ reviewId }) => reviewId)).toEqual(['rev_1', 'rev_2']);
    expect(inbox.asked).toEqual(['0', '1']);
  });
});

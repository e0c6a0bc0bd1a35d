import { type ApiClient, createApiClient } from '../client/api-client.ts';
import { ApiError } from '../client/api-error.ts';
import { follow } from '../client/follow.ts';
import {
  DecideHostReviewDocument,
  HostCursorDocument,
  HostInboxDocument,
  type HostReviewFieldsFragment,
  OpenHostReviewsDocument,
  type OpenHostReviewsQuery,
} from '../client/generated/graphql.ts';
import { createLiveClient } from '../client/live-client.ts';
import { Timers } from './timers.ts';

/** A program's version that waits for this host's own word (baidu/3.6), as the host is shown it. */
export type ReviewForPartner = HostReviewFieldsFragment;

export interface PartnerDecision {
  readonly decision: 'CONFIRM' | 'REFUSE';
  /** The host's words to the developer. A refusal needs them. */
  readonly words?: string;
  /** The host's own code for its reason. */
  readonly reasonCode?: string;
}

export interface PartnerSettings {
  /** The gateway without a path. */
  readonly gatewayUrl: string;
  /** The host's credential. */
  readonly token: string;
  readonly hostId: string;
  readonly decide: (review: ReviewForPartner) => PartnerDecision;
  /** How long it examines, in milliseconds. */
  readonly delayMs: number;
  /** Told of what it could not do; a partner goes on. Default: nobody. */
  readonly report?: (fault: unknown) => void;
}

export interface Partner {
  readonly hostId: string;
  /** Decides nothing more from now on, and hangs up. */
  stop(): Promise<void>;
}

/**
 * A stand-in for a partner host: it knows the gateway by its public API alone. It decides what was open before it
 * came, then follows its inbox, so that nothing that happens in between is overlooked; what it hears twice it
 * decides once. Resolves when it is on its way; where the gateway is away, it comes back to it.
 */
export async function startPartner(settings: PartnerSettings): Promise<Partner> {
  const { gatewayUrl: url, token, hostId, report } = settings;
  const stopping = new AbortController();
  const live = createLiveClient({ url, token });
  const desk = new PartnerDesk(settings, createApiClient({ url, token }));
  const after = await desk.takeWhatIsOpen();
  const inbox = follow({
    open: (cursor) => live.subscribe(HostInboxDocument, { after: cursor }),
    cursorOf: ({ hostInbox }) => hostInbox.cursor,
    after,
    signal: stopping.signal,
  });
  const reading = (async () => {
    for await (const { hostInbox } of inbox) if (hostInbox.review) desk.take(hostInbox.review);
  })().catch((fault: unknown) => report?.(fault));
  return {
    hostId,
    async stop() {
      stopping.abort();
      desk.close();
      await live.close();
      await reading;
    },
  };
}

/** The reviews that are being examined. */
class PartnerDesk {
  readonly #settings: PartnerSettings;
  readonly #api: ApiClient;
  readonly #timers = new Timers();
  readonly #taken = new Set<string>();

  constructor(settings: PartnerSettings, api: ApiClient) {
    this.#settings = settings;
    this.#api = api;
  }

  /** Takes what is open; resolves to the place in the inbox from which the rest is heard. */
  async takeWhatIsOpen(): Promise<string> {
    // The place first: what opens while the list is read is then heard, perhaps a second time.
    const { hostCursor } = await this.#api.execute(HostCursorDocument);
    for (let after: string | null = null, more = true; more; ) {
      const { nodes, pageInfo } = await this.#openAfter(after);
      for (const review of nodes) this.take(review);
      more = pageInfo.hasNextPage;
      after = pageInfo.endCursor ?? null;
    }
    return hostCursor;
  }

  async #openAfter(after: string | null): Promise<OpenHostReviewsQuery['hostReviews']> {
    return (await this.#api.execute(OpenHostReviewsDocument, { after })).hostReviews;
  }

  take(review: ReviewForPartner): void {
    if (review.state !== 'PENDING' || this.#taken.has(review.id)) return;
    this.#taken.add(review.id);
    const { decide, delayMs, report } = this.#settings;
    this.#timers.after(delayMs, () => {
      this.#decide(review.id, decide(review)).catch((fault: unknown) => report?.(fault));
    });
  }

  close(): void {
    this.#timers.close();
  }

  /** The review's id is the key: an answer that got lost on the way is asked for again, never decided again. */
  async #decide(reviewId: string, { decision, words, reasonCode }: PartnerDecision): Promise<void> {
    const input = { reviewId, decision, words, reasonCode, idempotencyKey: reviewId };
    const { decideHostReview } = await this.#api.execute(DecideHostReviewDocument, { input });
    const { problems } = decideHostReview;
    if (problems.length > 0) throw new ApiError('DecideHostReview', problems);
  }
}

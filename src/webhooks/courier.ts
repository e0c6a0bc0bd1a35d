import type { KnownViewer } from '../accounts/known-viewer.ts';
import type { Principal } from '../accounts/standing.ts';
import { isAtLeast, mayAct } from '../accounts/viewer.ts';
import { accountStream, hostStream } from '../events/stream.ts';
import { type AttemptDeps, attempt } from './attempt.ts';
import type { Delivery } from './delivery.ts';
import type { WebhookDeps } from './deps.ts';
import { type LentRights, type WebhookEndpoint, webhookLimits } from './endpoint.ts';
import type { OpenedPayload } from './payload.ts';
import { plan } from './plan.ts';
import { SendingSlots } from './sending-slots.ts';
import { disableWebhook, type SettleDeps, settle } from './settle.ts';
import { eventAt, type WebhookLease, type WebhookWork } from './work.ts';

/** How late a delivery may be whose ring was lost, and how late a repetition, in milliseconds. */
const LOOK_EVERY_MS = 1_000;
/** Rings that come close together are one look. */
const GATHER_MS = 20;
const STOP_WITHIN_MS = 5_000;

export type CourierDeps = WebhookDeps &
  AttemptDeps &
  SettleDeps &
  WebhookWork & {
    /** Who that is now; undefined: nobody any more. */
    readonly standing: (principal: Principal) => Promise<KnownViewer | undefined>;
    readonly report: (fault: unknown) => void;
  };

/** A document that was opened, and for which rights. */
interface Opened {
  readonly name: string;
  readonly payload: OpenedPayload;
}

/**
 * Tells endpoints what happens. Of each, one courier of all nodes reads the log and sends; several programs at once, each
 * in its order. What it has not finished when it dies is in the database, and another goes on.
 */
export class Courier {
  readonly #deps: CourierDeps;
  readonly #working = new Map<string, Promise<void>>();
  readonly #slots = new SendingSlots();
  readonly #stopping = new AbortController();
  #looping: Promise<void> | undefined;
  #wakening = newWakening();

  constructor(deps: CourierDeps) {
    this.#deps = deps;
  }

  /** Looks for work from now on: when it is woken, and every second. */
  start(): void {
    this.#looping ??= this.#loop();
  }

  /** Something happened, somewhere. */
  wake(): void {
    const { wake } = this.#wakening;
    this.#wakening = newWakening();
    wake();
  }

  /** Finishes the requests that are under way; what is left is done by the next. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.wake();
    await this.#looping;
    // A receiver that takes its time is told again, by whoever goes on.
    await Promise.race([Promise.allSettled(this.#working.values()), pause(STOP_WITHIN_MS)]);
  }

  /** Does everything that there is to do now, and resolves when there is nothing more. */
  async finish(): Promise<void> {
    while ((await this.#look()) > 0) await Promise.all(this.#working.values());
  }

  async #loop(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      // Taken before looking: who wakes it meanwhile makes it look again.
      const { woken } = this.#wakening;
      await this.#look().catch(this.#deps.report);
      const timer = setTimeout(() => this.wake(), LOOK_EVERY_MS);
      await woken;
      clearTimeout(timer);
      await pause(GATHER_MS);
    }
  }

  /** Begins with every endpoint that there is something to do for; resolves to how many are being worked on. */
  async #look(): Promise<number> {
    const due = await this.#deps.webhooksDue(this.#deps.clock.now());
    for (const id of due) {
      if (this.#working.has(id) || this.#stopping.signal.aborted) continue;
      const work = this.#work(id)
        .catch(this.#deps.report)
        .finally(() => this.#working.delete(id));
      this.#working.set(id, work);
    }
    return this.#working.size;
  }

  async #work(id: string): Promise<void> {
    const lease = await this.#deps.claimWebhook(id);
    if (!lease) return;
    const lanes = new Map<string, Promise<void>>();
    try {
      await this.#tellAll(id, lease, lanes);
    } finally {
      await Promise.allSettled(lanes.values());
      await lease.free();
    }
  }

  async #tellAll(id: string, lease: WebhookLease, lanes: Map<string, Promise<void>>): Promise<void> {
    let opened: Opened | undefined;
    while (await this.#goesOn(lease)) {
      const { woken } = this.#wakening;
      const endpoint = await this.#deps.findWebhook(id);
      if (endpoint?.state !== 'ACTIVE') return;
      opened = await this.#open(endpoint, opened);
      if (!opened) return;
      const known = opened;
      const isMore = await plan(this.#deps, endpoint, known.payload);
      const faults: unknown[] = [];
      for (const delivery of await this.#next(endpoint, lanes)) {
        const told = this.#slots
          .execute(endpoint.stream, () => this.#tell(endpoint, lease, delivery, known))
          .catch((fault) => void faults.push(fault))
          .finally(() => lanes.delete(delivery.lane));
        lanes.set(delivery.lane, told);
      }
      if (lanes.size === 0 && !isMore) return;
      if (lanes.size > 0) await Promise.race([...lanes.values(), woken]);
      // The next look begins again: what cannot be noted down is not sent again and again.
      if (faults.length > 0) throw faults[0];
    }
  }

  async #goesOn(lease: WebhookLease): Promise<boolean> {
    return !this.#stopping.signal.aborted && (await lease.isHeld());
  }

  /** One that fails is tried with one request at a time. */
  #next(
    { id, failingSince }: WebhookEndpoint,
    lanes: ReadonlyMap<string, unknown>,
  ): Promise<readonly Delivery[]> {
    const room = (failingSince ? 1 : webhookLimits.atOnce) - lanes.size;
    if (room <= 0) return Promise.resolve([]);
    return this.#deps.webhookHeads(id, this.#deps.clock.now(), [...lanes.keys()], room);
  }

  async #tell(
    endpoint: WebhookEndpoint,
    lease: WebhookLease,
    delivery: Delivery,
    opened: Opened,
  ): Promise<void> {
    const { payload } = opened;
    const event =
      delivery.kind === 'EVENT'
        ? await eventAt(this.#deps.log, endpoint.stream, delivery.position)
        : undefined;
    if (delivery.kind === 'EVENT' && (!event || !payload.wants(event))) {
      await this.#deps.skipWebhookDelivery(delivery.id);
      return;
    }
    const ready = async () => {
      const now = await this.#asItIs(endpoint.id, opened);
      // Last of all: a process may have been stopped anywhere before, for longer than the lease.
      return (await lease.isHeld()) ? now : undefined;
    };
    const made = await attempt(this.#deps, ready, delivery, payload, event);
    if (made) await settle(this.#deps, endpoint, lease.owner, delivery, made);
  }

  /**
   * The endpoint as it is when something is to be sent, which may have waited for long; undefined where it is not to be told
   * any more, or not in this form: then the next round sees to it.
   */
  async #asItIs(id: string, opened: Opened): Promise<WebhookEndpoint | undefined> {
    if (this.#stopping.signal.aborted) return undefined;
    const endpoint = await this.#deps.findWebhook(id);
    if (endpoint?.state !== 'ACTIVE') return undefined;
    return (await this.#open(endpoint, opened)) === opened ? endpoint : undefined;
  }

  /** The document with the rights of now; undefined where there are none, or it does not hold: then the endpoint is stopped. */
  async #open(endpoint: WebhookEndpoint, known: Opened | undefined): Promise<Opened | undefined> {
    const viewer = withinRights(await this.#deps.standing(endpoint.rights.principal), endpoint);
    if (!viewer) {
      await disableWebhook(this.#deps, endpoint, 'RIGHTS_LOST');
      return undefined;
    }
    const name = JSON.stringify([endpoint.revision, 'role' in viewer ? viewer.role : '']);
    if (known?.name === name) return known;
    const read = await this.#deps.payloads.open(viewer, endpoint.chosen);
    if (read.ok) return { name, payload: read.opened };
    await disableWebhook(this.#deps, endpoint, 'DOCUMENT_INVALID');
    return undefined;
  }
}

/** Who may have a webhook now, with no more rights than were lent; undefined for whoever may not. */
function withinRights(
  viewer: KnownViewer | undefined,
  { stream, rights: { role } }: { readonly stream: string; readonly rights: LentRights },
): KnownViewer | undefined {
  if (viewer?.kind === 'host') return stream === hostStream(viewer.hostId) ? viewer : undefined;
  if (!viewer || !mayAct(viewer, 'ADMIN') || stream !== accountStream(viewer.accountId)) return undefined;
  return role && !isAtLeast(role, viewer.role) ? { ...viewer, role } : viewer;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

function newWakening() {
  let wake = () => {};
  const woken = new Promise<void>((resolve) => {
    wake = resolve;
  });
  return { wake, woken };
}

import type { StreamId } from '../../events/stream.ts';
import type { Prisma } from '../generated/client.ts';

/** By what nodes can tell each other that streams have grown. */
export const wakeUpCarriers = ['POSTGRES', 'REDIS', 'NATS'] as const;
export type WakeUpCarrier = (typeof wakeUpCarriers)[number];

/**
 * How the nodes of one database wake each other's readers. It decides how soon they read, and never what: a wake-up that
 * is lost is made up for when they next look by themselves.
 */
export interface WakeUps {
  readonly carrier: WakeUpCarrier;
  /** Whether this node can be woken now. */
  isUp(): boolean;
  /** In the transaction in which streams grow. What the database carries goes out with its commit, or not at all. */
  withCommit(tx: Prisma.TransactionClient, streams: readonly StreamId[]): Promise<void>;
  /** After that commit. Neither waits for anybody nor fails. */
  afterCommit(streams: readonly StreamId[]): void;
  stop(): Promise<void>;
}

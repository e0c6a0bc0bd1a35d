import type { Outage, OutageCause } from '../policy/outage.ts';
import type { HostId } from '../programs/host.ts';
import type { PlatformId } from '../programs/platform.ts';

export interface NewOutage extends Outage {
  readonly cause: OutageCause;
  /** `platform:…` or `host:…`. */
  readonly recordedBy: string;
}

export interface RecordedOutage extends NewOutage {
  readonly id: string;
}

/** What duties read and write of outages. */
export interface OutageRecords {
  addOutage(outage: NewOutage): Promise<string>;
  /** The id of an outage of the same host or platform, cause and span; undefined where none is on file. */
  sameOutage(outage: Omit<NewOutage, 'recordedBy'>): Promise<string | undefined>;
  /** The outage, locked until the transaction ends. */
  lockOutage(id: string): Promise<RecordedOutage | undefined>;
  endOutage(id: string, until: Date, by: string): Promise<void>;
  /** Those of the platform and of its hosts that were not over at the instant. */
  outagesSince(platform: PlatformId, at: Date): Promise<readonly Outage[]>;
  /** Has time look at once at what is owed about the platform, or about one host of it: to whomever. */
  reconsiderObligations(platform: PlatformId, hostId: HostId | undefined): Promise<void>;
}

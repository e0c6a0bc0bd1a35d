import type { PlatformId } from '../programs/platform.ts';
import type { DutyRecords } from './records.ts';

/** What is known of an incident, in words; kept sealed. */
export interface IncidentDetails {
  readonly what: string;
  /** The kinds of personal data concerned. */
  readonly categories: readonly string[];
  /** What has been done about it so far. */
  readonly measures?: string;
  /** What came of it, said at the end. */
  readonly outcome?: string;
}

/** Unauthorised access to, or use of, personal data (wechat/4.11). */
export interface Incident extends IncidentDetails {
  readonly id: string;
  readonly accountId: string;
  readonly programId?: string;
  /** Whose agreements it is judged under. */
  readonly platforms: readonly PlatformId[];
  readonly discoveredAt: Date;
  /** How many people, as far as it is known. */
  readonly affected?: number;
  readonly state: 'OPEN' | 'CLOSED';
  readonly reportedBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly closedAt?: Date;
}

export type NewIncident = Omit<Incident, 'id' | 'state' | 'createdAt' | 'updatedAt' | 'closedAt'>;

/** What incidents read and write. */
export interface IncidentRecords {
  addIncident(incident: NewIncident): Promise<string>;
  /** The incident, locked until the transaction ends. */
  lockIncident(accountId: string, id: string): Promise<Incident | undefined>;
  changeIncident(incident: Incident): Promise<void>;
}

export type IncidentActRecords = DutyRecords & IncidentRecords;

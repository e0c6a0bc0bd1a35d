import type { CivilDate } from '../kernel/civil-time.ts';
import type { DeletionMethod } from '../policy/deletion.ts';
import type { PlatformId } from '../programs/platform.ts';
import type { DutyRecords } from './records.ts';

/** What a platform asks to be deleted. */
export interface DeletionDemand {
  readonly id: string;
  readonly accountId: string;
  readonly programId?: string;
  readonly platform: PlatformId;
  /** Which data of whom, in words. */
  readonly scope: string;
  /** As the platform names the demand. */
  readonly reference?: string;
  /** The day by which it is demanded. */
  readonly demandedBy?: CivilDate;
  /** MEMBER: it came by letter, and a member noted it. */
  readonly toldBy: 'PLATFORM' | 'MEMBER';
  readonly recordedBy: string;
  readonly createdAt: Date;
}

/** That a demand was carried out. */
export interface DeletionConfirmation {
  readonly id: string;
  readonly demandId: string;
  readonly accountId: string;
  readonly platform: PlatformId;
  readonly method: DeletionMethod;
  readonly statement: string;
  readonly evidenceFileIds: readonly string[];
  readonly confirmedBy: string;
  readonly confirmedAt: Date;
  /** The written confirmation, where the agreement asks for one. */
  readonly written?: WrittenConfirmation;
}

export interface WrittenConfirmation {
  readonly number: string;
  /** HTML. */
  readonly document: string;
  /** SHA-256 of the document's bytes in UTF-8, hex. */
  readonly sha256: string;
}

/** What demands read and write. */
export interface DemandRecords {
  /** Not twice under one reference: one that somebody else noted meanwhile is a collision, and the act begins again. */
  addDemand(demand: Omit<DeletionDemand, 'id' | 'createdAt'>): Promise<string>;
  /** The demand, locked until the transaction ends: it is confirmed once. */
  lockDemand(accountId: string, id: string): Promise<DeletionDemand | undefined>;
  /** The demand that the platform gave this reference, if there is one. */
  demandReferred(
    accountId: string,
    platform: PlatformId,
    reference: string,
  ): Promise<DeletionDemand | undefined>;
  confirmationOf(demandId: string): Promise<{ readonly id: string } | undefined>;
  addConfirmation(confirmation: Omit<DeletionConfirmation, 'id'>): Promise<string>;
  /** The next number of a series, from 1, without gaps: it is given back where the transaction does not commit. */
  nextNumber(series: string): Promise<number>;
  /** The name under which a person is known here, for what they sign. */
  nameOfPerson(personId: string): Promise<string | undefined>;
}

export type DemandingRecords = DutyRecords & DemandRecords;

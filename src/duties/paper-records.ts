import type { FiledPaper } from '../policy/renewal.ts';

/** What duties read of papers. */
export interface PaperRecords {
  /** The papers of the account and of its programs; with a kind, those of that kind alone. In the order of filing. */
  papersOnFile(accountId: string, paper?: string): Promise<readonly FiledPaper[]>;
}

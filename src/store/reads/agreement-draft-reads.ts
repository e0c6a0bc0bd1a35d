import type pg from 'pg';
import type { AgreementDraft } from '../../policy/agreement-draft.ts';
import type { PlatformId } from '../../programs/platform.ts';

export interface DraftRow {
  readonly content: AgreementDraft;
  readonly draftedAt: Date;
  readonly draftedBy: string;
}

/** What a platform has drafted and not published, the latest first. */
export async function draftsOf(pool: pg.Pool, platform: PlatformId): Promise<readonly DraftRow[]> {
  const { rows } = await pool.query<DraftRow>({
    name: 'read-agreement-drafts',
    text: `SELECT content, "draftedAt", "draftedBy" FROM "AgreementVersion"
           WHERE platform = $1 AND state = 'DRAFT' ORDER BY "draftedAt" DESC, id DESC LIMIT 100`,
    values: [platform],
  });
  return rows;
}

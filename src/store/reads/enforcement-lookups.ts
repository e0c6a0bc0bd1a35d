import type pg from 'pg';
import { civilDateAt } from '../../kernel/civil-time.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { HostId } from '../../programs/host.ts';
import { shownTo } from '../closed-tests.ts';

/** Whose a thing is, for those who belong to no account and may touch what is theirs. */
export interface EnforcementLookups {
  accountOfEnforcement(id: string): Promise<string | undefined>;
  accountOfAppeal(id: string): Promise<string | undefined>;
  accountOfRectification(id: string): Promise<string | undefined>;
  accountOfProgram(programId: string): Promise<string | undefined>;
  /** Only of a program that was handed in for the host and may be shown to it (wechat/7.1, baidu/8.1). */
  accountOfProgramAt(hostId: HostId, programId: string): Promise<string | undefined>;
}

export function createEnforcementLookups(pool: pg.Pool, clock: Clock): EnforcementLookups {
  const ownerOf = (table: 'Enforcement' | 'Appeal' | 'Rectification' | 'Program') => async (id: string) => {
    const { rows } = await pool.query<{ readonly accountId: string }>({
      name: `read-owner-of-${table}`,
      text: `SELECT "accountId" FROM "${table}" WHERE id = $1`,
      values: [id],
    });
    return rows[0]?.accountId;
  };
  return {
    accountOfEnforcement: ownerOf('Enforcement'),
    accountOfAppeal: ownerOf('Appeal'),
    accountOfRectification: ownerOf('Rectification'),
    accountOfProgram: ownerOf('Program'),
    async accountOfProgramAt(hostId, programId) {
      const { rows } = await pool.query<{ readonly accountId: string }>({
        name: 'read-owner-of-program-at-host',
        text: `SELECT distribution."accountId" FROM "Distribution" AS distribution
               WHERE distribution."hostId" = $1 AND distribution."programId" = $3
                 AND distribution."packageId" IS NOT NULL AND ${shownTo('distribution."programId"', '$1', '$2')}`,
        values: [hostId, civilDateAt(clock.now()), programId],
      });
      return rows[0]?.accountId;
    },
  };
}

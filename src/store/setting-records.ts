import { newId } from '../kernel/ids.ts';
import type { KeptTrouble } from '../programs/host-trouble.ts';
import {
  type SettingChange,
  type SettingRecords,
  type SettingState,
  type SettingWish,
  subjectOf,
  type ToldOfSetting,
} from '../review/setting-records.ts';
import type * as rows from './generated/client.ts';
import { Prisma } from './generated/client.ts';
import type { RecordParts } from './record-parts.ts';

/** What nobody has decided yet. */
export const OPEN_STATES: SettingState[] = ['REQUESTED', 'IN_REVIEW'];

/** The rows of changes of settings, in one transaction. */
export function createSettingRecords({ tx, now }: Pick<RecordParts, 'tx' | 'now'>): SettingRecords {
  return {
    async addSettingChange({ wish, ...entry }) {
      const id = newId('setting', now);
      const { setting, act } = wish;
      await tx.settingChange.create({
        data: {
          id,
          ...entry,
          setting,
          act,
          subject: subjectOf(wish),
          wish: asJson(wish),
          state: 'REQUESTED',
          source: 'GATEWAY',
          requestedAt: now,
          updatedAt: now,
        },
      });
      return id;
    },
    async openSettingChanges(programId, platform) {
      const found = await tx.settingChange.findMany({
        where: { programId, platform, state: { in: OPEN_STATES } },
        orderBy: { id: 'asc' },
      });
      return found.map(readSettingChange);
    },
    async lockSettingChange(id) {
      await tx.$queryRaw`SELECT 1 FROM "SettingChange" WHERE id = ${id} FOR UPDATE`;
      const row = await tx.settingChange.findUnique({ where: { id } });
      return row ? readSettingChange(row) : undefined;
    },
    async editSettingChange(id, { wish, told, trouble, ...edit }) {
      await tx.settingChange.update({
        where: { id },
        data: {
          ...edit,
          ...(wish ? { wish: asJson(wish) } : {}),
          ...(told === undefined ? {} : { told: jsonOrNull(told) }),
          ...(trouble === undefined ? {} : { trouble: jsonOrNull(trouble) }),
          updatedAt: now,
        },
      });
    },
  };
}

export function readSettingChange(row: rows.SettingChange): SettingChange {
  const { id, accountId, programId, platform, state, reference, mark, requestedAt, askedAt } = row;
  return {
    id,
    accountId,
    programId,
    platform,
    wish: row.wish as unknown as SettingWish,
    state: state as SettingState,
    requestedAt,
    ...(reference === null ? {} : { reference }),
    ...(mark === null ? {} : { mark }),
    ...(row.told === null ? {} : { told: row.told as unknown as ToldOfSetting }),
    ...(row.trouble === null ? {} : { trouble: row.trouble as unknown as KeptTrouble }),
    ...(askedAt === null ? {} : { askedAt }),
  };
}

function jsonOrNull(value: object | null): Prisma.InputJsonObject | typeof Prisma.DbNull {
  return value === null ? Prisma.DbNull : asJson(value);
}

function asJson(value: object): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(value)) as Prisma.InputJsonObject;
}

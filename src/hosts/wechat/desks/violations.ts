import type { ViolationDesk } from '../../desks/violations.ts';
import { type IllegalRecord, illegalRecords } from '../illegal-records.ts';
import { breachOf, recordTold } from '../measures.ts';
import type { ProgramCalls } from '../program-calls.ts';

/**
 * What WeChat has on record against a program (wechat/2.5), of the last 90 days: what a lost `wxa_illegal_record` said can
 * be read here. For what `wxa_punish_event` says no call is documented.
 */
export function createWechatViolations(calls: ProgramCalls): ViolationDesk {
  return {
    async list(appId) {
      return (await illegalRecords(calls, appId)).map((record) => ({
        reference: record.illegal_record_id,
        words: wordsOf(record),
        pictures: [],
      }));
    },
    async onRecord(appId) {
      const told = (await illegalRecords(calls, appId)).map(recordTold);
      return { told: told.filter((one) => one !== undefined) };
    },
  };
}

function wordsOf(record: IllegalRecord): string {
  return recordTold(record)?.words ?? breachOf(record);
}

import { z } from 'zod';
import type { GradeDesk, TrafficDesk, WebPagesDesk } from '../../desks/reach.ts';
import { HostError } from '../../host-error.ts';
import { readReply } from '../../reply.ts';
import type { BaiduApi } from '../api.ts';
import { PLATFORM } from '../config.ts';
import type { ProgramCalls } from '../program-calls.ts';
import { id, number } from '../wire-values.ts';

const OPEN = '1';
const CLOSE = '2';
const OPEN_ALREADY = '110004';
const CLOSED_ALREADY = '110005';

/** What leads users to a program. Either twice is as good as once. Source: the page of `appflow/control`. */
export function createBaiduTraffic(calls: ProgramCalls): TrafficDesk {
  const control = async (appId: string, type: string, already: string) => {
    try {
      await calls.act(appId, 'appflow/control', { type });
    } catch (error) {
      if (!(error instanceof HostError) || error.detail.code !== already) throw error;
    }
  };
  return {
    open: (appId) => control(appId, OPEN, OPEN_ALREADY),
    close: (appId) => control(appId, CLOSE, CLOSED_ALREADY),
  };
}

const webShape = z.object({ data: z.object({ web_status: number.nullish() }) });
const webStates = ['NEVER_OPENED', 'ON', 'OFF'] as const;

/** Its examples write `web` where table and SDK say `web_status`. Source: the page of `app/modifywebstatus`. */
export function createBaiduWebPages(calls: ProgramCalls): WebPagesDesk {
  return {
    async state(appId) {
      const { data } = await calls.get(appId, 'app/info', webShape);
      return webStates[data.web_status ?? -1] ?? 'UNKNOWN';
    },
    set: (appId, on) =>
      calls.act(appId, 'app/modifywebstatus', { web_status: on ? '1' : '2' }, { harmless: true }),
  };
}

const GRADES = '/rest/2.0/smartapp/app/grade';
const gradesShape = z.object({
  data: z.object({
    totalPage: number.nullish(),
    dataList: z
      .array(z.object({ app_id: id, grade: z.string().nullish(), app_grade: z.string().nullish() }))
      .nullish(),
  }),
});

/**
 * The grades of all programs of the gateway. Whose token the call takes, and whether the key is `grade` or `app_grade`,
 * Baidu's two SDKs say differently: the platform's is sent, and both are read; `app/grade` is unconfirmed so far.
 */
export function createBaiduGrades(api: BaiduApi): GradeDesk {
  return {
    async list() {
      const grades: { appId: string; grade: string }[] = [];
      for (let page = 1; ; page += 1) {
        const query = { page_no: String(page) };
        const reply = await api.asPlatform({ method: 'GET', path: GRADES, query, effect: 'READS' });
        const { totalPage, dataList } = readReply(PLATFORM, `GET ${GRADES}`, gradesShape, reply).data;
        const rows = dataList ?? [];
        grades.push(
          ...rows.map(({ app_id, grade, app_grade }) => ({ appId: app_id, grade: grade ?? app_grade ?? '' })),
        );
        if (rows.length === 0 || page >= (totalPage ?? 1)) return grades;
      }
    },
  };
}

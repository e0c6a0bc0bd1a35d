import { z } from 'zod';
import type { PackageReport } from '../../connector.ts';
import type { Stage, StagedReleaseDesk, StagePlan, StagingState } from '../../desks/live-version.ts';
import { HostError } from '../../host-error.ts';
import type { PackageRequest } from '../../requests.ts';
import { PLATFORM } from '../config.ts';
import { notCalled } from '../not-called.ts';
import type { ProgramCalls } from '../program-calls.ts';
import { seconds } from '../versions.ts';

const PATH = '/wxa/grayrelease';
const CALL = `POST ${PATH}`;
const PLAN_PATH = '/wxa/getgrayreleaseplan';

const planShape = z.object({
  gray_release_plan: z
    .object({
      status: z.number(),
      gray_percentage: z.number().nullish(),
      create_timestamp: seconds,
      support_debuger_first: z.boolean().nullish(),
      support_experiencer_first: z.boolean().nullish(),
    })
    .nullish(),
});

/** 0 is what a plan begins as, and 4 one that was deleted: neither gives anybody the new version. */
const states: readonly StagingState[] = ['NONE', 'RUNNING', 'PAUSED', 'FINISHED', 'NONE'];

/**
 * A version that is approved, for a part of the users, which only grows (85082). There has to be a live version before it
 * (85079). Sources: the pages of `grayrelease`, `getgrayreleaseplan` and `revertgrayrelease`; that 0 of a hundred needs
 * debuggers or testers first is said by the first.
 */
export function createWechatStaging(
  calls: ProgramCalls,
  latest: (request: PackageRequest) => Promise<PackageReport>,
): StagedReleaseDesk {
  async function plan(appId: string): Promise<StagePlan> {
    const { gray_release_plan } = await calls.get(appId, PLAN_PATH, planShape);
    const status = gray_release_plan?.status ?? 0;
    const state = states[status];
    if (state === undefined) {
      throw new HostError({
        platform: PLATFORM,
        retry: 'ASK_OPERATOR',
        call: `GET ${PLAN_PATH}`,
        words: `the plan has the status ${status}, which is not documented (0 to 4 are)`,
      });
    }
    const startedAt = gray_release_plan?.create_timestamp;
    return {
      state,
      percentage: gray_release_plan?.gray_percentage ?? 0,
      debuggersFirst: gray_release_plan?.support_debuger_first ?? false,
      testersFirst: gray_release_plan?.support_experiencer_first ?? false,
      ...(startedAt ? { startedAt } : {}),
    };
  }

  return {
    plan,
    async stage(request, stage) {
      refuseUnfit(stage);
      const report = await latest(request);
      // `grayrelease` names no version: it takes whichever was approved last.
      if (report.state !== 'APPROVED') {
        throw notCalled(CALL, 'FINAL', `this version is not the approved one; it is ${report.state}`);
      }
      const running = await plan(request.appId);
      if (running.state === 'RUNNING' || running.state === 'PAUSED') {
        if (running.percentage === stage.percentage) return;
        if (running.percentage > stage.percentage) throw narrower(running.percentage, stage.percentage);
      }
      await calls.act(request.appId, 'POST', PATH, {
        json: {
          gray_percentage: stage.percentage,
          support_debuger_first: stage.debuggersFirst ?? false,
          support_experiencer_first: stage.testersFirst ?? false,
        },
      });
    },
    async cancel({ appId }) {
      if ((await plan(appId)).state === 'NONE') return;
      await calls.act(appId, 'GET', '/wxa/revertgrayrelease');
    },
  };
}

function refuseUnfit({ percentage, debuggersFirst, testersFirst }: Stage): void {
  if (!Number.isInteger(percentage) || percentage < 0 || percentage > 100) {
    throw notCalled(CALL, 'FIX_INPUT', `the share is a whole number from 0 to 100, and not ${percentage}`, {
      code: '85081',
    });
  }
  if (percentage === 0 && !debuggersFirst && !testersFirst) {
    throw notCalled(
      CALL,
      'FIX_INPUT',
      'a share of 0 is for debuggers or testers, and neither is to come first',
      {
        code: '85081',
      },
    );
  }
}

function narrower(from: number, to: number): HostError {
  return notCalled(CALL, 'FIX_INPUT', `the share is ${from} of a hundred and only grows; ${to} is less`, {
    code: '85082',
  });
}

import { type Fields, numberIn } from '../fields.ts';
import type { ProgramCalls } from './call-table.ts';
import { WechatRefusal } from './errors.ts';
import { isBlocked } from './measures.ts';
import { releasePrivacy } from './privacy-settings.ts';
import type { Code } from './program-parts.ts';
import { latestAudit, type MiniProgram, secondsNow, type WechatWorld } from './state.ts';

/** Releases, staged releases and the ways back. */
export const releaseCalls: ProgramCalls = {
  '/wxa/release': { method: 'POST', act: release },
  '/wxa/revertcoderelease': { method: 'GET', act: revertRelease },
  '/wxa/grayrelease': { method: 'POST', act: grayRelease },
  '/wxa/getgrayreleaseplan': { method: 'GET', act: grayPlan },
  '/wxa/revertgrayrelease': { method: 'GET', act: revertGray },
};

/** How many earlier releases can be gone back to. */
const KEPT_RELEASES = 5;
const RUNNING = 1;
const DONE = 3;
const DELETED = 4;

/** Publishes what was approved last; a staged release of it is thereby done (inferred). */
export function release(world: WechatWorld, program: MiniProgram): object {
  if (isBlocked(world, program)) throw new WechatRefusal(86007);
  const audit = latestAudit(program);
  if (audit === undefined || audit.status === 3) throw new WechatRefusal(85019);
  if (audit.status !== 0) throw new WechatRefusal(85020);
  if (program.releases.at(-1)?.code === audit.code) throw new WechatRefusal(85052);
  publish(world, program, audit.code);
  return {};
}

function publish(world: WechatWorld, program: MiniProgram, code: Code): void {
  program.releaseCount += 1;
  program.releases.push({ number: program.releaseCount, code, atSeconds: secondsNow(world) });
  if (program.releases.length > KEPT_RELEASES + 1) program.releases.shift();
  if (program.gray?.status === RUNNING) program.gray.status = DONE;
  releasePrivacy(program);
}

/**
 * Goes back to the release before; after that there is no second step back until something new is released. With any
 * `action` nothing is gone back to, whatever else is asked.
 */
export function revertRelease(_: WechatWorld, program: MiniProgram, __: Fields, query: Fields): object {
  const earlier = program.releases.slice(0, -1);
  if (query.action !== undefined) {
    return {
      version_list: earlier.map(({ number, code, atSeconds }) => ({
        app_version: number,
        user_version: code.version,
        user_desc: code.description,
        commit_time: atSeconds,
      })),
    };
  }
  if (program.gray?.status === RUNNING) throw new WechatRefusal(87011);
  if (earlier.length === 0) throw new WechatRefusal(87012);
  const wanted = numberIn(query, 'app_version');
  const target = wanted === undefined ? earlier.at(-1) : earlier.find(({ number }) => number === wanted);
  if (target === undefined) throw new WechatRefusal(40097);
  program.releases.splice(0, program.releases.length, target);
  return {};
}

/** To a part of the users, and upward only; to all of them is a release (inferred). */
function grayRelease(world: WechatWorld, program: MiniProgram, body: Fields): object {
  if (!program.initialised) throw new WechatRefusal(86002);
  const live = program.releases.at(-1);
  if (live === undefined) throw new WechatRefusal(85079);
  const audit = latestAudit(program);
  if (audit?.status !== 0 || isBlocked(world, program)) throw new WechatRefusal(85080);
  if (live.code === audit.code) throw new WechatRefusal(85052);
  const percentage = numberIn(body, 'gray_percentage');
  const debuggersFirst = body.support_debuger_first === true;
  const experiencersFirst = body.support_experiencer_first === true;
  if (percentage === undefined || !Number.isInteger(percentage) || percentage < 0 || percentage > 100)
    throw new WechatRefusal(85081);
  if (percentage === 0 && !debuggersFirst && !experiencersFirst) throw new WechatRefusal(85081);
  const before = program.gray;
  const goesOn = before?.status === RUNNING && before.code === audit.code;
  if (goesOn && percentage <= before.percentage) throw new WechatRefusal(85082);
  program.gray = {
    code: audit.code,
    status: RUNNING,
    atSeconds: goesOn ? before.atSeconds : secondsNow(world),
    percentage,
    debuggersFirst,
    experiencersFirst,
  };
  if (percentage === 100) publish(world, program, audit.code);
  return {};
}

/** A program that never had one answers a plan that has not begun, status 0 (inferred). */
function grayPlan(_: WechatWorld, { gray }: MiniProgram): object {
  return {
    gray_release_plan: {
      status: gray?.status ?? 0,
      create_timestamp: gray?.atSeconds ?? 0,
      gray_percentage: gray?.percentage ?? 0,
      support_debuger_first: gray?.debuggersFirst ?? false,
      support_experiencer_first: gray?.experiencersFirst ?? false,
    },
  };
}

/** That 85079 refuses where none is running is simulator-defined. */
function revertGray(_: WechatWorld, { gray }: MiniProgram): object {
  if (gray?.status !== RUNNING) throw new WechatRefusal(85079);
  gray.status = DELETED;
  return {};
}

import { type Fields, numberIn, textIn } from '../fields.ts';
import type { ProgramCalls } from './call-table.ts';
import { required, WechatRefusal } from './errors.ts';
import { pagesAfter } from './ext-json.ts';
import type { Code } from './program-parts.ts';
import { type MiniProgram, secondsNow, type WechatWorld } from './state.ts';

const VERSION_CHARACTERS = 64;

/** The code of a program before it is reviewed. */
export const codeCalls: ProgramCalls = {
  '/wxa/commit': { method: 'POST', act: commit },
  '/wxa/get_page': { method: 'GET', act: pageList },
  '/wxa/security/get_code_privacy_info': { method: 'GET', act: codePrivacyInfo },
  '/wxa/getversioninfo': { method: 'POST', act: versionInfo },
};

/** Makes the trial version, and starts the privacy scan over again. */
function commit(world: WechatWorld, program: MiniProgram, body: Fields): object {
  const templateId = required(numberIn(body, 'template_id'));
  const version = required(textIn(body, 'user_version'), 40097);
  if (version.length > VERSION_CHARACTERS) throw new WechatRefusal(40097);
  const template = world.templates.find((one) => one.templateId === templateId);
  if (template === undefined) throw new WechatRefusal(85014);
  if (program.busy) throw new WechatRefusal(9402202);
  uploadCode(world, program, {
    templateId,
    version,
    description: textIn(body, 'user_desc') ?? '',
    pages: pagesAfter(template, program, body.ext_json),
    atSeconds: secondsNow(world),
  });
  return {};
}

/** Also what somebody else uploads: whoever did so last made the trial version. */
export function uploadCode(world: WechatWorld, program: MiniProgram, code: Code): void {
  program.trial = code;
  program.scanned = false;
  program.scanRound += 1;
  const round = program.scanRound;
  world.timers.after(world.settings.scanAfterMs, () => {
    if (program.scanRound === round) program.scanned = true;
  });
}

function pageList(_: WechatWorld, program: MiniProgram): object {
  return { page_list: required(program.trial, 86001).pages };
}

/** 61039 until the scan is over. */
function codePrivacyInfo(_: WechatWorld, program: MiniProgram): object {
  required(program.trial, 86001);
  if (!program.scanned) throw new WechatRefusal(61039);
  return { without_auth_list: program.unauthorisedApis, without_conf_list: program.undeclaredApis };
}

function versionInfo(_: WechatWorld, program: MiniProgram): object {
  const { trial } = program;
  const live = program.releases.at(-1);
  return {
    ...(trial !== undefined && {
      exp_info: { exp_time: trial.atSeconds, exp_version: trial.version, exp_desc: trial.description },
    }),
    ...(live !== undefined && {
      release_info: {
        release_time: live.atSeconds,
        release_version: live.code.version,
        release_desc: live.code.description,
      },
    }),
  };
}

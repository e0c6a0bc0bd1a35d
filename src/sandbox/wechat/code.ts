import { type Fields, isFields, listIn, numberIn, parseFields, textIn } from '../fields.ts';
import { required, WechatRefusal } from './errors.ts';
import { isBlocked } from './measures.ts';
import { type MiniProgram, type SandboxTemplate, secondsNow, type WechatWorld } from './state.ts';

const VERSION_CHARACTERS = 64;

export function templateList(world: WechatWorld): object {
  return {
    template_list: world.settings.templates.map(({ templateId, userVersion, userDesc }) => ({
      create_time: secondsNow(world),
      user_version: userVersion,
      user_desc: userDesc,
      template_id: templateId,
      draft_id: 0,
      source_miniprogram_appid: world.settings.componentAppId,
      source_miniprogram: 'sandbox',
      template_type: 0,
      category_list: [],
    })),
  };
}

/** Makes the trial version, and starts the privacy scan over again. */
export function commit(world: WechatWorld, program: MiniProgram, body: Fields): object {
  const templateId = required(numberIn(body, 'template_id'));
  const version = required(textIn(body, 'user_version'), 40097);
  if (version.length > VERSION_CHARACTERS) throw new WechatRefusal(40097);
  const template = world.settings.templates.find((one) => one.templateId === templateId);
  if (template === undefined) throw new WechatRefusal(85014);
  program.trial = {
    templateId,
    version,
    description: textIn(body, 'user_desc') ?? '',
    pages: checkedPages(template, body.ext_json),
    atSeconds: secondsNow(world),
  };
  program.scanned = false;
  program.scanRound += 1;
  const round = program.scanRound;
  world.timers.after(world.settings.scanAfterMs, () => {
    if (program.scanRound === round) program.scanned = true;
  });
  return {};
}

/** The pages that the code has after ext_json: a subset of the template's. */
function checkedPages(template: SandboxTemplate, extJson: unknown): readonly string[] {
  if (typeof extJson !== 'string') throw new WechatRefusal(47001);
  const ext = parseFields(extJson);
  if (ext === undefined) throw new WechatRefusal(85048);
  const pages = listIn(ext, 'pages').map(String);
  const described = isFields(ext.extPages) ? Object.keys(ext.extPages) : [];
  if (![...pages, ...described].every((page) => template.pages.includes(page)))
    throw new WechatRefusal(85045);
  const chosen = pages.length > 0 ? pages : template.pages;
  const tabs = isFields(ext.tabBar) ? listIn(ext.tabBar, 'list') : [];
  for (const tab of tabs) {
    const path = isFields(tab) ? textIn(tab, 'pagePath') : undefined;
    if (path === undefined || !chosen.includes(path)) throw new WechatRefusal(85046);
  }
  return chosen;
}

export function pageList(_: WechatWorld, program: MiniProgram): object {
  return { page_list: required(program.trial, 86001).pages };
}

/** 61039 until the scan is over. */
export function codePrivacyInfo(_: WechatWorld, program: MiniProgram): object {
  required(program.trial, 86001);
  if (!program.scanned) throw new WechatRefusal(61039);
  return { without_auth_list: [], without_conf_list: program.undeclaredApis };
}

export function versionInfo(_: WechatWorld, program: MiniProgram): object {
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

/** Nobody can open a program that was taken down or whose account is banned. */
export function visitStatus(world: WechatWorld, program: MiniProgram): object {
  return { status: program.serving && !isBlocked(world, program) ? 1 : 0 };
}

/** How many earlier releases can be gone back to. */
const KEPT_RELEASES = 5;

/** Goes back to the release before; after that there is no second step back until something new is released. */
export function revertRelease(_: WechatWorld, program: MiniProgram, __: Fields, query: Fields): object {
  if (textIn(query, 'action') === 'get_history_version') {
    return {
      version_list: program.releases.slice(0, -1).map(({ code, atSeconds }, index) => ({
        app_version: index + 1,
        user_version: code.version,
        user_desc: code.description,
        commit_time: atSeconds,
      })),
    };
  }
  const wanted = numberIn(query, 'app_version') ?? program.releases.length - 1;
  const target = program.releases.slice(0, -1)[wanted - 1];
  if (target === undefined) throw new WechatRefusal(program.releases.length < 2 ? 87012 : 40097);
  program.releases.splice(0, program.releases.length, target);
  return {};
}

/** Publishes what was approved last. */
export function release(world: WechatWorld, program: MiniProgram): object {
  if (isBlocked(world, program)) throw new WechatRefusal(86007);
  const audit = program.audits.at(-1);
  if (audit === undefined || audit.status === 3) throw new WechatRefusal(85019);
  if (audit.status !== 0) throw new WechatRefusal(85020);
  if (program.releases.at(-1)?.code === audit.code) throw new WechatRefusal(85052);
  program.releases.push({ code: audit.code, atSeconds: secondsNow(world) });
  if (program.releases.length > KEPT_RELEASES + 1) program.releases.shift();
  return {};
}

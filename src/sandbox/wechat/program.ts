import { randomBytes } from 'node:crypto';
import { newIcp, newProfile } from './program-parts.ts';
import { type MiniProgram, secondsNow, type WechatWorld } from './state.ts';

/** The sets of permissions that the calls served here belong to. */
export const ALL_SETS: readonly number[] = [18, 30, 76, 86, 156, 198];

/** A program that exists and has authorised the platform. Its id is random: a restarted sandbox repeats none. */
export function createProgram(
  world: WechatWorld,
  about: Pick<MiniProgram, 'nickName' | 'principalName' | 'registerType'> & { readonly appid?: string },
): MiniProgram {
  const program: MiniProgram = {
    appid: about.appid ?? `wx${randomBytes(8).toString('hex')}`,
    userName: `gh_${randomBytes(6).toString('hex')}`,
    nickName: about.nickName,
    principalName: about.principalName,
    registerType: about.registerType,
    // New accounts start unverified.
    verified: about.registerType === 0,
    refreshToken: `refreshtoken@@@${randomBytes(24).toString('base64url')}`,
    authorized: true,
    authorizedAtSeconds: secondsNow(world),
    granted: ALL_SETS,
    initialised: true,
    undeclaredApis: [],
    unauthorisedApis: [],
    detectedPrivacy: [],
    submissionBar: undefined,
    busy: false,
    serving: true,
    categories: world.settings.categories.map((category) => ({
      category,
      auditStatus: 3,
      reason: '',
      added: false,
    })),
    categoryChanges: [],
    domains: {},
    webviewDomains: [],
    supportVersion: '',
    testers: new Map(),
    profile: newProfile(),
    icp: newIcp(about.registerType === 0),
    procedures: new Map(),
    orderPath: { online: undefined, inReview: undefined },
    privacyApplications: new Map(),
    privacy: new Map(),
    trial: undefined,
    scanRound: 0,
    scanned: false,
    audits: [],
    releases: [],
    releaseCount: 0,
    gray: undefined,
    withdrawals: [],
    violations: [],
  };
  world.programs.set(program.appid, program);
  return program;
}

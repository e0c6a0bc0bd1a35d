import type { Actor } from '../accounts/actor.ts';
import type { PlatformConnector } from '../hosts/connector.ts';
import { HostError } from '../hosts/host-error.ts';
import { done, type Outcome, refused } from '../kernel/outcome.ts';
import { notFound, type Problem } from '../policy/problem.ts';
import type { PlatformId } from '../programs/platform.ts';
import { type LiveDeps, noDesk } from './live-version.ts';
import { hostProblem } from './trouble.ts';

/** A program as one platform knows it. */
export interface ProgramAtPlatform {
  readonly programId: string;
  readonly platform: PlatformId;
}

/**
 * Asks a platform about a registered program of this account, now. Undefined from `ask` means that it documents no call for
 * that. What the platform refuses is the caller's to read: nothing here was changed by it.
 */
export async function askHost<Answer>(
  deps: LiveDeps,
  actor: Actor,
  { programId, platform }: ProgramAtPlatform,
  ask: (connector: PlatformConnector, appId: string) => Promise<Answer> | undefined,
): Promise<Outcome<Answer, Problem>> {
  const appId = await appIdAt(deps, actor, { programId, platform });
  if (!appId.ok) return appId;
  return answerOf(deps, platform, ask(deps.connectorOf(platform), appId.value));
}

/** The platform's id of a registered program of this account. */
export function appIdAt(
  deps: LiveDeps,
  actor: Actor,
  { programId, platform }: ProgramAtPlatform,
): Promise<Outcome<string, Problem>> {
  return deps.perform({ actor, name: 'askHost', input: { programId, platform } }, async (records) => {
    const program = await records.program(actor.accountId, programId);
    if (!program) return refused(notFound({ 'zh-CN': '程序', en: 'program' }, 'programId'));
    const registration = await records.registration(programId, platform);
    if (registration?.state !== 'REGISTERED' || registration.appId === undefined) {
      return refused(notRegistered(platform, 'platform'));
    }
    return done(registration.appId);
  });
}

/** Asks a platform about what is the gateway's own there. */
export function askPlatform<Answer>(
  deps: LiveDeps,
  platform: PlatformId,
  ask: (connector: PlatformConnector) => Promise<Answer> | undefined,
): Promise<Outcome<Answer, Problem>> {
  return answerOf(deps, platform, ask(deps.connectorOf(platform)));
}

async function answerOf<Answer>(
  deps: LiveDeps,
  platform: PlatformId,
  asked: Promise<Answer> | undefined,
): Promise<Outcome<Answer, Problem>> {
  if (!asked) return refused({ ...noDesk(platform), path: 'platform' });
  try {
    return done(await asked);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return refused(hostProblem(error, deps.clock.now()));
  }
}

/** `path`: where the platform was named. */
export function notRegistered(platform: PlatformId, path: string): Problem {
  return {
    ...notFound({ 'zh-CN': '该平台上的此程序', en: 'program at this platform' }, path),
    message: {
      'zh-CN': '程序在该平台没有注册；请先注册',
      en: 'the program is not registered at the platform: register it first',
    },
    platform,
  };
}

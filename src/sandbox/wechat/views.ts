import type { AppView, ReviewView } from '../control.ts';
import { isBlocked } from './measures.ts';
import { isOpen, type WechatWorld } from './state.ts';

export function appViews(world: WechatWorld): readonly AppView[] {
  return [...world.programs.values()].map((program) => {
    const live = program.releases.at(-1)?.code.version;
    const { authorized, initialised, serving, scanned } = program;
    const visible = serving && live !== undefined && !isBlocked(world, program);
    return {
      app: program.appid,
      name: program.nickName,
      ...(live !== undefined && { live }),
      facts: { visible, authorized, initialised, serving, scanned, trial: program.trial?.version ?? '' },
    };
  });
}

const AUDIT_STATES = ['approved', 'rejected', 'in review', 'withdrawn', 'delayed'] as const;

export function reviewViews(world: WechatWorld): readonly ReviewView[] {
  return [...world.programs.values()].flatMap(({ appid, audits }) =>
    audits.map((audit) => ({
      app: appid,
      reference: String(audit.id),
      version: audit.code.version,
      description: audit.code.description,
      state: AUDIT_STATES[audit.status],
      reason: audit.reason,
      open: isOpen(audit),
    })),
  );
}

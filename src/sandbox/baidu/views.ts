import type { AppView, ReviewView } from '../control.ts';
import { inForce } from './measures.ts';
import type { BaiduWorld, PackageStatus } from './state.ts';

export function appViews(world: BaiduWorld): readonly AppView[] {
  return [...world.apps.values()].map((app) => {
    const live = app.packages.find(({ status }) => status === 1)?.version;
    const { nameApproved, categoryApproved, certified } = app;
    return {
      app: String(app.appId),
      name: app.appName,
      ...(live !== undefined && { live }),
      facts: {
        visible: live !== undefined && !app.paused && !inForce(app, 'OFFLINE'),
        nameApproved,
        categoryApproved,
        certified,
      },
    };
  });
}

const PACKAGE_STATES: Readonly<Record<PackageStatus, string>> = {
  1: 'online',
  3: 'development',
  4: 'in review',
  5: 'rejected',
  6: 'approved',
  8: 'rolling back',
};

export function reviewViews(world: BaiduWorld): readonly ReviewView[] {
  return [...world.apps.values()].flatMap(({ appId, packages }) =>
    packages.map((one) => ({
      app: String(appId),
      reference: String(one.id ?? '–'),
      version: one.version,
      description: one.description,
      state: one.uploadFault
        ? 'upload failed'
        : one.status === undefined
          ? 'uploading'
          : PACKAGE_STATES[one.status],
      reason: one.words,
      open: one.status === 4,
    })),
  );
}

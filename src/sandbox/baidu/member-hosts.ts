import { type Fields, listIn, numberIn, textIn } from '../fields.ts';
import { issueHostToken } from './access.ts';
import { type PlatformCalls, REST } from './call-table.ts';
import { OauthRefusal, required } from './errors.ts';
import { statusOf } from './measures.ts';
import { packageDetail, packageView } from './packages.ts';
import type { App, BaiduWorld } from './state.ts';

/** What a member of the alliance asks as a host, with a key of its own. */
export const memberHostCalls: PlatformCalls = {
  '/oauth/2.0/token': { method: 'GET', open: true, flat: true, act: hostToken },
  [`${REST}/oss/app/info`]: { method: 'GET', forHosts: true, act: appInfos },
  [`${REST}/oss/package/get`]: { method: 'GET', forHosts: true, act: packagesOf },
  [`${REST}/oss/package/getdetail`]: {
    method: 'GET',
    forHosts: true,
    act: (world, fields) => packageDetail(world, appOf(world, fields), fields),
  },
  [`${REST}/osa/func/applist`]: { method: 'POST', forHosts: true, act: compatible },
};

function hostToken(world: BaiduWorld, fields: Fields): object {
  const { apiKey, secretKey } = world.settings.memberHost;
  if (textIn(fields, 'grant_type') !== 'client_credentials') {
    throw new OauthRefusal('unsupported_grant_type', 'The authorization grant type is not supported');
  }
  if (textIn(fields, 'client_id') !== apiKey || textIn(fields, 'client_secret') !== secretKey) {
    throw new OauthRefusal('invalid_client', 'unknown client id');
  }
  return issueHostToken(world);
}

function appInfos(world: BaiduWorld, fields: Fields): readonly object[] {
  const ids = required(textIn(fields, 'app_ids')).split(',').map(Number);
  return ids.flatMap((id) => {
    const app = world.apps.get(id);
    return app ? [viewOf(app)] : [];
  });
}

function viewOf(app: App): object {
  return {
    app_id: app.appId,
    app_name: app.appName,
    app_desc: app.appDesc,
    photo_addr: JSON.stringify([{ cover: app.photo }]),
    qualification: { name: app.subjectName, type: app.subjectType, status: app.subjectStatus },
    category: app.categories.map(({ id, name }) => ({ category_id: id, category_name: name })),
    min_swan_version: app.supportVersion,
    status: statusOf(app),
  };
}

function packagesOf(world: BaiduWorld, fields: Fields): readonly object[] {
  return appOf(world, fields).packages.map(packageView);
}

function appOf(world: BaiduWorld, fields: Fields): App {
  return required(world.apps.get(required(numberIn(fields, 'app_id'))), 45000);
}

/** The newer form. `union_sign`, whose algorithm is not published, is not looked at. Every program runs everywhere. */
function compatible(world: BaiduWorld, fields: Fields): object {
  required(textIn(fields, 'hostVersion'));
  const osType = required(numberIn(fields, 'osType'));
  const size = Math.min(numberIn(fields, 'pageSize') ?? 200, 200);
  const page = numberIn(fields, 'pageNo') ?? 1;
  const asked = listIn(fields, 'appKey').map(String);
  const all = [...world.apps.values()].filter(({ appKey }) => asked.length === 0 || asked.includes(appKey));
  return {
    total: all.length,
    hasMore: page * size < all.length,
    dataList: all.slice((page - 1) * size, page * size).map(({ appKey }) => ({ osType, appKey })),
  };
}

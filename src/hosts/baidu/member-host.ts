import { z } from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import type { CredentialVault } from '../credential-vault.ts';
import type { MemberHostDesk, PackageForHost } from '../desks/member-host.ts';
import { createGatewayToken } from '../gateway-token.ts';
import type { HttpCall } from '../http-call.ts';
import { readReply } from '../reply.ts';
import { lifeSeconds } from '../token-life.ts';
import { callWithToken } from '../with-token.ts';
import type { BaiduApi } from './api.ts';
import { type MemberHostConfig, PLATFORM } from './config.ts';
import { tokenRejections } from './error-codes.ts';
import { id } from './wire-values.ts';

const TOKEN = '/oauth/2.0/token';
const PROGRAMS = '/rest/2.0/smartapp/oss/app/info';
const PACKAGES = '/rest/2.0/smartapp/oss/package/get';
const DETAIL = '/rest/2.0/smartapp/oss/package/getdetail';
const COMPATIBLE = '/rest/2.0/smartapp/osa/func/applist';
const AHEAD_MS = 86_400_000;
const PAGE_SIZE = 200;

const tokenShape = z.object({ access_token: z.string().min(1), expires_in: lifeSeconds });
const programsShape = z.object({
  data: z.array(z.object({ app_id: id, app_name: z.string().nullish(), status: id.nullish() })).nullish(),
});
const rowShape = z.object({ package_id: id.nullish(), version: z.string().nullish(), status: id.nullish() });
const packagesShape = z.object({ data: z.array(rowShape).nullish() });
const detailShape = z.object({ data: rowShape.nullish() });
const compatibleShape = z.object({
  data: z.object({
    hasMore: z.boolean().nullish(),
    dataList: z.array(z.object({ appKey: z.string() })).nullish(),
  }),
});

/**
 * What a member of Baidu's open-source alliance asks Baidu as a host, with a key of its own (baidu/3.6). Sources:
 * https://github.com/swan-team/host-app-guide and the page of `osa/func/applist`. The algorithm of the `union_sign` that the
 * latter asks for besides a token is not published: `applist` is sent without, and is unconfirmed.
 */
export function createBaiduMemberHost(
  api: BaiduApi,
  { apiKey, secretKey }: MemberHostConfig,
  vault: CredentialVault,
  clock: Clock,
): MemberHostDesk {
  const token = createGatewayToken({
    vault,
    clock,
    key: { platform: PLATFORM, holder: apiKey, kind: 'component-token' },
    aheadMs: AHEAD_MS,
    async fetchToken() {
      await vault.noteUse({ platform: PLATFORM, holder: apiKey, kind: 'app-secret' }, TOKEN);
      const query = {
        grant_type: 'client_credentials',
        client_id: apiKey,
        client_secret: secretKey,
        scope: 'smartapp_snsapi_base',
      };
      const reply = await api.openly({
        method: 'GET',
        path: TOKEN,
        query,
        effect: 'READS',
        yieldsCredential: true,
      });
      const { access_token, expires_in } = readReply(PLATFORM, `GET ${TOKEN}`, tokenShape, reply);
      return { token: access_token, expiresInSeconds: expires_in };
    },
  });
  async function ask<T>(call: HttpCall, shape: z.ZodType<T>): Promise<T> {
    const reply = await callWithToken(api.openly, token, tokenRejections, call);
    return readReply(PLATFORM, `${call.method} ${call.path}`, shape, reply);
  }
  const get = <T>(path: string, query: Readonly<Record<string, string>>, shape: z.ZodType<T>) =>
    ask({ method: 'GET', path, query, effect: 'READS' }, shape);

  return {
    async programs(appIds) {
      const { data } = await get(PROGRAMS, { app_ids: appIds.join(',') }, programsShape);
      return (data ?? []).map(({ app_id, app_name, status }) => ({
        appId: app_id,
        name: app_name ?? '',
        hostState: status ?? '',
      }));
    },
    async packages(appId) {
      const { data } = await get(PACKAGES, { app_id: appId }, packagesShape);
      return (data ?? []).flatMap((row) => packageOf(row) ?? []);
    },
    async package(appId, packageId) {
      const { data } = await get(DETAIL, { app_id: appId, package_id: packageId }, detailShape);
      return data ? packageOf(data) : undefined;
    },
    async compatible({ version, system }) {
      const keys: string[] = [];
      for (let pageNo = 1; ; pageNo += 1) {
        const osType = system === 'ANDROID' ? 1 : 2;
        const json = { hostVersion: version, osType, pageSize: PAGE_SIZE, pageNo };
        const call = { method: 'POST', path: COMPATIBLE, effect: 'READS', body: { json } } as const;
        const { data } = await ask(call, compatibleShape);
        const rows = data.dataList ?? [];
        keys.push(...rows.map(({ appKey }) => appKey));
        if (rows.length === 0 || !data.hasMore) return keys;
      }
    },
  };
}

/** A row that is still uploaded has no id, and is nothing yet. */
function packageOf({ package_id, version, status }: z.infer<typeof rowShape>): PackageForHost | undefined {
  if (package_id == null) return undefined;
  return { packageId: package_id, versionNumber: version ?? '', hostState: status ?? '' };
}

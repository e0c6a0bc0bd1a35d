import type { PackageRequest, RegistrationRequest, SuppliedFile } from '../../src/hosts/connector.ts';
import { HostError, type HostErrorDetail } from '../../src/hosts/host-error.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { Manifest } from '../../src/programs/manifest.ts';

export const noon = new Date('2026-03-03T04:00:00Z');

/** A clock that a test moves by hand. */
export function handClock(start: Date = noon): Clock & { advance(ms: number): void } {
  let at = start.getTime();
  return {
    now: () => new Date(at),
    advance: (ms) => {
      at += ms;
    },
  };
}

export const manifest: Manifest = {
  name: '点餐小助手',
  introduction: '在店里点餐，也可以在家里点餐的小程序',
  ownership: { kind: 'OWN_NAME' },
  categories: [
    { platform: 'WECHAT', path: ['餐饮服务', '点餐平台'] },
    { platform: 'BAIDU', path: ['快递业与邮政', '快递'] },
  ],
  dataItems: [],
  collectsNoData: true,
  serverDomains: ['https://api.example.com'],
  analytics: 'DISABLED',
  advancedFeatures: [],
};

const file = (purpose: SuppliedFile['purpose'], name: string, paper?: string): SuppliedFile => ({
  purpose,
  name,
  mediaType: 'image/jpeg',
  bytes: Uint8Array.of(0xff, 0xd8, 0xff, ...new TextEncoder().encode(name)),
  ...(paper ? { paper } : {}),
});

export const registration: RegistrationRequest = {
  registrationId: 'reg_1',
  email: 'owner@example.com',
  subject: {
    legalName: '杭州示例科技有限公司',
    identityNumber: '91330100MA27XXXX1X',
    representativeName: '张三',
    representativeAccount: 'zhangsan_wx',
    phone: '13800000000',
  },
  manifest,
  files: [
    file('ICON', 'icon.jpg'),
    file('IDENTITY', 'licence.jpg'),
    file('QUALIFICATION', 'courier.jpg', '快递业务经营许可证'),
  ],
};

export const program: PackageRequest = {
  appId: 'wxa1',
  key: 'sub_1',
  versionNumber: '1.4.0',
  description: '新菜单',
  templateId: '7',
  settings: { ext: { shop: 'a' }, directCommit: true },
  manifest,
  categoryPath: ['餐饮服务', '点餐平台'],
};

export const marked = '新菜单 [pf:sub_1]';

/** What a call fails with; a call that succeeds, or fails otherwise, fails the test. */
export async function failureOf(call: Promise<unknown>): Promise<HostErrorDetail> {
  try {
    await call;
  } catch (error) {
    if (error instanceof HostError) return error.detail;
    throw error;
  }
  throw new Error('the call did not fail');
}

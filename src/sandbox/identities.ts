/**
 * Who the platform is at either sandbox, unless a start says otherwise. Shared by the two sides of the wire, and
 * published: they protect nothing, since both sides are this machine.
 */
export const WECHAT_IDENTITY = {
  componentAppId: 'wx0sandbox0platform',
  componentAppSecret: 'sandbox-component-secret',
  messageToken: 'sandboxwechat',
  encodingAesKey: 'sandboxWechatsandboxWechatsandboxWechat0000',
} as const;

export const BAIDU_IDENTITY = {
  tpKey: 'sandboxThirdPartyPlatformKey0001',
  tpAppId: 10_000_001,
  messageToken: 'sandboxbaidu',
  encodingAesKey: 'sandboxBaidusandboxBaidusandboxBaidu0000000',
} as const;

/** A member host of Baidu's alliance, which asks with a key of its own. */
export const MEMBER_HOST = {
  apiKey: 'sandbox-member-host',
  secretKey: 'sandbox-member-host-secret',
} as const;

/** The template that both libraries start with. */
export const FIRST_TEMPLATES = [
  {
    templateId: 1,
    userVersion: '1.0.0',
    userDesc: 'ordering',
    pages: ['pages/index/index', 'pages/order/order'],
  },
] as const;

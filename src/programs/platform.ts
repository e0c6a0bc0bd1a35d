/**
 * A party whose agreement binds the developer: `WECHAT`, `BAIDU`. Open on purpose: which platforms
 * exist is said by the policy variants that are registered (`policy/variants.ts`), not by a type.
 */
export type PlatformId = string;

import type { PlatformId } from '../programs/platform.ts';
import { baidu } from './baidu/variant.ts';
import type { PolicyVariant } from './variant.ts';
import { wechat } from './wechat/variant.ts';

/** The platforms that this gateway knows. A further one is a folder beside these and a line here. */
export const variants: readonly PolicyVariant[] = [wechat, baidu];

/** The variant of a platform. Throws on one that is not registered: ask only for what the schema let through. */
export function variantOf(platform: PlatformId): PolicyVariant {
  const variant = variants.find((candidate) => candidate.platform === platform);
  if (!variant) throw new Error(`no policy variant for platform ${platform}`);
  return variant;
}

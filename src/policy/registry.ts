import type { PlatformId } from '../programs/platform.ts';
import type { PolicyVariant } from './variant.ts';
import { faultsOf } from './variant-faults.ts';

/** The platforms that are known together, and the way to one of them. */
export interface VariantRegistry {
  readonly variants: readonly PolicyVariant[];
  /** Throws on a platform that is not registered: ask only for what the schema let through. */
  readonly variantOf: (platform: PlatformId) => PolicyVariant;
}

/**
 * Puts platforms side by side. Throws where one contradicts itself or another, with every fault in one
 * message: a platform with a wrong citation would otherwise answer until somebody asks about that clause.
 */
export function registerVariants(variants: readonly PolicyVariant[]): VariantRegistry {
  const faults = [
    ...variants.flatMap((variant) => faultsOf(variant)),
    ...twice(variants.map(({ platform }) => platform)).map((platform) => `${platform}: registered twice`),
    ...twice(variants.flatMap(({ hosts }) => hosts.map(({ id }) => id))).map(
      (id) => `host ${id}: published twice`,
    ),
  ];
  if (faults.length > 0) throw new Error(`the platforms cannot be registered:\n${faults.join('\n')}`);
  const byPlatform = new Map(variants.map((variant) => [variant.platform, variant]));
  return {
    variants,
    variantOf(platform) {
      const variant = byPlatform.get(platform);
      if (!variant) throw new Error(`no policy variant for platform ${platform}`);
      return variant;
    },
  };
}

function twice(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}

import type { Agreement, AgreementVersion } from './agreement.ts';
import type { PolicyVariant } from './variant.ts';

/** A platform's answers with the versions of its agreement that were published since the code was written. */
export function withPublished(variant: PolicyVariant, published: readonly AgreementVersion[]): PolicyVariant {
  if (published.length === 0) return variant;
  const [first, ...others] = variant.agreement.versions;
  const later = [...others, ...published].sort((one, other) =>
    one.effectiveFrom < other.effectiveFrom ? -1 : 1,
  );
  const agreement: Agreement = { ...variant.agreement, versions: [first, ...later] };
  return { ...variant, agreement };
}

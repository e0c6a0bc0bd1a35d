import { versionAt } from '../agreement.ts';
import type { Operation } from '../operation.ts';
import type { PolicyVariant } from '../variant.ts';
import { inCategory } from './apply-remedy.ts';
import type { HostRules, Situation } from './situation.ts';

/** Whether no rule of the host asks the program to choose another category, were it in this one (baidu/3.6). */
export function takenByHost(
  { platform, agreement }: PolicyVariant,
  situation: Situation,
  operation: Operation,
  hostRules: HostRules,
): (path: readonly string[]) => boolean {
  const { facts, at } = situation;
  const context = { operation, at, agreement: versionAt(agreement, at) };
  const asked = hostRules.filter(({ operations }) => operations.includes(operation));
  return (path) => {
    const supposed = { ...facts, manifest: inCategory(facts.manifest, platform, path) };
    return asked
      .flatMap((rule) => rule.check(supposed, context))
      .every(({ remedy, effect }) => effect === 'WARNS' || remedy?.kind !== 'CHOOSE_CATEGORY');
  };
}

import type { Facts } from '../facts.ts';
import type { Rule } from '../rule.ts';
import type { PolicyVariant } from '../variant.ts';
import type { Evidence } from '../verdict.ts';

/** What each rule of a variant looked at while it was asked, by the rule's id. */
export interface EvidenceNotes {
  readonly variant: PolicyVariant;
  of(rule: string): readonly Evidence[];
}

/**
 * The variant with rules that note which facts they look at. A paper is evidence once a rule goes by more of it
 * than its name, a document once its version is compared; a list that turned out empty, or was only looked
 * through, is evidence as a whole. A rule that copies all facts before it looks has all of them as evidence.
 */
export function takingNotes(variant: PolicyVariant): EvidenceNotes {
  const notes = new Map<string, readonly Evidence[]>();
  const rules = variant.rules.map(
    (rule): Rule => ({
      ...rule,
      check(facts, context) {
        const seen = new Map<string, Evidence>();
        const found = rule.check(watched(facts, '', seen) as Facts, context);
        notes.set(rule.id, evidenceAmong(seen));
        return found;
      },
    }),
  );
  return { variant: { ...variant, rules }, of: (rule) => notes.get(rule) ?? [] };
}

/** Of papers and documents these say which one it is, not how it stands. */
const SELECTORS: Readonly<Record<string, readonly string[]>> = {
  materials: ['id', 'paper', 'state'],
  acceptances: ['documentId'],
};

function watched(value: object, path: string, seen: Map<string, Evidence>): unknown {
  return new Proxy(value, {
    get(target, key) {
      const found: unknown = Reflect.get(target, key);
      if (typeof key === 'symbol' || typeof found === 'function') return found;
      const here = pathTo(target, key, path);
      if (typeof found === 'object' && found !== null && !(found instanceof Date)) {
        if (path === '') seen.set(here, { path: here });
        return watched(found, pathTo(target, key, path, found), seen);
      }
      note(target, key, path, here, seen);
      return found;
    },
  });
}

function pathTo(parent: object, key: string, path: string, child?: object): string {
  if (!Array.isArray(parent)) return path === '' ? key : `${path}.${key}`;
  const { id, documentId } = (child ?? {}) as { readonly id?: string; readonly documentId?: string };
  return `${path}[${id ?? documentId ?? key}]`;
}

/** Something that is no list and no record was read. */
function note(parent: object, key: string, path: string, here: string, seen: Map<string, Evidence>): void {
  const [list = ''] = path.split('[');
  const selectors = SELECTORS[list];
  if (Array.isArray(parent)) {
    // How many there are, or one entry of a list of names: the list is what was looked at.
    if (selectors === undefined) seen.set(path, { path });
    return;
  }
  if (selectors === undefined) {
    seen.set(here, { path: here });
    return;
  }
  if (selectors.includes(key)) return;
  const { id, documentId, version } = parent as {
    readonly id?: string;
    readonly documentId?: string;
    readonly version?: string;
  };
  seen.set(path, {
    path,
    ...(id === undefined ? {} : { materialId: id }),
    ...(documentId === undefined ? {} : { document: { id: documentId, version: version ?? '' } }),
  });
}

/** Without wholes of which a part is named. */
function evidenceAmong(seen: ReadonlyMap<string, Evidence>): readonly Evidence[] {
  const paths = [...seen.keys()];
  const hasPart = (path: string) =>
    paths.some((other) => other.startsWith(`${path}.`) || other.startsWith(`${path}[`));
  return [...seen.values()].filter(({ path }) => !hasPart(path));
}

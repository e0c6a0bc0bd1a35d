import { civilDateAt } from '../../kernel/civil-time.ts';
import { subjectTypes } from '../../programs/category.ts';
import { type Host, hostConfirmations, hostForms, hostKinds } from '../../programs/host.ts';
import { sensitivities } from '../../programs/manifest.ts';
import type { PlatformId } from '../../programs/platform.ts';
import { checkStates, registrationStates } from '../../programs/registration.ts';
import type { Facts, SubjectFact } from '../facts.ts';
import { confirmationStates, releaseStates, reviewStates } from '../lifecycle.ts';
import type { Operation } from '../operation.ts';
import { hostRuleOperations } from './rule-set.ts';
import { bool, type Shape, timestamp } from './shape.ts';

/** What a host's rules are told of a program. No name of a person, no paper, no address is among it. */
export interface HostRuleFacts
  extends Pick<Facts, 'manifest' | 'registration' | 'version' | 'host' | 'hostRefusals'> {
  readonly subject?: Pick<SubjectFact, 'type'>;
}

/** As many refusals of a host as its rules are told of: the latest ones. */
export const MOST_REFUSALS = 100;

const LONGEST_TEXT = 2_000;
const word: Shape = { kind: 'TEXT', most: 64 };
const oneOf = (words: readonly string[]): Shape => ({ kind: 'TEXT', most: 64, words, enumerated: true });
const day: Shape = { kind: 'TEXT', most: 64, day: true };
const text: Shape = { kind: 'TEXT', most: LONGEST_TEXT };
const record = (name: string, fields: Readonly<Record<string, Shape>>): Shape => ({
  kind: 'RECORD',
  name,
  fields,
});
const recordOnFile = (name: string, fields: Readonly<Record<string, Shape>>): Shape => ({
  kind: 'RECORD',
  name,
  fields,
  mayBeMissing: true,
});
const list = (most: number, item: Shape): Shape => ({ kind: 'LIST', most, item });

const dataItem = record('DataItem', {
  key: text,
  name: text,
  sensitivity: oneOf(sensitivities),
  purpose: text,
  feature: text,
  separateConsent: bool,
  usedForMarketing: bool,
});

/** What an expression may speak of, by the names it uses. */
export const vocabulary: Readonly<Record<string, Shape>> = {
  program: record('Program', {
    name: text,
    introduction: text,
    ownName: bool,
    dataItems: list(50, dataItem),
    collectsNoData: bool,
    hasPrivacyPolicy: bool,
    serverDomains: list(100, text),
    analytics: bool,
    advancedFeatures: list(100, text),
  }),
  /** The path of the program's category on the platform, from the first level down; empty where none is chosen. */
  category: list(10, text),
  subject: recordOnFile('Subject', { type: oneOf(subjectTypes) }),
  registration: recordOnFile('Registration', {
    state: oneOf(registrationStates),
    admission: oneOf(checkStates),
    verification: oneOf(checkStates),
  }),
  version: recordOnFile('Version', {
    number: text,
    review: oneOf(reviewStates),
    confirmation: oneOf(confirmationStates),
    release: oneOf(releaseStates),
  }),
  host: record('Host', {
    id: word,
    kind: oneOf(hostKinds),
    form: oneOf(hostForms),
    confirmation: oneOf(hostConfirmations),
  }),
  /** When this host refused versions of this program before, the oldest first. */
  history: record('History', { refusals: list(MOST_REFUSALS, timestamp) }),
  operation: oneOf(hostRuleOperations),
  now: timestamp,
  /** The day in China, YYYY-MM-DD. */
  today: day,
};

/** The facts in the words of the vocabulary. What is not on file is left out, so that `has(subject.type)` can ask. */
export function viewOf(
  facts: HostRuleFacts,
  { operation, at, platform }: { operation: Operation; at: Date; platform: PlatformId },
): Readonly<Record<string, unknown>> {
  const { manifest, registration, version, host, subject, hostRefusals = [] } = facts;
  return {
    program: {
      name: manifest.name,
      introduction: manifest.introduction,
      ownName: manifest.ownership.kind === 'OWN_NAME',
      dataItems: manifest.dataItems.map(
        ({ key, name, sensitivity, purpose, feature, separateConsent, usedForMarketing }) => ({
          key,
          name,
          sensitivity,
          purpose,
          feature,
          separateConsent,
          usedForMarketing,
        }),
      ),
      collectsNoData: manifest.collectsNoData,
      hasPrivacyPolicy: manifest.privacyPolicy !== undefined,
      serverDomains: [...manifest.serverDomains],
      analytics: manifest.analytics === 'ENABLED',
      advancedFeatures: [...manifest.advancedFeatures],
    },
    category: [...(manifest.categories.find((chosen) => chosen.platform === platform)?.path ?? [])],
    subject: subject ? { type: subject.type } : {},
    registration: registration
      ? {
          state: registration.state,
          admission: registration.admission,
          verification: registration.verification,
        }
      : {},
    version: version
      ? {
          number: version.number,
          review: version.review,
          confirmation: version.confirmation,
          release: version.release,
        }
      : {},
    host: host ? hostView(host) : {},
    history: { refusals: latestOf(hostRefusals) },
    operation,
    now: at,
    today: civilDateAt(at),
  };
}

function hostView({ id, kind, form, confirmation }: Pick<Host, 'id' | 'kind' | 'form' | 'confirmation'>) {
  return { id, kind, form, confirmation };
}

function latestOf(refusals: readonly Date[]): readonly Date[] {
  return [...refusals].sort((one, other) => one.getTime() - other.getTime()).slice(-MOST_REFUSALS);
}

/**
 * Where a value has more than its shape allows, as a path; undefined where it fits. An expression is weighed
 * for what fits, so one that is run on more could cost more than it was let through for.
 */
export function excessIn(value: unknown, shape: Shape, path: string): string | undefined {
  if (value === undefined) return undefined;
  switch (shape.kind) {
    case 'SCALAR':
      return undefined;
    case 'TEXT':
      return isLonger(String(value), shape.most) ? path : undefined;
    case 'LIST': {
      const items = value as readonly unknown[];
      return items.length > shape.most
        ? path
        : firstExcess(items.map((item, index) => [`${path}[${index}]`, item, shape.item]));
    }
    case 'RECORD': {
      const fields = value as Readonly<Record<string, unknown>>;
      return firstExcess(
        Object.entries(shape.fields).map(([name, field]) => [`${path}.${name}`, fields[name], field]),
      );
    }
  }
}

function firstExcess(parts: readonly (readonly [string, unknown, Shape])[]): string | undefined {
  for (const [path, value, shape] of parts) {
    const excess = excessIn(value, shape, path);
    if (excess !== undefined) return excess;
  }
  return undefined;
}

/** In characters as people count them, as the manifest is bounded; a `length` counts some of them twice. */
function isLonger(text: string, most: number): boolean {
  return text.length > most && [...text].length > most;
}

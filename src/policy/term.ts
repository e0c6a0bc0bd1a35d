import type { LocalizedText } from '../kernel/localized.ts';
import type { ClauseId } from './clause.ts';

/** What one can ask an agreement that has no behaviour of its own. */
export const termTopics = [
  'PARTIES',
  'DEFINITION',
  'OWNERSHIP',
  'PRECEDENCE',
  'LIABILITY',
  'OUTAGE_CAUSE',
  'GOVERNING_LAW',
  'JURISDICTION',
] as const;
export type TermTopic = (typeof termTopics)[number];

/** One fact that a clause of kind TERM states, in our words: of what it speaks, and what it says of it. */
export interface Term {
  readonly clause: ClauseId;
  readonly topic: TermTopic;
  readonly about: LocalizedText;
  readonly answer: LocalizedText;
}

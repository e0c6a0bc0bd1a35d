/** How large a host's rules may be. All of it is checked before a set is published, and none of it by trying. */
export const hostRuleLimits = {
  rules: 50,
  /** Characters of one expression. */
  expressionLength: 2_000,
  /** Nodes and levels of one expression's syntax tree. */
  nodes: 200,
  depth: 16,
  /** Elements of a list that is written out. */
  listElements: 100,
  /** The most steps that one expression may take on the largest program there can be. */
  cost: 200_000,
  /** The same for all expressions of a set together. */
  setCost: 500_000,
  /** Characters of a message in one language, and of a source. */
  textLength: 500,
} as const;

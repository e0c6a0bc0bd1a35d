/** The longest description that is sent; neither host publishes a limit for this one. */
const MAX_LENGTH = 200;

/** The mark by which what was handed in is found again at a host. */
export function markOf(key: string): string {
  return ` [pf:${key}]`;
}

/**
 * A description that carries our key. It is cut to fit; the key never is, since after a lost answer it
 * alone tells whether the host acted.
 */
export function describePackage(description: string, key: string): string {
  const mark = markOf(key);
  return (
    Array.from(description)
      .slice(0, Math.max(0, MAX_LENGTH - mark.length))
      .join('') + mark
  );
}

export function isMarked(description: string | undefined, key: string): boolean {
  return description?.endsWith(markOf(key)) ?? false;
}

/** Our key in a description; undefined where it was not written by a gateway. */
export function keyIn(description: string | undefined): string | undefined {
  return /(?:^| )\[pf:([\w-]{1,64})\]$/.exec(description ?? '')?.[1];
}

/** The description as its developer wrote it. */
export function withoutMark(description: string): string {
  return description.replace(/ ?\[pf:[\w-]{1,64}\]$/, '');
}

/** Brackets in Chinese company names are typed in two widths, and people add spaces; neither makes another name. */
export function isSameName(one: string, other: string): boolean {
  const plain = (name: string) => name.normalize('NFKC').replaceAll(/\s+/g, '').toLowerCase();
  return one === other || plain(one) === plain(other);
}

/** Whether a text is so wide. Baidu counts a Chinese character as two. */
export function isWide(text: string, least: number, most: number): boolean {
  const width = [...text].reduce((sum, character) => sum + (character.charCodeAt(0) > 0xff ? 2 : 1), 0);
  return width >= least && width <= most;
}

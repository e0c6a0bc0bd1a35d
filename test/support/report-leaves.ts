/** Every word and every text of a report in English, and every key. */
export function leavesOf(value: unknown): { keys: string[]; texts: string[] } {
  const keys: string[] = [];
  const texts: string[] = [];
  const walk = (one: unknown): void => {
    if (typeof one === 'string') texts.push(one);
    if (Array.isArray(one)) one.forEach(walk);
    else if (typeof one === 'object' && one !== null && !('zh-CN' in one)) {
      for (const [key, inner] of Object.entries(one)) {
        keys.push(key);
        walk(inner);
      }
    } else if (typeof one === 'object' && one !== null) texts.push((one as { en: string }).en);
  };
  walk(value);
  return { keys, texts };
}

/** The first texts, and how many more there are: `a,b,c + 2 more...`. */
export function withMore(texts: readonly string[], limit: number, separator = ','): string {
  const shown = texts.slice(0, limit).join(separator);
  return texts.length > limit ? `${shown} + ${String(texts.length - limit)} more...` : shown;
}

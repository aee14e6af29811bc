import { randomUUID } from 'node:crypto';

/**
 * The same JSON with sorted keys, two spaces of indentation and a line break at the end: two servers that say the same give the same
 * bytes, and a change is a change of few lines. Kubernetes keeps its own copies of these documents in this form. Lists keep their order and
 * numbers their digits, also those that JavaScript would round.
 *
 * @throws {SyntaxError} if the text is not JSON
 */
export function stableJSON(text: string): string {
  JSON.parse(text);
  // Numbers travel as texts, which begin with something that is in no document.
  const marker = randomUUID();
  const numbersAsTexts = text.replace(/"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*/g, (token) =>
    token.startsWith('"') ? token : `"${marker}${token}"`,
  );
  const sorted = JSON.stringify(sortKeys(JSON.parse(numbersAsTexts)), null, 2);
  return `${sorted.replace(new RegExp(`"${marker}([^"]*)"`, 'g'), '$1')}\n`;
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, sortKeys(member)]));
}

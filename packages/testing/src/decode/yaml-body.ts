import { parseYAML, parseYAMLDocuments } from '@kubewright/yaml';
import type { JSONValue } from '../json.js';

/** What a text of YAML says; or what is wrong with it. */
export type YAMLBody = { problem: string } | { value: JSONValue; repeated: string[] };

/** Reads the first document of a text of YAML, as the server does (sigs.k8s.io/yaml). Of a repeated key the last counts. */
export function readYAML(text: string): YAMLBody {
  if (/(?![\t\n\r\u0085])\p{Cc}/u.test(text)) return { problem: 'yaml: control characters are not allowed' };
  try {
    const value = parseYAML(text) as JSONValue;
    return { value, repeated: repeatedKeys(text) };
  } catch (error) {
    return { problem: `yaml: ${inGoWords((error as Error).message, text)}` };
  }
}

/** The mistakes that are made most often; what is not here is told in our parser's words. */
const goWords: Readonly<Record<string, string>> = {
  'block as implicit key': 'mapping values are not allowed in this context',
  'unknown directive': 'found unknown directive name',
  'its directive %YAML wants another version than 1.1': 'found incompatible YAML document',
};

/** The first line is not told. */
function inGoWords(message: string, text: string): string {
  const [, line = '', what = ''] = /^not valid YAML at line (\d+), column \d+: ([^]*)$/.exec(message) ?? [];
  const [problem = ''] = what.split(':'); // What follows is advice.
  // A list or a mapping that ends where something should follow.
  if (/^(bad indent|missing char)$/.test(problem) && /[[{,]\s*$/.test(text))
    return `line ${String(lineOf(text.replace(/\n$/, ''), text.length))}: did not find expected node content`;
  if (what.startsWith('a line of ...'))
    return `${line === '1' ? '' : `line ${String(Number(line) - 1)}: `}did not find expected node content`;
  if (what.startsWith('a merge key')) return 'map merge requires map or sequence of maps as the value';
  if (problem === 'resource exhaustion') return 'exceeded max depth of 10000';
  if (problem === 'tab as indent')
    return line === '1'
      ? 'found character that cannot start any token'
      : `line ${line}: found a tab character that violates indentation`;
  return `${line === '1' ? '' : `line ${line}: `}${goWords[problem] ?? what}`;
}

/** The keys that stand twice in a mapping, in Go's words: `line 7: key "a" already set in map`. */
function repeatedKeys(text: string): string[] {
  const repeated: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null || !('items' in node) || !Array.isArray(node.items)) return;
    const seen = new Set<string>();
    for (const item of node.items as unknown[]) {
      if (typeof item !== 'object' || item === null || !('key' in item)) {
        visit(item);
        continue;
      }
      const { key, value } = item as { key: { value?: unknown; range?: [number, number, number] } | null; value: unknown };
      const name = String(key?.value);
      if (seen.has(name)) repeated.push(`line ${String(lineOf(text, key?.range?.[0] ?? 0))}: key "${name}" already set in map`);
      seen.add(name);
      visit(value);
    }
  };
  visit(parseYAMLDocuments(text)[0]?.contents);
  return repeated;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

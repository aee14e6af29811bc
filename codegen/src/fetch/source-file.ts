import { createHash } from 'node:crypto';

/** Name of the file beside the documents that says where they come from. */
export const SOURCE = 'SOURCE';

/** The text of `SOURCE`: the server's version, and the SHA-256 of each file. */
export function sourceFile(server: string, texts: ReadonlyMap<string, string>): string {
  const names = [...texts.keys()].sort();
  const files = Object.fromEntries(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(texts.get(name) ?? '')
        .digest('hex'),
    ]),
  );
  return `${JSON.stringify({ server, files }, null, 2)}\n`;
}

/** The names of the files that a `SOURCE` lists, itself included; undefined if the text is none. */
export function namesInSource(text: string): Set<string> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const files = typeof value === 'object' && value !== null && 'files' in value ? value.files : undefined;
    return typeof files === 'object' && files !== null ? new Set([SOURCE, ...Object.keys(files)]) : undefined;
  } catch {
    return undefined;
  }
}

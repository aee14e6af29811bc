import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const folder = new URL('../../data/openapi/', import.meta.url);
const suffix = '.json.gz';

/** The documents by path, as `apis/apps/v1`, read when they are asked for. */
let documents: Map<string, string | undefined> | undefined;

function known(): Map<string, string | undefined> {
  return (documents ??= new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith(suffix))
      .map((name) => [name.slice(0, -suffix.length).replaceAll('__', '/'), undefined]),
  ));
}

/** The paths of all documents, as `apis/apps/v1`. */
export function openapiPaths(): string[] {
  return [...known().keys()];
}

/** A document, as JSON; undefined if there is none of that path. */
export function openapiDocument(path: string): string | undefined {
  const texts = known();
  if (!texts.has(path)) return undefined;
  let text = texts.get(path);
  if (text === undefined) {
    text = readOpenAPIDocument(path);
    texts.set(path, text);
  }
  return text;
}

/** A document, as JSON, which is not kept. @param path of a document that there is */
export function readOpenAPIDocument(path: string): string {
  return gunzipSync(readFileSync(new URL(`${path.replaceAll('/', '__')}${suffix}`, folder))).toString('utf8');
}

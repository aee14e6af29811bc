import { createHash } from 'node:crypto';
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

/** `/openapi/v3`: where the documents are. */
export function openapiIndex(): object {
  return {
    paths: Object.fromEntries(
      [...known().keys()].map((path) => [
        path,
        // Clients keep documents under the hash: it has only to be another one for another document.
        { serverRelativeURL: `/openapi/v3/${path}?hash=${createHash('sha256').update(path).digest('hex').toUpperCase()}` },
      ]),
    ),
  };
}

/** A document, as JSON; undefined if there is none of that path. */
export function openapiDocument(path: string): string | undefined {
  const texts = known();
  if (!texts.has(path)) return undefined;
  let text = texts.get(path);
  if (text === undefined) {
    text = gunzipSync(readFileSync(new URL(`${path.replaceAll('/', '__')}${suffix}`, folder))).toString('utf8');
    texts.set(path, text);
  }
  return text;
}

import { createHash } from 'node:crypto';
import { GenerationError } from '../generation-error.js';
import { JsonNode } from './json-node.js';

/** The file beside the documents that says where they come from. */
export const sourceFileName = 'SOURCE';

/** What `SOURCE` says: which server published the documents, and the SHA-256 of each. */
export interface Source {
  /** Version of the server, such as `v1.36.3`. */
  readonly server: string;
  /** Hexadecimal digests by file name. */
  readonly sha256: ReadonlyMap<string, string>;
}

/** @param file the file's name in errors */
export function readSource(text: string, file: string): Source {
  const node = JsonNode.parse(text, file);
  const digests = node.get('files').entries();
  return { server: node.get('server').string(), sha256: new Map(digests.map(([name, digest]) => [name, digest.string()])) };
}

/** Throws unless `bytes` are what the server published under `name`. */
export function checkDigest(source: Source, name: string, bytes: Uint8Array, file: string): void {
  const expected = source.sha256.get(name);
  if (expected === undefined) throw new GenerationError(`${file}: ${sourceFileName} does not list it; fetch the documents again`);
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found === expected) return;
  throw new GenerationError(`${file}: its SHA-256 is ${found}, ${sourceFileName} says ${expected}; fetch the documents again`);
}

import { readFileSync } from 'node:fs';
import type { JSONObject } from '../json.js';
import { builtInSchema } from '../schemas.js';
import type { Schema } from '../schema.js';
import { widgetSchema } from './widget-schema.test-support.js';

/** A case of `e2e/vectors`: what was asked of the server's field manager, and what it did. */
export interface Vector<In, Did> {
  id: string;
  in: In;
  did: Did;
}

/** One write of a sequence. */
export interface WriteIn {
  manager: string;
  subresource?: string;
  apply?: boolean;
  force?: boolean;
  now: string;
  resetFields?: string[][];
  object: JSONObject;
}

/** What became of the object by one write. */
export interface WriteDid {
  managedFields?: JSONObject[];
  merged?: JSONObject;
  object?: JSONObject;
  error?: { code: number; reason?: string; message: string; causes?: [string, string, string][] } | undefined;
}

/** Reads a table of vectors. */
export function readVectors<In, Did>(name: string): Vector<In, Did>[] {
  const file = new URL(`../../../../e2e/vectors/vectors/managedfields/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Vector<In, Did>[];
}

/** The schema of a kind that the vectors have. */
export function schemaOf(apiVersion: string, kind: string): Schema {
  if (kind === 'Widget') return widgetSchema;
  if (kind === 'Loose') return {};
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  const schema = builtInSchema(group, version, kind);
  if (!schema) throw new Error(`no schema of ${apiVersion} ${kind}`);
  return schema;
}

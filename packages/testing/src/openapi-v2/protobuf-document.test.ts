import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { JSONObject } from '../json.js';
import { protobufDocument } from './protobuf-document.js';

const file = new URL('../../../../e2e/vectors/vectors/testing/openapi-documents.json', import.meta.url);
const vectors = JSON.parse(readFileSync(file, 'utf8')) as { id: string; in: string; did: string }[];

describe('an OpenAPI 2 document in protobuf', () => {
  it.each(vectors)('is byte for byte as Go writes it: $id', ({ in: json, did: bytes }) => {
    const written = Buffer.from(protobufDocument(JSON.parse(json) as JSONObject));
    expect(written.toString('hex')).toBe(Buffer.from(bytes, 'base64').toString('hex'));
  });
});

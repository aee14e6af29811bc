import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { JSONObject } from '../json.js';
import { protobufBody, protobufEvent } from './protobuf-body.js';

interface Vector {
  id: string;
  in: string;
  did: string;
}

function vectors(name: string): Vector[] {
  const file = new URL(`../../../../e2e/vectors/vectors/testing/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Vector[];
}

const hexadecimal = (bytes: Uint8Array | string): string =>
  (typeof bytes === 'string' ? Buffer.from(bytes, 'base64') : Buffer.from(bytes)).toString('hex');
const isEvent = ({ id }: Vector): boolean => id.endsWith('an event of a watch');

describe('an object in protobuf', () => {
  it.each(vectors('protobuf'))('is byte for byte as Go writes it: $id', ({ in: bytes, did: json }) => {
    expect(hexadecimal(protobufBody(JSON.parse(json) as JSONObject))).toBe(hexadecimal(bytes));
  });

  it.each(vectors('protobuf-answers').filter((one) => !isEvent(one)))(
    'is byte for byte as Go writes it: $id',
    ({ in: json, did: bytes }) => {
      expect(hexadecimal(protobufBody(JSON.parse(json) as JSONObject))).toBe(hexadecimal(bytes));
    },
  );

  it.each(vectors('protobuf-answers').filter(isEvent))('is framed in a watch as Go does: $id', ({ in: json, did: bytes }) => {
    expect(hexadecimal(protobufEvent(JSON.parse(json) as { type: string; object: JSONObject }))).toBe(hexadecimal(bytes));
  });

  it('is none of a kind that Go does not know', () => {
    expect(() => protobufBody({ apiVersion: 'example.com/v1', kind: 'Widget' })).toThrow(
      'Widget of example.com/v1: not known in protobuf',
    );
  });
});

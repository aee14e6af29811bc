import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { builtInSchema } from '../schemas.js';
import { startTestServer } from '../test-server.js';
import { decodeObject } from './decode-object.js';
import type { GroupVersionKind } from '../resources/resource-table.js';

interface Vector {
  id: string;
  in: string;
  did: string;
}

const file = new URL('../../../../e2e/vectors/vectors/testing/protobuf.json', import.meta.url);
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vector[];
const contentType = 'application/vnd.kubernetes.protobuf';
const podKind: GroupVersionKind = { group: '', version: 'v1', kind: 'Pod' };

function read(body: Uint8Array | string, type: string, gvk: GroupVersionKind): object {
  const schema = builtInSchema(gvk.group, gvk.version, gvk.kind) ?? {};
  return decodeObject(body, { contentType: type, fieldValidation: 'Strict', gvk, schema }).object;
}

function kindOf(json: string): GroupVersionKind {
  const { apiVersion, kind } = JSON.parse(json) as { apiVersion: string; kind: string };
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  return { group, version, kind };
}

const podWithEverything = (): Uint8Array => {
  const found = vectors.find(({ id }) => id.endsWith('/v1/Pod with everything'));
  return Buffer.from(found?.in ?? '', 'base64');
};

describe('a body in protobuf', () => {
  it.each(vectors)('says what Go says in JSON: $id', ({ in: bytes, did }) => {
    expect(read(Buffer.from(bytes, 'base64'), contentType, kindOf(did))).toEqual(read(did, 'application/json', kindOf(did)));
  });

  it('may not end too early, wherever it is cut', () => {
    const whole = podWithEverything();
    let refused = 0;
    for (let length = 1; length < whole.length; length += 97) {
      try {
        read(whole.subarray(0, length), contentType, podKind);
      } catch (error) {
        expect(error).toMatchObject({ code: 400, reason: 'BadRequest' });
        refused++;
      }
    }
    expect(refused).toBe(Math.ceil((whole.length - 1) / 97));
  });

  it('is refused without its prefix', () => {
    expect(() => read(new TextEncoder().encode('{"kind":"Pod"}'), contentType, podKind)).toThrow(
      'the object provided is unrecognized (must be of type Pod): provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]',
    );
  });

  it('is refused if it is empty', () => {
    expect(() => read(new Uint8Array(), contentType, podKind)).toThrow(
      'the object provided is unrecognized (must be of type Pod): empty data (<empty>)',
    );
  });

  it('creates an object, and brings the options of a deletion', async () => {
    await using server = await startTestServer({
      objects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kept', namespace: 'default' } }],
    });
    const { in: secret = '' } = vectors.find(({ id }) => id.endsWith('/v1/Secret with nothing')) ?? {};
    const refused = await fetch(`${server.url}/api/v1/namespaces/default/secrets`, {
      method: 'POST',
      headers: { 'content-type': contentType },
      body: Buffer.from(secret, 'base64'),
    });
    expect({ status: refused.status, ...((await refused.json()) as object) }).toMatchObject({
      status: 'Failure',
      code: 422,
      message: 'Secret "" is invalid: metadata.name: Required value: name or generateName is required',
    });
    // DeleteOptions of v1 with the precondition that the uid is "x".
    const options = Buffer.concat([
      Buffer.from('k8s\0'),
      message(1, Buffer.concat([message(1, Buffer.from('v1')), message(2, Buffer.from('DeleteOptions'))])),
      message(2, message(2, message(1, Buffer.from('x')))),
    ]);
    const conflict = await fetch(`${server.url}/api/v1/namespaces/default/configmaps/kept`, {
      method: 'DELETE',
      headers: { 'content-type': contentType },
      body: options,
    });
    expect(conflict.status).toBe(409);
  });
});

/** A field of a message, shorter than 128 bytes. */
function message(number: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.of(number * 8 + 2, content.length), content]);
}

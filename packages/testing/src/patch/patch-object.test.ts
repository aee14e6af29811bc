import { describe, expect, it } from '@jest/globals';
import { StatusError } from '@kubewright/rest';
import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { builtInSchema } from '../schemas.js';
import type { FieldValidation } from './decode-patch.js';
import { jsonPatchType, mergePatchType, strategicMergePatchType } from './patch-media-types.js';
import { patchObject } from './patch-object.js';

/** What is expected is what kube-apiserver 1.36.3 answered. */
const live: JSONObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'p' }, data: { k: 'v' } };
const schema = builtInSchema('', 'v1', 'ConfigMap') ?? {};

/** As a decoder would, of an object that has but data: which must be texts. */
function decode(patched: JSONValue): { object: JSONObject; strictErrors: string[] } {
  if (!isJSONObject(patched)) throw new TypeError('json: cannot unmarshal array');
  const { apiVersion = '', kind = '', metadata = {}, data = {}, ...unknown } = patched;
  if (!isJSONObject(data)) throw new TypeError('json: cannot unmarshal string into Go struct field ConfigMap.data');
  return {
    object: { apiVersion, kind, metadata, data },
    strictErrors: Object.keys(unknown).map((field) => `unknown field "${field}"`),
  };
}

function patch(
  patchType: string,
  value: JSONValue,
  fieldValidation: FieldValidation = 'Warn',
  duplicates: string[] = [],
): unknown {
  try {
    const { object, warnings } = patchObject(live, { value, duplicates }, { patchType, fieldValidation, schema, decode });
    return { data: object['data'], warnings };
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    return `${String(error.code)} ${error.message}`;
  }
}

describe('patchObject', () => {
  it.each<[string, JSONValue]>([
    [jsonPatchType, [{ op: 'replace', path: '/data/k', value: 'w' }]],
    [mergePatchType, { data: { k: 'w' } }],
    [strategicMergePatchType, { data: { k: 'w' } }],
  ])('applies a patch that is %s', (type, value) => {
    expect(patch(type, value)).toEqual({ data: { k: 'w' }, warnings: [] });
  });

  it('warns of fields that are not known, of the patch first', () => {
    const value = [{ op: 'add', path: '/data2', value: '1', foo: 1 }];
    expect(patch(jsonPatchType, value)).toEqual({
      data: { k: 'v' },
      warnings: ['json patch unknown field "[0].foo"', 'unknown field "data2"'],
    });
    expect(patch(jsonPatchType, value, 'Ignore')).toEqual({ data: { k: 'v' }, warnings: [] });
  });

  it('says them of a strategic merge patch in the order of their names', () => {
    expect(patch(strategicMergePatchType, { z: 1, a: 2 })).toEqual({
      data: { k: 'v' },
      warnings: ['unknown field "a"', 'unknown field "z"'],
    });
  });

  it('refuses them if validation is strict, and shows the patch or the patched object', () => {
    expect(patch(strategicMergePatchType, { data2: { a: '1' } }, 'Strict')).toBe(
      '422  "" is invalid: patch: Invalid value: "map[data2:map[a:1]]": strict decoding error: unknown field "data2"',
    );
    expect(patch(strategicMergePatchType, { data: { a: '2' } }, 'Strict', ['duplicate field "data.a"'])).toBe(
      '422  "" is invalid: patch: Invalid value: "map[data:map[a:2]]": strict decoding error: duplicate field "data.a"',
    );
    expect(patch(mergePatchType, { metadata: { name: 'a<b' }, data: null, x: 1 }, 'Strict')).toBe(
      '422  "" is invalid: patch: Invalid value: ' +
        '"{\\"apiVersion\\":\\"v1\\",\\"kind\\":\\"ConfigMap\\",\\"metadata\\":{\\"name\\":\\"a\\\\u003cb\\"},\\"x\\":1}": ' +
        'strict decoding error: unknown field "x"',
    );
  });

  it('refuses what is none of the kind, in the words of a conversion if the patch is strategic', () => {
    expect(patch(strategicMergePatchType, { data: '1' })).toBe(
      '422  "" is invalid: patch: Invalid value: "map[data:1]": cannot restore map from string',
    );
    expect(patch(strategicMergePatchType, { data: { a: 1 } }, 'Ignore')).toBe(
      '422  "" is invalid: patch: Invalid value: "map[data:map[a:1]]": cannot convert int64 to string',
    );
    expect(patch(mergePatchType, { data: 'x', kind: null, metadata: null })).toBe(
      '422  "" is invalid: patch: Invalid value: "{\\"apiVersion\\":\\"v1\\",\\"data\\":\\"x\\"}": ' +
        'json: cannot unmarshal string into Go struct field ConfigMap.data',
    );
  });

  it('refuses a patch before it looks at the object', () => {
    expect(patch(mergePatchType, null)).toBe('400 Invalid JSON Patch');
    expect(patch(strategicMergePatchType, { data: { $patch: 'merge' } })).toBe(
      '500 unknown patch type: merge in map: map[$patch:merge]',
    );
    expect(patch(jsonPatchType, [{ op: 'test', path: '/data/k', value: 'w' }])).toBe(
      '422 the server rejected our request due to an error in our request',
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { StatusError } from '@kubewright/rest';
import type { JSONValue } from '../json.js';
import { decodePatch } from './decode-patch.js';
import { jsonPatchType, mergePatchType, patchTypeOf, strategicMergePatchType } from './patch-media-types.js';
import { undecodablePatch } from './patch-errors.js';

/** The texts are what kube-apiserver 1.36.3 answered. */
const map = 'map[string]interface {}';
const operations = '[]handlers.jsonPatchOp';

function refusal(run: () => unknown): { code: number; reason: string; message: string } {
  try {
    run();
  } catch (error) {
    if (error instanceof StatusError) return { code: error.code, reason: error.reason, message: error.message };
    throw error;
  }
  throw new Error('was not refused');
}

const badRequest = (message: string): object => ({ code: 400, reason: 'BadRequest', message });

describe('decodePatch', () => {
  it.each([
    [jsonPatchType, 'Warn', 'error decoding patch: unexpected end of JSON input'],
    [jsonPatchType, 'Strict', 'error decoding patch: unexpected end of JSON input'],
    [jsonPatchType, 'Ignore', 'unexpected end of JSON input'],
    [mergePatchType, 'Warn', 'error decoding patch: unexpected end of JSON input'],
    [mergePatchType, 'Ignore', 'Invalid JSON Patch'],
    [strategicMergePatchType, 'Warn', 'unexpected end of JSON input'],
    [strategicMergePatchType, 'Ignore', 'unexpected end of JSON input'],
  ] as const)('refuses what is no JSON: %s, %s', (type, fieldValidation, message) => {
    const body = { syntaxError: 'unexpected end of JSON input', duplicates: [] };
    expect(refusal(() => decodePatch(body, type, fieldValidation))).toEqual(badRequest(message));
  });

  it.each<[string, JSONValue, string]>([
    [jsonPatchType, {}, `error decoding patch: json: cannot unmarshal object into Go value of type ${operations}`],
    [jsonPatchType, 'x', `error decoding patch: json: cannot unmarshal string into Go value of type ${operations}`],
    [jsonPatchType, ['x'], 'error decoding patch: json: cannot unmarshal string into Go value of type handlers.jsonPatchOp'],
    [jsonPatchType, [[]], 'error decoding patch: json: cannot unmarshal array into Go value of type handlers.jsonPatchOp'],
    [
      jsonPatchType,
      [{ op: 5, path: '/x' }],
      'error decoding patch: json: cannot unmarshal number into Go struct field jsonPatchOp.op of type string',
    ],
    [
      jsonPatchType,
      [null, { op: 'copy', from: true, path: '/x' }],
      'error decoding patch: json: cannot unmarshal bool into Go struct field jsonPatchOp.from of type string',
    ],
    [mergePatchType, [], `error decoding patch: json: cannot unmarshal array into Go value of type ${map}`],
    [mergePatchType, 'x', `error decoding patch: json: cannot unmarshal string into Go value of type ${map}`],
    [strategicMergePatchType, [], `json: cannot unmarshal array into Go value of type ${map}`],
  ])('refuses what is no patch of its type: %s %j', (type, value, message) => {
    expect(refusal(() => decodePatch({ value, duplicates: [] }, type, 'Warn'))).toEqual(badRequest(message));
  });

  it.each([
    [jsonPatchType, 'Warn', 'error decoding patch: ', 'Go struct field jsonPatchOp.value of type float64'],
    [mergePatchType, 'Strict', 'error decoding patch: ', 'Go value of type float64'],
    [strategicMergePatchType, 'Warn', '', 'Go value of type float64'],
  ] as const)('refuses a number that no float64 can hold: %s, %s', (type, fieldValidation, prefix, target) => {
    const value = type === jsonPatchType ? [{ op: 'add', path: '/a', value: Infinity }] : { a: Infinity };
    const body = { value, hugeNumber: '1e400', duplicates: [] };
    const message = `${prefix}json: cannot unmarshal number 1e400 into ${target}`;
    expect(refusal(() => decodePatch(body, type, fieldValidation))).toEqual(badRequest(message));
  });

  it('leaves it to the application of the patch what is wrong if nothing is validated', () => {
    expect(decodePatch({ value: {}, duplicates: ['x'] }, jsonPatchType, 'Ignore')).toEqual({ patch: {}, strictErrors: [] });
    expect(decodePatch({ value: [], duplicates: [] }, mergePatchType, 'Ignore')).toEqual({ patch: [], strictErrors: [] });
  });

  it('takes null for a strategic merge patch that asks for nothing', () => {
    expect(decodePatch({ value: null, duplicates: [] }, strategicMergePatchType, 'Ignore').patch).toEqual({});
  });

  it('tells of fields that no operation has, and of those that are there twice', () => {
    const value = [{ op: 'add', path: '/data/x', value: { y: 1 }, foo: 1, bar: 2 }];
    const duplicates = ['duplicate field "[0].op"'];
    expect(decodePatch({ value, duplicates }, jsonPatchType, 'Warn').strictErrors).toEqual([
      'json patch unknown field "[0].foo"',
      'json patch unknown field "[0].bar"',
      'json patch duplicate field "[0].op"',
    ]);
    expect(decodePatch({ value: {}, duplicates: ['duplicate field "a"'] }, mergePatchType, 'Strict').strictErrors).toEqual([
      'duplicate field "a"',
    ]);
  });
});

describe('patchTypeOf', () => {
  it('is the media type without parameters', () => {
    expect(patchTypeOf('application/merge-patch+json; charset=utf-8', 'built-in')).toBe(mergePatchType);
    expect(patchTypeOf(jsonPatchType, 'custom')).toBe(jsonPatchType);
    expect(patchTypeOf('application/apply-patch+yaml', 'custom')).toBe('application/apply-patch+yaml');
  });

  it.each(['', 'application/json', 'application/apply-patch+cbor', 'Application/Merge-Patch+json'])('refuses %j', (type) => {
    expect(refusal(() => patchTypeOf(type, 'built-in'))).toEqual({
      code: 415,
      reason: 'UnsupportedMediaType',
      message: '415: Unsupported Media Type',
    });
  });

  it('refuses strategic merge patches of custom resources, and says what they take', () => {
    expect(refusal(() => patchTypeOf(strategicMergePatchType, 'custom')).message).toBe(
      'the body of the request was in an unknown format - accepted media types include: ' +
        'application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
    );
  });
});

it('refuses an object that is none of its kind with what the patch was', () => {
  const { status } = undecodablePatch('map[data:1]', 'cannot restore map from string');
  expect(status).toEqual({
    apiVersion: 'v1',
    kind: 'Status',
    metadata: {},
    status: 'Failure',
    message: ' "" is invalid: patch: Invalid value: "map[data:1]": cannot restore map from string',
    reason: 'Invalid',
    details: {
      causes: [
        { reason: 'FieldValueInvalid', message: 'Invalid value: "map[data:1]": cannot restore map from string', field: 'patch' },
      ],
    },
    code: 422,
  });
});

import { newRequestEntityTooLarge } from '@kubewright/rest';
import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { encodedSize } from './encode-json.js';
import { isSameJSON } from './is-same-json.js';
import { jsonType } from './go-text.js';
import { OperationError, PatchDocument } from './patch-document.js';
import { inapplicablePatch, malformedPatch, PatchPanic } from './patch-errors.js';

/** How many operations a server takes at once. */
const mostOperations = 10_000;
/** How many bytes the copies of one patch may have together. */
const mostCopied = 3 * 1024 * 1024;

/**
 * Applies a JSON patch, as RFC 6902 has it and json-patch v4 does it in kube-apiserver. Neither argument is changed.
 *
 * Beyond the RFC: an index may be negative, and counts from the end; an object's field that is not there can be replaced, and is
 * equal to null.
 *
 * Throws a StatusError: 400 for what is no list of operations, 413 for more than 10,000 of them, 422 for one that does not fit
 * the document or whose test fails; its `cause` tells which. Or a PatchPanic.
 */
export function applyJSONPatch(document: JSONValue, patch: JSONValue): JSONValue {
  const operations = requireOperations(patch);
  const patched = new PatchDocument(document);
  let copied = 0;
  for (const operation of operations) {
    try {
      copied = apply(patched, operation, copied);
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
      throw inapplicablePatch(error.message);
    }
  }
  return patched.value;
}

/** Throws a StatusError unless it is a list of operations, and not too many. */
function requireOperations(patch: JSONValue): JSONObject[] {
  const refused = (value: JSONValue, type: string): Error =>
    malformedPatch(`json: cannot unmarshal ${jsonType(value)} into Go value of type jsonpatch.${type}`);
  if (patch === null) return [];
  if (!Array.isArray(patch)) throw refused(patch, 'Patch');
  const operations = patch.map((operation) => {
    if (operation !== null && !isJSONObject(operation)) throw refused(operation, 'Operation');
    return operation ?? {};
  });
  if (operations.length > mostOperations) {
    throw newRequestEntityTooLarge(
      `The allowed maximum operations in a JSON patch is ${String(mostOperations)}, got ${String(operations.length)}`,
    );
  }
  return operations;
}

/** Carries out one operation. @returns how many bytes have been copied by now */
function apply(document: PatchDocument, operation: JSONObject, copied: number): number {
  const op = typeof operation['op'] === 'string' ? operation['op'] : 'unknown';
  switch (op) {
    case 'add':
    case 'remove': {
      const path = pathOf(op, operation);
      const target = document.locate(path);
      if (!target) throw new OperationError(`${op} operation does not apply: doc is missing path: "${path}": missing value`);
      explained(`error in ${op} for path: '${path}'`, () => {
        if (op === 'add') target.add(valueOf(operation) ?? null);
        else target.remove();
      });
      return copied;
    }
    case 'replace':
      replace(document, operation);
      return copied;
    case 'move':
      move(document, operation);
      return copied;
    case 'test':
      test(document, operation);
      return copied;
    case 'copy':
      return copy(document, operation, copied);
    default:
      throw new OperationError(`Unexpected kind: ${op}`);
  }
}

function replace(document: PatchDocument, operation: JSONObject): void {
  const path = pathOf('replace', operation);
  const value = valueOf(operation);
  if (path === '') {
    if (value === undefined) throw new PatchPanic('replace of the document without a value');
    if (typeof value !== 'object' || value === null)
      throw new OperationError('replace operation value must be object or array: %!w(<nil>)');
    document.value = value;
    return;
  }
  const target = document.locate(path);
  if (!target) throw new OperationError(`replace operation does not apply: doc is missing path: ${path}: missing value`);
  if (!target.isInBounds())
    throw new OperationError(`replace operation does not apply: doc is missing key: ${path}: missing value`);
  target.set(value ?? null);
}

function move(document: PatchDocument, operation: JSONObject): void {
  const from = pathOf('move', operation, 'from');
  const source = document.locate(from);
  if (!source) throw new OperationError(`move operation does not apply: doc is missing from path: ${from}: missing value`);
  const value = explained(`error in move for path: '${source.key}'`, () => {
    const moved = source.get() ?? null;
    source.remove();
    return moved;
  });
  const path = pathOf('move', operation);
  const target = document.locate(path);
  if (!target) throw new OperationError(`move operation does not apply: doc is missing destination path: ${path}: missing value`);
  explained(`error in move for path: '${path}'`, () => {
    target.add(value);
  });
}

function copy(document: PatchDocument, operation: JSONObject, copied: number): number {
  const from = pathOf('copy', operation, 'from');
  const source = document.locate(from);
  if (!source) throw new OperationError(`copy operation does not apply: doc is missing from path: ${from}: missing value`);
  const value = explained(`error in copy for from: '${from}'`, () => source.get() ?? null);
  const path = pathOf('copy', operation);
  const target = document.locate(path);
  if (!target) throw new OperationError(`copy operation does not apply: doc is missing destination path: ${path}: missing value`);
  const total = copied + (value === null ? 0 : encodedSize(value));
  if (total > mostCopied) {
    throw new OperationError(
      `Unable to complete the copy, the accumulated size increase of copy is ${String(total)}, exceeding the limit ${String(mostCopied)}`,
    );
  }
  explained('error while adding value during copy', () => {
    target.add(structuredClone(value));
  });
  return total;
}

function test(document: PatchDocument, operation: JSONObject): void {
  const path = pathOf('test', operation);
  const expected = valueOf(operation);
  const failed = new OperationError(`testing value ${path} failed: test failed`);
  if (path === '') {
    if (expected === undefined) throw new PatchPanic('test of the document without a value');
    if (!isSameJSON(document.value, expected)) throw failed;
    return;
  }
  const target = document.locate(path);
  if (!target) throw new OperationError(`test operation does not apply: is missing path: ${path}: missing value`);
  const value = explained(`error in test for path: '${path}'`, () => target.get());
  const isNull = value === undefined || value === null;
  if (isNull ? (expected ?? null) !== null : expected === undefined || !isSameJSON(value, expected)) throw failed;
}

/** Of these json-patch says that they are missing, whatever is wrong. */
const saidToBeMissing = new Set(['add path', 'remove path', 'copy path']);

/** A path of an operation. Throws an OperationError if it is no text. */
function pathOf(op: string, operation: JSONObject, field: 'from' | 'path' = 'path'): string {
  const path = operation[field] ?? null;
  if (typeof path === 'string') return path;
  const missing = field === 'from' ? 'operation, missing from field' : 'operation missing path field';
  const told =
    path === null ? `${missing}: missing value` : `json: cannot unmarshal ${jsonType(path)} into Go value of type string`;
  const why = saidToBeMissing.has(`${op} ${field}`) ? 'missing value' : told;
  throw new OperationError(`${op} operation failed to decode ${field}: ${why}`);
}

/** A copy, which later operations may change; undefined if there is none. */
function valueOf(operation: JSONObject): JSONValue | undefined {
  return Object.hasOwn(operation, 'value') ? structuredClone(operation['value'] as JSONValue) : undefined;
}

function explained<T>(what: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    throw new OperationError(`${what}: ${error.message}`, { cause: error });
  }
}

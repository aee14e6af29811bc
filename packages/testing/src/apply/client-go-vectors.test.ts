import { describe, expect, it } from '@jest/globals';
import { StatusError } from '@kubewright/rest';
import { isJSONObject, type JSONObject } from '../json.js';
import { emptyObject } from './empty-object.js';
import { withoutManagedFields } from './field-manager.js';
import { leaves, pathsOf } from './field-set.js';
import { fieldsFromJSON, fieldsToJSON } from './fields-v1.js';
import { type ApplyContext, managedUpdate, parentManagedFields, scaleManagedFields, serverSideApply } from './index.js';
import { printPathElement } from './path-element.js';
import { readVectors, schemaOf, type WriteDid, type WriteIn } from './vectors.test-support.js';
import { metadataOf } from '../json-fields.js';

interface SequenceIn {
  apiVersion: string;
  kind: string;
  steps: WriteIn[];
}

/** The object as the store has it: it gives it a uid. */
function stored(object: JSONObject, managedFields: JSONObject[] | undefined): JSONObject {
  const metadata = { ...metadataOf(object), uid: '1', ...(managedFields && { managedFields }) };
  return { ...object, metadata };
}

/** Managed fields need metadata to stand in, which may have nothing else. */
function withoutEmptyMetadata(object: JSONObject): JSONObject {
  const { metadata, ...others } = object;
  return isJSONObject(metadata) && Object.keys(metadata).length === 0 ? others : object;
}

function describeError(error: unknown): WriteDid['error'] {
  if (!(error instanceof StatusError)) throw error;
  const causes = error.details?.causes?.map(({ reason = '', message = '', field = '' }): [string, string, string] => [
    reason,
    message,
    field,
  ]);
  causes?.sort(([, left], [, right]) => (left < right ? -1 : left > right ? 1 : 0));
  return {
    code: error.code,
    message: error.message,
    ...(error.reason !== '' && { reason: error.reason }),
    ...(causes && { causes }),
  };
}

/** What we make of a write, in the words of the vectors. */
function write(live: JSONObject | undefined, { object, apply, force = false, ...rest }: WriteIn, kind: SequenceIn): WriteDid {
  const context: ApplyContext = {
    ...rest,
    force,
    subresource: rest.subresource ?? '',
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    schema: schemaOf(kind.apiVersion, kind.kind),
  };
  try {
    const answer = apply ? serverSideApply(live, object, context) : managedUpdate(live, object, context);
    return {
      managedFields: metadataOf(answer).managedFields as JSONObject[],
      merged: withoutEmptyMetadata(withoutManagedFields(answer)),
    };
  } catch (error) {
    return { error: describeError(error) };
  }
}

describe('writes have the owners that the server gives them', () => {
  const vectors = readVectors<SequenceIn, WriteDid[]>('sequences');

  it.each(vectors)('$id', ({ in: sequence, did: steps }) => {
    let live: JSONObject | undefined;
    for (const [index, step] of sequence.steps.entries()) {
      const did = steps[index] as WriteDid;
      const before = JSON.stringify([live, step.object]);
      const result = write(live, step, sequence);
      expect(JSON.stringify([live, step.object])).toBe(before);
      expect({ index, error: result.error }).toEqual({ index, error: did.error });
      if (did.error) continue;
      expect({ index, managedFields: result.managedFields }).toEqual({ index, managedFields: did.managedFields });
      // The order of steps counts, too, but for custom resources: they are kept as maps.
      if (!sequence.apiVersion.startsWith('example.com/'))
        expect(JSON.stringify(result.managedFields?.map(({ fieldsV1 }) => fieldsV1))).toBe(
          JSON.stringify(did.managedFields?.map(({ fieldsV1 }) => fieldsV1)),
        );
      const unchanged = step.apply ? withoutManagedFields(live ?? {}) : withoutManagedFields(step.object);
      const merged = withoutEmptyMetadata(did.merged ?? unchanged);
      expect({ index, merged: result.merged }).toEqual({ index, merged });
      live = stored(did.object ?? merged, did.managedFields);
    }
  });

  it('are at least 120 sequences', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(120);
  });
});

describe('an object before its creation has the fields that it has in Go', () => {
  it.each(readVectors<{ apiVersion: string; kind: string }, JSONObject>('empty-objects'))(
    '$id',
    ({ in: { apiVersion, kind }, did }) => {
      expect({ ...emptyObject(schemaOf(apiVersion, kind)), apiVersion, kind }).toEqual(did);
    },
  );
});

describe('sets of fields are read and written as the server does', () => {
  interface SetDid {
    error?: true;
    fields: string;
    paths: string[];
    leaves: string;
  }

  it.each(readVectors<string, SetDid>('field-sets'))('$id', ({ in: text, did }) => {
    if (did.error) {
      expect(() => fieldsFromJSON(JSON.parse(text) as JSONObject)).toThrow();
      return;
    }
    const set = fieldsFromJSON(JSON.parse(text) as JSONObject);
    expect(JSON.stringify(fieldsToJSON(set))).toBe(did.fields);
    expect([...pathsOf(set)].map((path) => path.map(printPathElement).join('')).join('\n')).toBe(did.paths.join('\n'));
    expect(JSON.stringify(fieldsToJSON(leaves(set)))).toBe(did.leaves);
  });
});

describe('a write to the scale of an object has the owners that the server gives it', () => {
  interface ScaleDid {
    scale?: JSONObject[];
    parent?: JSONObject[];
    error?: true;
  }
  // A version without scale has no path to its replicas.
  const paths = { 'apps/v1': ['spec', 'replicas'], 'apps/v1beta1': [] };

  it.each(readVectors<{ parent: JSONObject[]; scale: JSONObject[] }, ScaleDid>('scale'))(
    '$id',
    ({ in: { parent, scale }, did }) => {
      if (did.error) {
        expect(() => scaleManagedFields(parent, paths)).toThrow();
        expect(() => parentManagedFields(parent, scale, 'apps/v1', paths)).toThrow();
        return;
      }
      expect(scaleManagedFields(parent, paths)).toEqual(did.scale ?? []);
      expect(parentManagedFields(parent, scale, 'apps/v1', paths)).toEqual(did.parent ?? []);
    },
  );
});

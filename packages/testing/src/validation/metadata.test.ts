import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { StatusError } from '@kubewright/rest';
import type { JSONObject } from '../json.js';
import { type FieldError, invalidObject } from './field-errors.js';
import { matchName, matchNamespace, validateKubeFinalizers, validateMetadata, validateMetadataUpdate } from './metadata.js';
import { nameRuleOf } from './names.js';
import { invalidWriteOptions } from './request-options.js';

/** What kube-apiserver 1.36.3 answered; recorded by e2e/src/differential. */
interface Recorded {
  name: string;
  method?: string;
  path: string;
  body?: JSONObject;
  answer: { code: number; message?: string; causes?: FieldError[] };
}

const file = new URL('../../../../e2e/src/differential/metadata.answers.json', import.meta.url);
const recorded = (JSON.parse(readFileSync(file, 'utf8')) as Recorded[]).filter(({ body }) => body !== undefined);
const kinds: Readonly<Record<string, [group: string, kind: string]>> = {
  configmaps: ['', 'ConfigMap'],
  namespaces: ['', 'Namespace'],
  services: ['', 'Service'],
  serviceaccounts: ['', 'ServiceAccount'],
  roles: ['rbac.authorization.k8s.io', 'Role'],
  clusterroles: ['rbac.authorization.k8s.io', 'ClusterRole'],
  poddisruptionbudgets: ['policy', 'PodDisruptionBudget'],
};
/** Recorded with a name in the place of the namespace. */
const namespace = 'ns';

function bodyOf({ body }: Recorded): JSONObject {
  return JSON.parse(JSON.stringify(body).replaceAll('{ns}', namespace)) as JSONObject;
}

/** What the server does on a create, as far as metadata goes. */
function create(each: Recorded): FieldError[] {
  const [, resource = ''] = /\/([a-z]+)\?/.exec(each.path) ?? [];
  const [group, kind] = kinds[resource] ?? ['', ''];
  const isNamespaced = each.path.includes('/namespaces/');
  const object = bodyOf(each);
  matchNamespace(object, isNamespaced ? namespace : '');
  const { name, ...metadata } = object['metadata'] as JSONObject;
  // Before it looks, the server labels namespaces with their names, and drops managed fields that it cannot read.
  const labels = kind === 'Namespace' &&
    typeof name === 'string' &&
    name !== '' && { labels: { 'kubernetes.io/metadata.name': name } };
  const { managedFields: _, ...others } = metadata;
  object['metadata'] = { name: name ?? '', ...others, ...labels };
  const errors = [
    ...validateMetadata(object, { isNamespaced, nameRule: nameRuleOf(group, kind) }),
    ...validateKubeFinalizers(object),
  ];
  return errors.length > 0 ? errors : validateMetadata(object, { isNamespaced, nameRule: 'path' });
}

function aboutMetadata({ answer: { causes = [] } }: Recorded): FieldError[] {
  return causes.filter(({ field }) => field.startsWith('metadata.'));
}

const creates = recorded.filter(({ method, path }) => method === undefined && path.endsWith('?dryRun=All'));

describe('metadata of a create', () => {
  it.each(creates.filter(({ answer: { code } }) => code !== 400))('is judged as by the server: $name', (each) => {
    expect(create(each)).toEqual(aboutMetadata(each));
  });

  it.each(creates.filter(({ answer: { code } }) => code === 400))('is refused as by the server: $name', (each) => {
    expect(() => create(each)).toThrow(new Error(each.answer.message));
  });

  it('was recorded often enough to mean something', () => {
    expect(creates.filter((each) => aboutMetadata(each).length > 0).length).toBeGreaterThan(60);
  });

  it('is told as the server tells it', () => {
    const several = creates.find(({ name, answer: { causes = [] } }) => name.startsWith('{"labels"') && causes.length > 1);
    if (!several) throw new Error('nothing of that kind was recorded');
    const { message, details } = invalidObject({ group: '', kind: 'ConfigMap' }, 'a', create(several)).status;
    expect({ message, causes: details?.causes }).toEqual({ message: several.answer.message, causes: several.answer.causes });
  });
});

describe('metadata of an update', () => {
  const old: JSONObject = {
    metadata: { name: 'a', namespace, uid: 'u', resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' },
  };
  const judged = recorded.filter(({ method, name }) => method === 'PUT' && !/uid|being deleted/.test(name));

  it.each(judged)('is judged as by the server: $name', (each) => {
    const object = bodyOf(each);
    const judge = (): FieldError[] => {
      matchName(object, 'a', '');
      matchNamespace(object, namespace);
      // What the server does itself before it looks: uid, generation and creationTimestamp stay, the version is that of the old one.
      const { generation: _, ...metadata } = object['metadata'] as JSONObject;
      const { uid, creationTimestamp, resourceVersion } = old['metadata'] as JSONObject as Record<string, string>;
      object['metadata'] = {
        ...metadata,
        uid: uid ?? '',
        creationTimestamp: creationTimestamp ?? '',
        resourceVersion: resourceVersion ?? '',
      };
      const rules = { isNamespaced: true, nameRule: 'path' } as const;
      return [...validateMetadata(object, rules), ...validateMetadataUpdate(object, old), ...validateKubeFinalizers(object)];
    };
    if (each.answer.code === 400) {
      expect(judge).toThrow(new Error(each.answer.message));
    } else {
      // The server looks several times, how often depends on the kind.
      const texts = (errors: readonly FieldError[]): string[] =>
        [...new Set(errors.map((error) => JSON.stringify(error)))].sort();
      const inOneOrder = aboutMetadata(each).map(({ reason, message, field }) => ({ reason, message, field }));
      expect(texts(judge())).toEqual(texts(inOneOrder));
    }
  });

  it('may not bring finalizers to an object that is being deleted, or change what identifies it', () => {
    const { metadata } = old as { metadata: JSONObject };
    const deleted = { metadata: { ...metadata, deletionTimestamp: '2026-01-02T00:00:00Z', finalizers: ['b.c/x'] } };
    const changed = { metadata: { ...deleted.metadata, finalizers: ['b.c/z', 'b.c/y'], uid: 'v', name: 'b', generation: -1 } };
    expect(validateMetadataUpdate(deleted, deleted)).toEqual([]);
    expect(validateMetadataUpdate(changed, deleted).map(({ field, message }) => `${field}: ${message}`)).toEqual([
      'metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"b.c/y", "b.c/z"}',
      'metadata.generation: Invalid value: -1: must not be decremented',
      'metadata.name: Invalid value: "b": field is immutable',
      'metadata.uid: Invalid value: "v": field is immutable',
    ]);
  });
});

describe('options of a write', () => {
  it.each(recorded.filter(({ name }) => name.startsWith('query')))('are judged as by the server: $name', ({ path, answer }) => {
    const query = new URL(path, 'http://server').searchParams;
    const error = invalidWriteOptions(
      {
        fieldManager: query.get('fieldManager') ?? undefined,
        fieldValidation: query.get('fieldValidation') ?? undefined,
        dryRun: query.getAll('dryRun'),
      },
      'CreateOptions',
    );
    expect(error).toBeInstanceOf(StatusError);
    expect({ message: error?.status.message, causes: error?.status.details?.causes }).toEqual({
      message: answer.message,
      causes: answer.causes,
    });
  });

  it('of a patch need a manager if it is an apply, and have no force if it is none', () => {
    expect(invalidWriteOptions({}, 'PatchOptions', true)?.message).toBe(
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    );
    expect(invalidWriteOptions({ force: true }, 'PatchOptions')?.message).toBe(
      'PatchOptions.meta.k8s.io "" is invalid: force: Forbidden: may not be specified for non-apply patch',
    );
    expect(invalidWriteOptions({ force: true, fieldManager: 'x' }, 'PatchOptions', true)).toBeUndefined();
  });
});

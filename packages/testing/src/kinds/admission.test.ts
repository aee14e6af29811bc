import { describe, expect, it } from '@jest/globals';
import type { Labels } from '@kubewright/rest';
import type { JSONObject } from '../json.js';
import { admit, checkAdmission } from './admission.js';
import type { AdmissionOptions, AdmissionRequest } from './admission-request.js';
import type { Lookup } from './kind-rules.js';

/** A server with some objects: kind to objects. */
function serverWith(objects: Readonly<Record<string, readonly JSONObject[]>>): { lookup: Lookup } {
  const all: Readonly<Record<string, readonly JSONObject[]>> = {
    Namespace: [{ metadata: { name: 'a' }, status: { phase: 'Active' } }],
    ServiceAccount: [{ metadata: { name: 'default' } }],
    ...objects,
  };
  const list = (_group: string, kind: string): readonly JSONObject[] => all[kind] ?? [];
  const get = (group: string, kind: string, name: string): JSONObject | undefined =>
    list(group, kind).find((object) => (object['metadata'] as JSONObject)['name'] === name);
  const labels = (): Labels => ({});
  return { lookup: { get, shared: get, labels, list } };
}

const options: AdmissionOptions = { nameSuffix: () => 'abcde' };

function request(object: JSONObject, more: Partial<AdmissionRequest> = {}): AdmissionRequest {
  return { operation: 'create', group: '', resource: 'pods', subresource: '', namespace: 'a', name: 'x', object, ...more };
}

const pod = (spec: JSONObject = {}): JSONObject => ({ spec: { containers: [{ name: 'c', image: 'a' }], ...spec } });
const ofClaims = { resource: 'persistentvolumeclaims' };

/** The Status of a refusal. */
function refusal(run: () => void): unknown {
  try {
    run();
  } catch (error) {
    return (error as { status: unknown }).status;
  }
  return undefined;
}

describe('admission', () => {
  it('refuses what is to come into a namespace that is not there', () => {
    const status = refusal(() => admit(request(pod(), { namespace: 'b' }), serverWith({}), options));

    expect(status).toMatchObject({ code: 404, message: 'namespaces "b" not found', details: { name: 'b', kind: 'namespaces' } });
  });

  it('lets nothing new into a namespace that goes, but what is there may change', () => {
    const server = serverWith({ Namespace: [{ metadata: { name: 'a' }, status: { phase: 'Terminating' } }] });
    const create = request({}, { group: 'apps', resource: 'deployments' });
    const cause = { reason: 'NamespaceTerminating', message: 'namespace a is being terminated', field: 'metadata.namespace' };

    expect(refusal(() => admit(create, server, options))).toMatchObject({
      code: 403,
      reason: 'Forbidden',
      message: 'deployments.apps "x" is forbidden: unable to create new content in namespace a because it is being terminated',
      details: { name: 'x', group: 'apps', kind: 'deployments', causes: [cause] },
    });
    expect(refusal(() => admit({ ...create, operation: 'update', old: {} }, server, options))).toBeUndefined();
    expect(refusal(() => admit({ ...create, operation: 'delete' }, server, options))).toBeUndefined();
  });

  it.each(['default', 'kube-public', 'kube-system'])('lets nobody delete the namespace %s', (name) => {
    const asked = request({}, { operation: 'delete', resource: 'namespaces', namespace: '', name });
    const message = `namespaces "${name}" is forbidden: this namespace may not be deleted`;

    expect(refusal(() => admit(asked, serverWith({}), options))).toMatchObject({ code: 403, message });
    expect(refusal(() => admit({ ...asked, name: 'other' }, serverWith({}), options))).toBeUndefined();
  });

  it('gives pods the secrets for images and the wish for no token of their service account', () => {
    const account = { metadata: { name: 'default' }, imagePullSecrets: [{ name: 's' }], automountServiceAccountToken: false };
    const asked = request(pod());
    admit(asked, serverWith({ ServiceAccount: [account] }), options);
    const spec = asked.object['spec'] as JSONObject;

    expect(spec['imagePullSecrets']).toEqual([{ name: 's' }]);
    expect(spec['volumes']).toBeUndefined();

    const willing = request(pod({ automountServiceAccountToken: true, imagePullSecrets: [{ name: 't' }] }));
    admit(willing, serverWith({ ServiceAccount: [account] }), options);

    expect(willing.object['spec']).toMatchObject({
      imagePullSecrets: [{ name: 't' }],
      volumes: [{ name: 'kube-api-access-abcde' }],
    });
  });

  it('needs no service accounts when the plugin is off', () => {
    const asked = request(pod());
    admit(asked, serverWith({ ServiceAccount: [] }), { ...options, serviceAccounts: false });

    expect(Object.keys(asked.object['spec'] as JSONObject).sort()).toEqual([
      'containers',
      'preemptionPolicy',
      'priority',
      'tolerations',
    ]);
    expect(refusal(() => admit(request(pod()), serverWith({ ServiceAccount: [] }), options))).toMatchObject({ code: 403 });
  });

  it('gives pods the priority of the default class', () => {
    const priorityClass = { metadata: { name: 'p' }, value: 7, globalDefault: true, preemptionPolicy: 'Never' };
    const asked = request(pod());
    admit(asked, serverWith({ PriorityClass: [priorityClass] }), options);

    expect(asked.object['spec']).toMatchObject({ priority: 7, priorityClassName: 'p', preemptionPolicy: 'Never' });
  });

  it('keeps the priority of a pod that is changed by somebody who leaves it out', () => {
    const old = pod({ priority: 7, preemptionPolicy: 'Never' });
    const asked = request(pod(), { operation: 'update', old });
    admit(asked, serverWith({}), options);

    expect(asked.object['spec']).toMatchObject({ priority: 7, preemptionPolicy: 'Never' });
  });

  it('gives claims the newest default class, unless they name one or none', () => {
    const classOf = (name: string, creationTimestamp: string, isDefault: boolean): JSONObject => ({
      metadata: {
        ...{ name, creationTimestamp },
        annotations: { 'storageclass.kubernetes.io/is-default-class': String(isDefault) },
      },
    });
    const server = serverWith({
      StorageClass: [
        classOf('old', '2026-01-01T00:00:00Z', true),
        classOf('b', '2026-01-02T00:00:00Z', true),
        classOf('a', '2026-01-02T00:00:00Z', true),
        classOf('none', '2026-01-03T00:00:00Z', false),
      ],
    });
    const given = [{}, { storageClassName: '' }, { storageClassName: 'old' }].map((spec: JSONObject) => {
      const asked = request({ spec }, ofClaims);
      admit(asked, server, options);
      return (asked.object['spec'] as JSONObject)['storageClassName'];
    });

    expect(given).toEqual(['a', '', 'old']);
  });

  it('lets a claim grow only if it is bound and its class lets it', () => {
    const claim = (storage: string, phase: string): JSONObject => ({
      spec: { storageClassName: 'c', resources: { requests: { storage } } },
      status: { phase },
    });
    const check = (phase: string, allowVolumeExpansion: boolean): unknown => {
      const asked = request(claim('2Gi', phase), { ...ofClaims, operation: 'update', old: claim('1Gi', phase) });
      const server = serverWith({ StorageClass: [{ metadata: { name: 'c' }, allowVolumeExpansion }] });
      return refusal(() => checkAdmission(asked, server));
    };

    expect(check('Bound', true)).toBeUndefined();
    expect(check('Pending', true)).toMatchObject({
      code: 403,
      message: 'persistentvolumeclaims "x" is forbidden: Only bound persistent volume claims can be expanded',
    });
    expect(check('Bound', false)).toMatchObject({ code: 403 });
  });

  it('lets one PriorityClass alone be the default', () => {
    const present = { metadata: { name: 'p' }, globalDefault: true };
    const server = serverWith({ PriorityClass: [present] });
    const ofClasses = { group: 'scheduling.k8s.io', resource: 'priorityclasses', namespace: '' };
    const message =
      'priorityclasses.scheduling.k8s.io "x" is forbidden: PriorityClass p is already marked as default. Only one default can exist';

    expect(refusal(() => checkAdmission(request({ globalDefault: true }, ofClasses), server))).toMatchObject({ message });

    const itself = request(present, { ...ofClasses, name: 'p', operation: 'update', old: present });

    expect(refusal(() => checkAdmission(itself, server))).toBeUndefined();
  });
});

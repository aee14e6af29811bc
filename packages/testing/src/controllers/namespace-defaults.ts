import type { JSONObject } from '../json.js';
import { objectAt, textAt } from '../json-fields.js';
import type { StoreEvent } from '../store/collection.js';
import { objectOf } from '../store/entry.js';
import { create } from '../write/create.js';
import { changeObject, controllerManager } from './change-object.js';
import type { Controller, ControllerContext } from './controller.js';
import { isTerminating } from './namespace-controller.js';

const certificates = 'kube-root-ca.crt';
const description =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.';

/** The account that pods run as if they name none. */
export function defaultAccount(namespace: string): JSONObject {
  return { kind: 'ServiceAccount', apiVersion: 'v1', metadata: { name: 'default', namespace } };
}

/** By what pods can verify the server. @param rootCertificate PEM */
export function rootCertificates(namespace: string, rootCertificate: string): JSONObject {
  return {
    kind: 'ConfigMap',
    apiVersion: 'v1',
    metadata: { name: certificates, namespace, annotations: { 'kubernetes.io/description': description } },
    data: { 'ca.crt': rootCertificate },
  };
}

/**
 * Keeps in every namespace what pods count on: the ServiceAccount `default` and the ConfigMap `kube-root-ca.crt`
 * (kube-controller-manager `serviceaccount`, `certificates/rootcacertpublisher`).
 */
export class NamespaceDefaults implements Controller {
  readonly #context: ControllerContext;
  readonly #rootCertificate: string;

  /** @param rootCertificate what the server's certificate can be verified by, as PEM; empty if it has none */
  constructor(context: ControllerContext, rootCertificate: string) {
    this.#context = context;
    this.#rootCertificate = rootCertificate;
  }

  onEvent(collection: string, { type, entry }: StoreEvent): void {
    if (collection === 'namespaces' && type !== 'DELETED') this.#look(entry.name);
    else if (collection === 'serviceaccounts' && type === 'DELETED' && entry.name === 'default') this.#look(entry.namespace);
    else if (collection === 'configmaps' && type !== 'ADDED' && entry.name === certificates) this.#look(entry.namespace);
  }

  #look(namespace: string): void {
    this.#context.queue.add(`defaults of ${namespace}`, () => {
      const { registry } = this.#context;
      const entry = registry.named('namespaces')?.collection.get('', namespace);
      if (!entry || isTerminating(objectOf(entry))) return;
      this.#ensure('configmaps', rootCertificates(namespace, this.#rootCertificate));
      this.#ensure('serviceaccounts', defaultAccount(namespace));
    });
  }

  #ensure(collection: string, object: JSONObject): void {
    const { state, registry } = this.#context;
    const resource = registry.named(collection);
    if (!resource) return;
    const [namespace, name] = ['namespace', 'name'].map((field) => textAt(objectAt(object, 'metadata'), field)) as [
      string,
      string,
    ];
    const present = resource.collection.get(namespace, name);
    if (!present) {
      const options = { dryRun: false, manager: controllerManager, fieldValidation: 'Ignore', force: false } as const;
      create(state, { resource, namespace, name: '', subresource: '' }, object, options);
    } else if (object['data'] !== undefined && objectAt(objectOf(present), 'data')?.['ca.crt'] !== this.#rootCertificate)
      changeObject(state, { resource, namespace, name, subresource: '' }, (changed) => {
        changed['data'] = object['data'] ?? {};
      });
  }
}

import type { JSONObject } from '../json.js';
import { objectAt, objectsAt, textAt } from '../json-fields.js';
import type { ResourceRegistry } from '../resources/resource-registry.js';
import type { StoreEvent } from '../store/collection.js';
import { objectOf } from '../store/entry.js';
import { changeObject } from './change-object.js';
import type { Controller, ControllerContext } from './controller.js';
import { awaits, ownersOf, removeFinalizer } from './owner-reference.js';

interface Protection {
  readonly finalizer: string;
  /** Whether an object that is being deleted has to stay. */
  readonly isUsed: (object: JSONObject, registry: ResourceRegistry) => boolean;
}

const volumes = 'persistentvolumes';
const claims = 'persistentvolumeclaims';

/** By collection. The finalizers come by admission. */
const protections = new Map<string, Protection>([
  [claims, { finalizer: 'kubernetes.io/pvc-protection', isUsed: isClaimUsed }],
  [
    volumes,
    {
      finalizer: 'kubernetes.io/pv-protection',
      isUsed: (volume) => textAt(objectAt(volume, 'status'), 'phase') === 'Bound',
    },
  ],
  ['volumeattributesclasses.storage.k8s.io', { finalizer: 'kubernetes.io/vac-protection', isUsed: isClassUsed }],
]);

/**
 * Lets claims, volumes and their classes go once nothing uses them any more (kube-controller-manager `pvcprotection`, `pvprotection`,
 * `vacprotection`).
 */
export class StorageProtection implements Controller {
  readonly #context: ControllerContext;
  /** Looks at one of those that are kept although they are being deleted. */
  readonly #kept = new Map<string, () => void>();

  constructor(context: ControllerContext) {
    this.#context = context;
  }

  onEvent(collection: string, { type, entry: { namespace, name } }: StoreEvent): void {
    const protection = protections.get(collection);
    if (protection && type !== 'DELETED') this.#look(collection, protection, namespace, name);
    if (collection === 'pods' || collection === claims || collection === volumes) for (const look of this.#kept.values()) look();
  }

  #look(collection: string, { finalizer, isUsed }: Protection, namespace: string, name: string): void {
    const key = `protection of ${collection} ${namespace}/${name}`;
    const look = (): void => {
      this.#context.queue.add(key, () => {
        this.#kept.delete(key);
        const { state, registry } = this.#context;
        const resource = registry.named(collection);
        const entry = resource?.collection.get(namespace, name);
        if (!resource || !entry) return;
        const object = objectOf(entry);
        if (!awaits(object.metadata, finalizer)) return;
        if (isUsed(object, registry)) this.#kept.set(key, look);
        else
          changeObject(state, { resource, namespace, name, subresource: '' }, (changed) => {
            removeFinalizer(changed, finalizer);
          });
      });
    };
    look();
  }
}

/** By a pod that has a node; others will not be started. */
function isClaimUsed(claim: JSONObject, registry: ResourceRegistry): boolean {
  const metadata = objectAt(claim, 'metadata');
  const name = textAt(metadata, 'name');
  const owners = new Set(ownersOf(claim).map(({ uid }) => uid));
  return objects(registry, 'pods').some((pod) => {
    const own = objectAt(pod, 'metadata');
    const spec = objectAt(pod, 'spec');
    if (textAt(own, 'namespace') !== textAt(metadata, 'namespace') || textAt(spec, 'nodeName') === '') return false;
    const isShutDown = textAt(own, 'deletionTimestamp') !== '' && own?.['deletionGracePeriodSeconds'] === 0;
    const isOwner = owners.has(textAt(own, 'uid'));
    return objectsAt(spec, 'volumes').some(
      (volume) =>
        textAt(objectAt(volume, 'persistentVolumeClaim'), 'claimName') === name ||
        (objectAt(volume, 'ephemeral') && isOwner && !isShutDown && `${textAt(own, 'name')}-${textAt(volume, 'name')}` === name),
    );
  });
}

function isClassUsed(attributesClass: JSONObject, registry: ResourceRegistry): boolean {
  const name = textAt(objectAt(attributesClass, 'metadata'), 'name');
  return [...objects(registry, claims), ...objects(registry, volumes)].some((object) => {
    const status = objectAt(object, 'status');
    return (
      textAt(objectAt(object, 'spec'), 'volumeAttributesClassName') === name ||
      textAt(status, 'currentVolumeAttributesClassName') === name ||
      textAt(objectAt(status, 'modifyVolumeStatus'), 'targetVolumeAttributesClassName') === name
    );
  });
}

function objects(registry: ResourceRegistry, collection: string): JSONObject[] {
  return registry.named(collection)?.collection.all().map(objectOf) ?? [];
}

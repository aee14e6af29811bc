import type { JSONObject } from '../json.js';
import { copyField, ensureObject, objectAt } from '../json-fields.js';
import type { KindRules } from './kind-rules.js';
import { meansTheSame } from './semantic-equality.js';
import { dropUnsupported } from './pods/unsupported-pod-fields.js';

/** How the rules of a kind differ from those of most. */
export interface StandardRulesOptions extends Partial<KindRules> {
  /** The fields whose change makes a new generation, most often `spec`; absent for a kind that has none. */
  generationOf?: readonly string[];
  /** Where the spec of a pod is, as `spec.template.spec`; absent for a kind without. */
  podSpecAt?: string;
  /** What a new object's status is; absent for a kind that has none. Such a kind has `/status`. */
  emptyStatus?: () => JSONObject;
}

/**
 * The rules of a kind that is like most: a client sets the status only through `/status`, and everything else only without;
 * the generation starts at 1 and grows with the spec.
 */
export function standardRules(options: StandardRulesOptions = {}): KindRules {
  const { generationOf, podSpecAt, emptyStatus, prepareForCreate, prepareForUpdate, prepareForStatusUpdate, ...others } = options;
  const dropFrom = (object: JSONObject): void => {
    if (podSpecAt !== undefined) dropUnsupported(objectAt(object, ...podSpecAt.split('.')));
  };
  return {
    allowCreateOnUpdate: false,
    allowUnconditionalUpdate: true,
    defaults: () => {},
    ...others,
    prepareForCreate(object, context) {
      if (emptyStatus) object['status'] = emptyStatus();
      if (generationOf) ensureObject(object, 'metadata')['generation'] = 1;
      dropFrom(object);
      prepareForCreate?.(object, context);
    },
    prepareForUpdate(object, old, context) {
      if (emptyStatus) copyField(object, old, 'status');
      const metadata = keepGeneration(object, old);
      dropFrom(object);
      prepareForUpdate?.(object, old, context);
      const isChanged = generationOf?.some((field) => !meansTheSame(object[field], old[field])) ?? false;
      if (isChanged) metadata['generation'] = Number(metadata['generation'] ?? 0) + 1;
    },
    ...(emptyStatus && {
      prepareForStatusUpdate(object, old, context) {
        copyField(object, old, 'spec');
        keepGeneration(object, old);
        prepareForStatusUpdate?.(object, old, context);
      },
    }),
  };
}

/**
 * What a client cannot change of an object through `/status` where only the status is written (apimachinery
 * `ResetObjectMetaForStatus`).
 */
export function keepMetadata(object: JSONObject, old: JSONObject): void {
  const [metadata, before] = [ensureObject(object, 'metadata'), objectAt(old, 'metadata')];
  for (const field of ['labels', 'annotations', 'finalizers', 'ownerReferences']) copyField(metadata, before, field);
}

function keepGeneration(object: JSONObject, old: JSONObject): JSONObject {
  const metadata = ensureObject(object, 'metadata');
  copyField(metadata, old['metadata'] as JSONObject | undefined, 'generation');
  return metadata;
}

import type { JSONObject } from '../../json.js';
import { ensureObject, listAt, numberAt, setDefault } from '../../json-fields.js';
import type { KindRules } from '../kind-rules.js';
import { meansTheSame } from '../semantic-equality.js';
import { validateFieldsKept } from '../validate-others.js';
import {
  validateAttachment,
  validateAttachmentUpdate,
  validateCSIDriver,
  validateCSIDriverUpdate,
  validateCSINode,
  validateCSINodeUpdate,
} from './validate-csi.js';
import {
  validateAttributesClass,
  validateAttributesClassUpdate,
  validateStorageCapacity,
  validateStorageCapacityUpdate,
  validateStorageClass,
} from './validate-storage.js';
import { keepMetadata, standardRules } from '../standard-rules.js';

/** The kinds of storage.k8s.io. */
export const storageRules: Readonly<Record<string, KindRules>> = {
  CSIDriver: standardRules({
    validateCreate: validateCSIDriver,
    validateUpdate: validateCSIDriverUpdate,
    allowUnconditionalUpdate: false,
    defaults: defaultCSIDriver,
    prepareForUpdate: (driver, old) => {
      // Unlike others it has no generation before its first change.
      const metadata = ensureObject(driver, 'metadata');
      if (!meansTheSame(driver['spec'], old['spec'])) metadata['generation'] = (numberAt(metadata, 'generation') ?? 0) + 1;
    },
  }),
  CSINode: standardRules({ validateCreate: validateCSINode, validateUpdate: validateCSINodeUpdate }),
  CSIStorageCapacity: standardRules({
    validateCreate: validateStorageCapacity,
    validateUpdate: (capacity, old) => [...validateStorageCapacity(capacity), ...validateStorageCapacityUpdate(capacity, old)],
  }),
  StorageClass: standardRules({
    validateCreate: validateStorageClass,
    validateUpdate: (storageClass, old) => [
      ...validateStorageClass(storageClass),
      ...validateFieldsKept(storageClass, old, ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode']),
    ],
    defaults: (storageClass) => {
      setDefault(storageClass, 'reclaimPolicy', 'Delete');
      setDefault(storageClass, 'volumeBindingMode', 'Immediate');
    },
  }),
  VolumeAttachment: standardRules({
    emptyStatus: () => ({ attached: false }),
    prepareForStatusUpdate: keepMetadata,
    validateCreate: validateAttachment,
    validateUpdate: validateAttachmentUpdate,
    validateStatusUpdate: validateAttachmentUpdate,
  }),
  VolumeAttributesClass: standardRules({
    validateCreate: validateAttributesClass,
    validateUpdate: validateAttributesClassUpdate,
  }),
};

function defaultCSIDriver(driver: JSONObject): void {
  const spec = ensureObject(driver, 'spec');
  setDefault(spec, 'attachRequired', true);
  for (const field of ['podInfoOnMount', 'storageCapacity', 'requiresRepublish', 'seLinuxMount']) setDefault(spec, field, false);
  setDefault(spec, 'fsGroupPolicy', 'ReadWriteOnceWithFSType');
  if (listAt(spec, 'volumeLifecycleModes').length === 0) spec['volumeLifecycleModes'] = ['Persistent'];
}

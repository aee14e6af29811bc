/** Paths of fields. */
export type FieldPaths = readonly (readonly string[])[];

/** Who writes to a resource or subresource owns only what it does not set back (apiserver `registry/rest` ResetFieldsStrategy). */
export interface ResetFields {
  /** Fields that are set back, with all below them. */
  resetFields?: FieldPaths;
}

const spec: FieldPaths = [['spec']];
const status: FieldPaths = [['status']];
const specAndMetadata: FieldPaths = [['spec'], ['metadata']];

/** Resources that set back something else than their `status`, and nothing of the others; without group as `pods/status`. */
const exceptions: Readonly<Record<string, ResetFields>> = {
  'pods/status': { resetFields: [['spec'], ['metadata', 'deletionTimestamp'], ['metadata', 'ownerReferences']] },
  'namespaces/finalize': { resetFields: status },
  'deployments.apps/status': { resetFields: [['spec'], ['metadata', 'labels']] },
  'certificatesigningrequests.certificates.k8s.io': { resetFields: [['spec'], ['status']] },
  'certificatesigningrequests.certificates.k8s.io/status': { resetFields: [['spec'], ['status', 'conditions']] },
  'certificatesigningrequests.certificates.k8s.io/approval': { resetFields: [['spec'], ['status', 'certificate']] },
  'podcertificaterequests.certificates.k8s.io': {},
};

/** Groups and resources whose status sets back all metadata. */
const resetMetadata = new Set([
  'admissionregistration.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'internal.apiserver.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
  'storagemigration.k8s.io',
  'apiregistration.k8s.io',
]);

/**
 * What a built-in resource or subresource sets back.
 *
 * @param group empty for the core group
 * @param subresource empty for the object itself
 * @param hasStatus whether the resource has the subresource `status`
 */
export function resetFieldsOf(group: string, resource: string, subresource: string, hasStatus: boolean): ResetFields {
  const name = `${group === '' ? resource : `${resource}.${group}`}${subresource === '' ? '' : `/${subresource}`}`;
  const exception = Object.hasOwn(exceptions, name) ? exceptions[name] : undefined;
  if (exception !== undefined) return exception;
  if (subresource === '') return hasStatus ? { resetFields: status } : {};
  if (subresource !== 'status') return {};
  return { resetFields: resetMetadata.has(group) || resource === 'servicecidrs' ? specAndMetadata : spec };
}

/** What a custom resource or its subresource sets back. @param hasStatus whether it has the subresource `status` */
export function customResetFieldsOf(subresource: string, hasStatus: boolean): ResetFields {
  if (subresource === '') return hasStatus ? { resetFields: status } : {};
  return subresource === 'status' ? { resetFields: specAndMetadata } : {};
}

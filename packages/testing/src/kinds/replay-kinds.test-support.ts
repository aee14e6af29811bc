import { readFileSync } from 'node:fs';
import { type Labels, newNotFound, StatusError } from '@kubewright/rest';
import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import type { Schema } from '../schema.js';
import { builtInSchema, resolveSchema } from '../schemas.js';
import { invalidObject } from '../validation/field-errors.js';
import { admit, checkAdmission } from './admission.js';
import type { AdmissionRequest } from './admission-request.js';
import { ensureObject, objectAt, removeField, textAt } from '../json-fields.js';
import type { KindContext, KindRules, Lookup } from './kind-rules.js';
import { kindRules } from './rules-by-kind.js';
import { ServiceAllocators } from './networking/service-allocators.js';

/** A request, and what a real server answered, without what differs from run to run. */
export interface RecordedStep {
  method: string;
  path: string;
  contentType?: string;
  body?: JSONValue;
  answer: JSONObject;
}

export interface RecordedCase {
  name: string;
  steps: RecordedStep[];
}

/** What `{ns}` stands for in recorded cases: a name that a namespace can have. */
const ownNamespace = 'own';

/** What `e2e/src/differential/record-kinds.mjs` wrote. */
export function recordedCases(): RecordedCase[] {
  const text = readFileSync(new URL('kinds.vectors.json', import.meta.url), 'utf8');
  return JSON.parse(text.replaceAll('{ns}', ownNamespace)) as RecordedCase[];
}

interface Discovery {
  group: string;
  version: string;
  kind: string;
}

const kinds: Readonly<Record<string, string>> = Object.fromEntries(
  `Pod Service PersistentVolumeClaim PersistentVolume ReplicationController PodTemplate ConfigMap Secret ServiceAccount Event
  LimitRange ResourceQuota Node Deployment ReplicaSet StatefulSet DaemonSet Job CronJob PodDisruptionBudget EndpointSlice
  HorizontalPodAutoscaler Role RoleBinding ClusterRole ClusterRoleBinding Lease CSIDriver`
    .split(/\s+/)
    .map((kind) => [`${kind.toLowerCase()}s`, kind]),
);
Object.assign(kinds, {
  endpoints: 'Endpoints',
  ingresses: 'Ingress',
  ingressclasses: 'IngressClass',
  networkpolicies: 'NetworkPolicy',
  priorityclasses: 'PriorityClass',
  storageclasses: 'StorageClass',
  validatingwebhookconfigurations: 'ValidatingWebhookConfiguration',
  mutatingwebhookconfigurations: 'MutatingWebhookConfiguration',
  validatingadmissionpolicies: 'ValidatingAdmissionPolicy',
  validatingadmissionpolicybindings: 'ValidatingAdmissionPolicyBinding',
  flowschemas: 'FlowSchema',
  runtimeclasses: 'RuntimeClass',
  volumeattachments: 'VolumeAttachment',
  csinodes: 'CSINode',
  volumeattributesclasses: 'VolumeAttributesClass',
  csistoragecapacities: 'CSIStorageCapacity',
});

/** The least of a server that the rules need around them: one object of each name, no managed fields, no metadata rules. */
export class ReplayServer implements Lookup {
  readonly #objects = new Map<string, JSONObject>();
  readonly #allocators = new ServiceAllocators();

  constructor() {
    this.#objects.set(`/Namespace//${ownNamespace}`, { metadata: { name: ownNamespace }, status: { phase: 'Active' } });
    this.#objects.set(`/ServiceAccount/${ownNamespace}/default`, { metadata: { name: 'default' } });
  }

  get(group: string, kind: string, name: string, namespace = ''): JSONObject | undefined {
    return this.#objects.get(`${group}/${kind}/${namespace}/${name}`);
  }

  shared(group: string, kind: string, name: string, namespace = ''): JSONObject | undefined {
    return this.get(group, kind, name, namespace);
  }

  labels(): Labels {
    return {};
  }

  list(group: string, kind: string): readonly JSONObject[] {
    return [...this.#objects].filter(([key]) => key.startsWith(`${group}/${kind}/`)).map(([, object]) => object);
  }

  /** The object, or the Status, that the server answers with. */
  answer({ method, path, body, contentType }: RecordedStep): JSONObject {
    const success: (() => void)[] = [];
    const failure: (() => void)[] = [];
    const context: KindContext = {
      now: '{time}',
      lookup: this,
      dryRun: path.includes('dryRun=All'),
      allocators: this.#allocators,
      onSuccess: (action) => success.push(action),
      onFailure: (action) => failure.push(action),
    };
    try {
      const answer = this.#serve(method, path, body, contentType, context);
      for (const action of context.dryRun ? failure : success) action();
      return answer;
    } catch (error) {
      for (const action of failure) action();
      if (error instanceof StatusError) return statusOf(error.status);
      throw error;
    }
  }

  #serve(
    method: string,
    path: string,
    body: JSONValue | undefined,
    contentType: string | undefined,
    context: KindContext,
  ): JSONObject {
    const { resource, group, version, kind, namespace, name, subresource } = parsePath(path);
    const rules = kindRules(group, kind);
    if (!rules) throw new Error(`no rules of ${group} ${kind}`);
    const key = (of: string): string => `${group}/${kind}/${namespace}/${of}`;
    const old = name === '' ? undefined : this.#objects.get(key(name));
    if (method === 'GET' && old) return old;
    if (method === 'DELETE' && old) {
      this.#objects.delete(key(name));
      rules.release?.(old, context);
      return { kind: 'Status', status: 'Success' };
    }
    if (method !== 'POST' && !old) throw newNotFound({ group, resource }, name);
    const schema = builtInSchema(group, version, kind) ?? {};
    const written = method === 'PATCH' && old ? patched(old, body, contentType) : structuredClone(body);
    const object = asGoWrites(written, schema) as JSONObject;
    Object.assign(object, { kind, apiVersion: group === '' ? version : `${group}/${version}` });
    rules.defaults(object);
    const metadata = ensureObject(object, 'metadata');
    if (namespace !== '') metadata['namespace'] = namespace;
    Object.assign(metadata, { uid: '00000000-0000-4000-8000-000000000000', creationTimestamp: '{time}' });
    const request: AdmissionRequest = {
      operation: old ? 'update' : 'create',
      ...{ group, resource, subresource, namespace, object, old },
      name: textAt(metadata, 'name'),
    };
    admit(request, context, { nameSuffix: () => 'abcde' });
    write(rules, { kind: { group, kind }, subresource, object, old }, context);
    checkAdmission(request, context);
    if (!old) rules.completeStored?.(object);
    if (context.dryRun) return asGoWrites(object, schema) as JSONObject;
    this.#objects.set(key(request.name), JSON.parse(JSON.stringify(object)) as JSONObject);
    return asGoWrites(object, schema) as JSONObject;
  }
}

function write(
  rules: KindRules,
  {
    kind,
    subresource,
    object,
    old,
  }: { kind: { group: string; kind: string }; subresource: string; object: JSONObject; old: JSONObject | undefined },
  context: KindContext,
): void {
  const name = textAt(objectAt(object, 'metadata'), 'name');
  const refuse = (errors: Parameters<typeof invalidObject>[2] = []): void => {
    if (errors.length > 0) throw invalidObject(kind, name, errors);
  };
  if (subresource === 'status' && old) {
    rules.prepareForStatusUpdate?.(object, old, context);
    refuse(rules.validateStatusUpdate?.(object, old, context));
  } else if (old) {
    refuse(rules.allocate?.(object, old, context));
    rules.prepareForUpdate(object, old, context);
    refuse(rules.validateUpdate?.(object, old, context));
  } else {
    refuse(rules.allocate?.(object, undefined, context));
    rules.prepareForCreate(object, context);
    refuse(rules.validateCreate?.(object, context));
  }
}

function parsePath(path: string): Discovery & { resource: string; namespace: string; name: string; subresource: string } {
  const parts = (path.split('?')[0] ?? '').split('/').slice(1);
  const [group, version] = parts.shift() === 'api' ? ['', parts.shift()] : [parts.shift(), parts.shift()];
  const namespace = parts[0] === 'namespaces' ? (parts.splice(0, 2)[1] ?? '') : '';
  const [resource = '', name = '', subresource = ''] = parts;
  const kind = kinds[resource];
  if (kind === undefined) throw new Error(`no kind of ${resource}`);
  return { group: group ?? '', version: version ?? '', kind, resource, namespace, name, subresource };
}

/** JSON merge patches, and what the cases use of JSON patches. */
function patched(old: JSONObject, body: JSONValue | undefined, contentType: string | undefined): JSONValue {
  const copy = structuredClone(old);
  if (contentType !== 'application/json-patch+json') return merged(copy, body ?? {});
  for (const operation of (body ?? []) as JSONObject[]) {
    const path = textAt(operation, 'path').split('/').slice(1);
    const last = path.pop() ?? '';
    let holder: JSONValue = copy;
    for (const part of path) holder = (holder as Record<string, JSONValue>)[part] ?? null;
    const value = operation['value'] ?? null;
    if (Array.isArray(holder) && last === '-') holder.push(value);
    else if (operation['op'] === 'remove') removeField(holder as JSONObject, last);
    else (holder as JSONObject)[last] = value;
  }
  return copy;
}

function merged(target: JSONValue, patch: JSONValue): JSONValue {
  if (!isJSONObject(patch)) return patch;
  const result: JSONObject = isJSONObject(target) ? target : {};
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) removeField(result, field);
    else result[field] = merged(result[field] ?? null, value);
  }
  return result;
}

/** Structs that Go always writes are there; empty lists and maps that it leaves out are not. */
function asGoWrites(value: JSONValue | undefined, schema: Schema): JSONValue {
  const resolved = resolveSchema(schema);
  if (Array.isArray(value)) return value.map((element) => asGoWrites(element, resolved.items ?? {}));
  if (!isJSONObject(value)) return value ?? null;
  const result: JSONObject = {};
  for (const [field, one] of Object.entries(value)) {
    const known = resolved.properties?.[field];
    const type = known && resolveSchema(known);
    const isList = Array.isArray(one) && one.length === 0;
    const isMap = type?.properties === undefined && isJSONObject(one) && Object.keys(one).length === 0 && type?.type === 'object';
    if (known && (isList || (isMap && type.additionalProperties)) && !(resolved.required ?? []).includes(field)) continue;
    // What was stored as protobuf has no empty lists.
    if (isList && known) result[field] = null;
    else result[field] = asGoWrites(one, known ?? resolved.additionalProperties ?? {});
  }
  for (const [field, known] of Object.entries(resolved.properties ?? {})) {
    if (result[field] !== undefined || known.default === undefined) continue;
    if (isJSONObject(known.default) && Object.keys(known.default).length === 0) result[field] = asGoWrites({}, known);
    else if (known.default === '' || resolved.required?.includes(field)) result[field] = known.default;
  }
  return result;
}

function statusOf(status: StatusError['status']): JSONObject {
  return JSON.parse(JSON.stringify(status)) as JSONObject;
}

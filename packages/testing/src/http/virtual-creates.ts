import { managedUpdate } from '../apply/index.js';
import { decodeObject } from '../decode/decode-object.js';
import { isJSONObject, type JSONObject } from '../json.js';
import { ensureObject } from '../json-fields.js';
import { apiVersionOf, type GroupVersionKind } from '../resources/resource-table.js';
import { builtInSchema } from '../schemas.js';
import { matchNamespace } from '../validation/metadata.js';
import { fieldManagerContext } from '../write/field-manager.js';
import type { WriteOptions } from '../write/write-options.js';
import { jsonAnswer, type ServerAnswer } from './exchange.js';
import type { ResourceCall } from './handler.js';
import { negotiate, onlyObjects } from './negotiate.js';
import { writeOptionsOf } from './write-options-of.js';

/** A create of which nothing is stored. */
export interface VirtualCreate {
  readonly call: ResourceCall;
  /** As decoded, with managed fields. It belongs to who is called. */
  readonly object: JSONObject;
  readonly options: WriteOptions;
}

/** What answers such a create. */
export interface VirtualCreator {
  /** Answers with an object, of which kind and version need not be given. Throws a `StatusError` if it refuses. */
  (create: VirtualCreate): JSONObject;
  /** Puts defaults into what was decoded; managed fields tell of them as of what the client sent. */
  readonly defaults?: (object: JSONObject) => void;
}

/** By resource, as `tokenreviews.authentication.k8s.io`, or subresource, as `serviceaccounts/token`. */
export type VirtualCreators = ReadonlyMap<string, VirtualCreator>;

/** Reads what a create brings, and lets its creator answer. @param kind of the object in the body */
export async function answerVirtualCreate(
  call: ResourceCall,
  creator: VirtualCreator,
  kind: GroupVersionKind,
): Promise<ServerAnswer> {
  const { server, request, resource, path } = call;
  const what = { goType: kind.kind, isList: false, isCustom: false, hasTables: false, hasStreams: false };
  const { form, encoding } = negotiate(request.headers.accept, what);
  if (form.as !== 'object') throw onlyObjects();
  const options = writeOptionsOf(call, 'CreateOptions');
  const schema = builtInSchema(kind.group, kind.version, kind.kind);
  const { object: decoded, warnings } = decodeObject(await request.body(), {
    contentType: request.headers['content-type'] ?? '',
    fieldValidation: options.fieldValidation,
    gvk: kind,
    schema: schema ?? {},
  });
  warnings.forEach(call.warnings.add);
  if (path.namespace !== '') {
    const { namespace } = ensureObject(decoded, 'metadata');
    matchNamespace(decoded, path.namespace);
    if (path.subresource !== '' && namespace === undefined) delete ensureObject(decoded, 'metadata').namespace;
  } else delete ensureObject(decoded, 'metadata').namespace;
  creator.defaults?.(decoded);
  const target = { resource, namespace: path.namespace, name: path.name, subresource: path.subresource };
  const context = fieldManagerContext(server.state, target, options);
  const apiVersion = apiVersionOf(kind);
  const object = managedUpdate(undefined, decoded, { ...context, ...(schema && { schema }), apiVersion, kind: kind.kind });
  const { metadata: shown, ...rest } = creator({ call, object, options });
  delete rest.kind;
  delete rest.apiVersion;
  const whole = { kind: kind.kind, apiVersion, metadata: isJSONObject(shown) ? shown : {}, ...rest };
  return { ...jsonAnswer(201, `${JSON.stringify(whole)}\n`), encoding };
}

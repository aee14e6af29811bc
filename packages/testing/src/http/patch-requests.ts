import { newBadRequest } from '@kubewright/rest';
import { managedUpdate, serverSideApply } from '../apply/index.js';
import { readYAML } from '../decode/yaml-body.js';
import { isJSONObject, type JSONObject } from '../json.js';
import { decodePatch } from '../patch/decode-patch.js';
import { goText } from '../patch/go-text.js';
import { applyJSONPatch } from '../patch/json-patch.js';
import { applyMergePatch } from '../patch/merge-patch.js';
import {
  applyPatchType,
  jsonPatchType,
  mergePatchType,
  patchTypeOf,
  strategicMergePatchType,
} from '../patch/patch-media-types.js';
import { applyStrategicMergePatch } from '../patch/strategic-merge-patch.js';
import type { StoredObject } from '../store/entry.js';
import { fieldManagerContext } from '../write/field-manager.js';
import { prepared } from '../write/prepared.js';
import { type Change, update } from '../write/update.js';
import { parseWriteOptions, type WriteOptions } from '../write/write-options.js';
import type { WriteTarget } from '../write/write-target.js';
import { decodeFor, textOfBody, warningHeaders } from './decode-body.js';
import { jsonAnswer, type ServerAnswer } from './exchange.js';
import type { ResourceCall } from './handler.js';
import { parsePatchBody } from './patch-body.js';
import { patchedObject } from './patched-object.js';
import { presentationFor } from './presentation-for.js';

/** What a change makes of the live object; with what it has to warn of. */
interface Patcher {
  readonly apply: Change['apply'];
  readonly warnings: readonly string[];
}

/** Changes an object by a patch, or applies a configuration. */
export async function answerPatch(call: ResourceCall, target: WriteTarget): Promise<ServerAnswer> {
  const { server, request, resource, query } = call;
  const type = patchTypeOf(request.headers['content-type'] ?? '', resource.isCustom ? 'custom' : 'built-in');
  const presentation = presentationFor(call);
  const body = textOfBody(await request.body());
  const isApply = type === applyPatchType;
  const options = parseWriteOptions(query, request.headers['user-agent'] ?? '', 'PatchOptions', isApply);
  const { apply, warnings } = isApply ? applier(call, target, body, options) : patcher(call, target, type, body, options);
  const { entry, isNew } = update(server.state, target, { apply, mayCreate: isApply, isWhole: false }, options);
  return jsonAnswer(isNew ? 201 : 200, presentation.one(entry), warningHeaders(warnings));
}

function applier({ server, resource }: ResourceCall, target: WriteTarget, body: string, options: WriteOptions): Patcher {
  const read = readYAML(body);
  if ('problem' in read) throw newBadRequest(`error decoding YAML: ${read.problem}`);
  const { value, repeated } = read;
  if (!isJSONObject(value)) throw newBadRequest('error decoding YAML: the configuration is no object');
  const problem = `yaml: unmarshal errors:\n  ${repeated.join('\n  ')}`;
  return {
    warnings: repeated.length > 0 && options.fieldValidation === 'Warn' ? [problem] : [],
    apply: (live) => {
      const context = { ...fieldManagerContext(server.state, target, options), force: options.force };
      const object = serverSideApply(live, value, context);
      if (repeated.length > 0 && options.fieldValidation === 'Strict')
        throw newBadRequest(`error strict decoding YAML: ${problem}`);
      // An object that stays as it is has its defaults, and goes back as it came.
      return prepared(decodeFor(resource, JSON.stringify(object), undefined, 'Ignore').object, resource);
    },
  };
}

function patcher(
  { server, resource }: ResourceCall,
  target: WriteTarget,
  type: string,
  body: string,
  options: WriteOptions,
): Patcher {
  const { patch, strictErrors } = decodePatch(parsePatchBody(body), type, options.fieldValidation);
  const warnings: string[] = [];
  const patched = (live: StoredObject): { value: unknown; shown?: string } => {
    switch (type) {
      case jsonPatchType:
        return { value: applyJSONPatch(live, patch) };
      case mergePatchType:
        return { value: applyMergePatch(live, patch) };
      default:
        return { value: applyStrategicMergePatch(live, patch as JSONObject, resource.schema ?? {}), shown: goText(patch) };
    }
  };
  return {
    warnings,
    apply: (live = {} as StoredObject) => {
      const { value, shown } = patched(live);
      const isStrategic = type === strategicMergePatchType;
      const { object, complaints } = patchedObject(value, { resource, shown, isStrategic, strictErrors, ...options });
      warnings.push(...complaints);
      return managedUpdate(live, prepared(object, resource), fieldManagerContext(server.state, target, options));
    },
  };
}

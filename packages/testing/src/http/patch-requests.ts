import { newBadRequest } from '@kubewright/rest';
import { managedUpdate, serverSideApply } from '../apply/index.js';
import { readYAML } from '../decode/yaml-body.js';
import { isJSONObject } from '../json.js';
import { patchObject } from '../patch/patch-object.js';
import { applyPatchType, patchTypeOf } from '../patch/patch-media-types.js';
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
import { patchDecoder } from './patch-decoder.js';
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
      return prepared(decodeFor(resource, JSON.stringify(object), undefined, 'Ignore').object, resource);
    },
  };
}

function patcher(
  { server, resource }: ResourceCall,
  target: WriteTarget,
  patchType: string,
  text: string,
  options: WriteOptions,
): Patcher {
  const body = parsePatchBody(text);
  const { fieldValidation } = options;
  const request = { patchType, fieldValidation, schema: resource.schema ?? {}, decode: patchDecoder(resource, fieldValidation) };
  const warnings: string[] = [];
  return {
    warnings,
    apply: (live = {} as StoredObject) => {
      const patched = patchObject(live, body, request);
      warnings.push(...patched.warnings);
      return managedUpdate(live, prepared(patched.object, resource), fieldManagerContext(server.state, target, options));
    },
  };
}

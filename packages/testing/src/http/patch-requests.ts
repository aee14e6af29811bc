import { newBadRequest } from '@kubewright/rest';
import { managedUpdate, serverSideApply } from '../apply/index.js';
import { readYAML } from '../decode/yaml-body.js';
import { isJSONObject } from '../json.js';
import { jsonType } from '../patch/go-text.js';
import { definitions } from '../controllers/definition-controller.js';
import { loadRulesFor } from '../customresources/load-rules.js';
import { patchObject } from '../patch/patch-object.js';
import { applyPatchType, patchTypeOf, strategicMergePatchType } from '../patch/patch-media-types.js';
import type { StoredObject } from '../store/entry.js';
import { fieldManagerContext } from '../write/field-manager.js';
import { prepared } from '../write/prepared.js';
import { type Change, update } from '../write/update.js';
import type { WriteOptions } from '../write/write-options.js';
import type { WriteTarget } from '../write/write-target.js';
import { decodeFor, textOfBody } from './decode-body.js';
import { jsonAnswer, type ServerAnswer } from './exchange.js';
import type { ResourceCall } from './handler.js';
import { parsePatchBody } from './patch-body.js';
import { patchDecoder } from './patch-decoder.js';
import { encodingFor, presentationFor } from './presentation-for.js';
import { dropRepeatedOwners } from './repeated-owners.js';
import { writeOptionsOf } from './write-options-of.js';

/** Changes an object by a patch, or applies a configuration. */
export async function answerPatch(call: ResourceCall, target: WriteTarget): Promise<ServerAnswer> {
  const { server, request, resource } = call;
  const type = patchTypeOf(request.headers['content-type'] ?? '', resource.isCustom ? 'custom' : 'built-in');
  const presentation = presentationFor(call);
  const body = textOfBody(await request.body());
  const isApply = type === applyPatchType;
  if (resource.groupResource === definitions) await loadRulesFor(body);
  const options = writeOptionsOf(call, 'PatchOptions', isApply);
  const apply = isApply ? applier(call, target, body, options) : patcher(call, target, type, body, options);
  const { entry, isNew } = update(
    server.state,
    target,
    { apply, mayCreate: isApply && target.subresource === '', isWhole: false },
    options,
  );
  return { ...jsonAnswer(isNew ? 201 : 200, presentation.one(entry)), encoding: encodingFor(call) };
}

function applier(
  { server, resource, warnings }: ResourceCall,
  target: WriteTarget,
  body: string,
  options: WriteOptions,
): Change['apply'] {
  const read = readYAML(body);
  if ('problem' in read) throw newBadRequest(`error decoding YAML: error converting YAML to JSON: ${read.problem}`);
  const { value, repeated } = read;
  if (value === null) throw newBadRequest('invalid object type: /, Kind=');
  if (!isJSONObject(value)) {
    const problem = `cannot unmarshal ${jsonType(value)} into Go value of type map[string]interface {}`;
    throw newBadRequest(`error decoding YAML: error unmarshaling JSON: while decoding JSON: json: ${problem}`);
  }
  return (live) => {
    const context = { ...fieldManagerContext(server.state, target, options), force: options.force };
    const object = serverSideApply(live, value, context);
    if (repeated.length > 0 && options.fieldValidation === 'Strict') {
      const problem = `yaml: unmarshal errors:\n  ${repeated.join('\n  ')}`;
      throw newBadRequest(`error strict decoding YAML: error converting YAML to JSON: ${problem}`);
    }
    if (options.fieldValidation === 'Warn') repeated.forEach(warnings.add);
    return prepared(decodeFor(resource, JSON.stringify(object), undefined, 'Ignore').object, resource);
  };
}

function patcher(
  { server, resource, warnings }: ResourceCall,
  target: WriteTarget,
  patchType: string,
  text: string,
  options: WriteOptions,
): Change['apply'] {
  const body = parsePatchBody(text);
  const { fieldValidation } = options;
  const decode = patchDecoder(resource, fieldValidation, patchType === strategicMergePatchType);
  const request = { patchType, fieldValidation, schema: resource.schema ?? {}, decode };
  return (live = {} as StoredObject) => {
    const patched = patchObject(live, body, request);
    patched.warnings.forEach(warnings.add);
    const whole = prepared(patched.object, resource);
    const managed = managedUpdate(live, whole, fieldManagerContext(server.state, target, options));
    dropRepeatedOwners(managed, warnings.add, true);
    return managed;
  };
}

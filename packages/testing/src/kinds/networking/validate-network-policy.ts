import { isJSONObject, type JSONObject } from '../../json.js';
import { isMissing, numberAt, objectAt, objectsAt, textAt, textsAt } from '../../json-fields.js';
import {
  type FieldError,
  forbiddenValue,
  invalidValue,
  notSupportedValue,
  requiredValue,
} from '../../validation/field-errors.js';
import { parsePrefix } from '../../warnings/ip-texts.js';
import { checkRange, isWithin } from '../ip-rules.js';
import { checkPort } from '../value-rules.js';
import { validateSelector } from '../../validation/label-selectors.js';
import { checkText, portName } from '../../validation/text-rules.js';

const peersOf = { ingress: 'from', egress: 'to' } as const;

/** Kubernetes ValidateNetworkPolicySpec. @param old what it was before: its ranges are not looked at again */
export function validateNetworkPolicy(policy: JSONObject, old?: JSONObject): FieldError[] {
  const spec = objectAt(policy, 'spec') ?? {};
  const blocks = blocksOf(objectAt(old, 'spec'));
  const known = new Set(blocks.flatMap((block) => [textAt(block, 'cidr'), ...textsAt(block, 'except')]));
  const errors = validateSelector(objectAt(spec, 'podSelector'), 'spec.podSelector');
  for (const [direction, peers] of Object.entries(peersOf)) {
    for (const [index, rule] of objectsAt(spec, direction).entries()) {
      const path = `spec.${direction}[${index}]`;
      for (const [at, port] of objectsAt(rule, 'ports').entries()) errors.push(...validatePort(port, `${path}.ports[${at}]`));
      for (const [at, peer] of objectsAt(rule, peers).entries()) {
        errors.push(...validatePeer(peer, known, `${path}.${peers}[${at}]`));
      }
    }
  }
  const types = ['Ingress', 'Egress'];
  const given = textsAt(spec, 'policyTypes');
  if (given.length > 2) return [...errors, invalidValue('spec.policyTypes', given, 'may not specify more than two policyTypes')];
  for (const [index, type] of given.entries()) {
    if (!types.includes(type)) errors.push(notSupportedValue(`spec.policyTypes[${index}]`, type, types));
  }
  return errors;
}

function blocksOf(spec: JSONObject | undefined): JSONObject[] {
  return Object.entries(peersOf).flatMap(([direction, peers]) =>
    objectsAt(spec, direction).flatMap((rule) => objectsAt(rule, peers).map((peer) => objectAt(peer, 'ipBlock') ?? {})),
  );
}

function validatePort(port: JSONObject, path: string): FieldError[] {
  const protocols = ['TCP', 'UDP', 'SCTP'];
  const protocol = textAt(port, 'protocol');
  const errors = protocols.includes(protocol) ? [] : [notSupportedValue(`${path}.protocol`, protocol, protocols)];
  const number = port['port'];
  const end = numberAt(port, 'endPort');
  const wrong = (value: number, detail: string): void => void errors.push(invalidValue(`${path}.endPort`, value, detail));
  if (typeof number === 'number') {
    errors.push(...checkPort(number, `${path}.port`));
    if (end === undefined) return errors;
    // It is the first port that is told.
    if (end < number) wrong(number, 'must be greater than or equal to `port`');
    errors.push(...checkPort(end, `${path}.endPort`));
  } else {
    const why = typeof number === 'string' ? 'non-numeric' : 'not specified';
    if (end !== undefined) wrong(end, `may not be specified when \`port\` is ${why}`);
    if (typeof number === 'string') errors.push(...checkText(portName, number, `${path}.port`));
  }
  return errors;
}

function validatePeer(peer: JSONObject, known: ReadonlySet<string>, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const selectors = ['podSelector', 'namespaceSelector'].filter((field) => isJSONObject(peer[field]));
  for (const field of selectors) errors.push(...validateSelector(objectAt(peer, field), `${path}.${field}`));
  const block = objectAt(peer, 'ipBlock');
  if (block) {
    errors.push(...validateBlock(block, known, `${path}.ipBlock`));
    const why = 'may not specify both ipBlock and another peer';
    if (selectors.length > 0) errors.push(forbiddenValue(path, why));
  } else if (selectors.length === 0) errors.push(requiredValue(path, 'must specify a peer'));
  return errors;
}

function validateBlock(block: JSONObject, known: ReadonlySet<string>, path: string): FieldError[] {
  if (isMissing(block, 'cidr') || block['cidr'] === '') return [requiredValue(`${path}.cidr`)];
  const range = textAt(block, 'cidr');
  const errors = known.has(range) ? [] : checkRange(range, `${path}.cidr`);
  if (!parsePrefix(range)) return errors;
  for (const [index, except] of textsAt(block, 'except').entries()) {
    const field = `${path}.except[${index}]`;
    if (!known.has(except)) errors.push(...checkRange(except, field));
    if (!parsePrefix(except) || isWithin(except, range)) continue;
    errors.push(invalidValue(field, except, 'must be a strict subset of `cidr`'));
  }
  return errors;
}

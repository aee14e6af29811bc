import type { JSONObject } from '../json.js';
import { objectAt, textAt } from '../json-fields.js';
import { type FieldError, invalidValue, keyOf, requiredValue } from '../validation/field-errors.js';
import type { DefinitionCondition } from './definition-conditions.js';

const annotation = 'api-approved.kubernetes.io';
const annotationField = keyOf('metadata.annotations', annotation);
const conditionType = 'KubernetesAPIApprovalPolicyConformant';

/** Whether somebody approved a definition of a group of Kubernetes' own, as the reason of its condition says it. */
type Approval = 'ApprovedAnnotation' | 'InvalidAnnotation' | 'MissingAnnotation' | 'UnapprovedAnnotation';

/** The condition that tells of the approval (apiextensions-apiserver `controller/apiapproval`); undefined for groups that need none. */
export function approvalCondition(definition: JSONObject): DefinitionCondition | undefined {
  if (!isProtected(definition)) return undefined;
  const { reason, message } = approvalOf(definition);
  return { type: conditionType, status: reason === 'ApprovedAnnotation' ? 'True' : 'False', reason, message };
}

/** What is wrong with the approval of a definition. @param old what it was; undefined if it is new */
export function validateApproval(definition: JSONObject, old?: JSONObject): FieldError[] {
  if (!isProtected(definition)) return [];
  const { reason, message } = approvalOf(definition);
  // Who changes something else need not mend it.
  if (old && approvalOf(old).reason === reason) return [];
  if (reason === 'MissingAnnotation') return [requiredValue(annotationField, message)];
  return reason === 'InvalidAnnotation' ? [invalidValue(annotationField, textOf(definition), message)] : [];
}

function isProtected(definition: JSONObject): boolean {
  return /(?:^|\.)(?:k8s|kubernetes)\.io$/.test(textAt(objectAt(definition, 'spec'), 'group'));
}

function approvalOf(definition: JSONObject): { reason: Approval; message: string } {
  const text = textOf(definition);
  const rule = `protected groups must have approval annotation "${annotation}"`;
  const more = 'see https://github.com/kubernetes/enhancements/pull/1111';
  if (text === '') return { reason: 'MissingAnnotation', message: `${rule}, ${more}` };
  if (text.startsWith('unapproved')) return { reason: 'UnapprovedAnnotation', message: `not approved: ${JSON.stringify(text)}` };
  if (/^[a-z][a-z\d+.-]*:\/\/[^/?#]/i.test(text) && URL.canParse(text))
    return { reason: 'ApprovedAnnotation', message: `approved in ${text}` };
  return { reason: 'InvalidAnnotation', message: `${rule} with either a URL or a reason starting with "unapproved", ${more}` };
}

function textOf(definition: JSONObject): string {
  return textAt(objectAt(definition, 'metadata', 'annotations'), annotation);
}

import { newBadRequest } from '@kubewright/rest';
import type { VirtualCreate, VirtualCreator } from '../http/virtual-creates.js';
import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { objectAt } from '../json-fields.js';
import { type FieldError, invalidObject, invalidValue } from '../validation/field-errors.js';
import { formatSeconds } from '../write/server-state.js';
import type { AuthorizationAttributes, AuthorizationRule, Authorizer } from './authorizer.js';
import { evaluationError, reviewSelectorErrors } from './review-selectors.js';
import { userInfoObject, type UserInfo } from './user-info.js';

const group = 'authorization.k8s.io';

/** What answers who somebody is and what they may do. */
export function subjectReviews(authorizer: Authorizer): readonly (readonly [string, VirtualCreator])[] {
  const allowed = (object: JSONObject, user: UserInfo): JSONObject => {
    const ignored = evaluationError(objectAt(object, 'spec', 'resourceAttributes'));
    const status = {
      allowed: authorizer.allows(user, reviewedAttributes(object)),
      ...(ignored !== undefined && { evaluationError: ignored }),
    };
    return { ...object, status };
  };
  return [
    ['selfsubjectreviews.authentication.k8s.io', selfSubjectReview],
    [
      `selfsubjectaccessreviews.${group}`,
      ({ call, object }) => {
        check([...attributeErrors(object), ...selectorErrors(object), ...metadataErrors(object)]);
        return allowed(object, call.user);
      },
    ],
    [
      `subjectaccessreviews.${group}`,
      ({ object }) => {
        check([...attributeErrors(object), ...subjectErrors(object), ...selectorErrors(object), ...metadataErrors(object)]);
        return allowed(object, reviewedUser(object));
      },
    ],
    [
      `localsubjectaccessreviews.${group}`,
      ({ call, object }) => {
        check(localErrors(object, call.path.namespace));
        return allowed(object, reviewedUser(object));
      },
    ],
    [`selfsubjectrulesreviews.${group}`, (create) => selfSubjectRulesReview(create, authorizer)],
  ];
}

function selfSubjectReview({ call }: VirtualCreate): JSONObject {
  return {
    metadata: { creationTimestamp: formatSeconds(call.server.state.clock.date()) },
    status: { userInfo: userInfoObject(call.user) },
  };
}

/** Tells of rules as RBAC does; the rules of one server are all that there are. */
function selfSubjectRulesReview({ call, object }: VirtualCreate, authorizer: Authorizer): JSONObject {
  const namespace = text(part(object, 'spec').namespace);
  if (namespace === '') throw newBadRequest('no namespace on request');
  const rules = authorizer.rulesFor(call.user, namespace);
  return {
    metadata: {},
    spec: {},
    status: {
      resourceRules: rules
        .filter(({ resources, nonResourceURLs }) => resources !== undefined || !nonResourceURLs)
        .map(resourceRule),
      nonResourceRules: rules.flatMap(({ verbs, nonResourceURLs }) =>
        nonResourceURLs ? [{ verbs: [...verbs], nonResourceURLs: [...nonResourceURLs] }] : [],
      ),
      incomplete: false,
    },
  };
}

function resourceRule({ verbs, apiGroups = ['*'], resources = ['*'], resourceNames }: AuthorizationRule): JSONObject {
  return {
    verbs: [...verbs],
    apiGroups: [...apiGroups],
    resources: [...resources],
    ...(resourceNames && { resourceNames: [...resourceNames] }),
  };
}

function reviewedUser(object: JSONObject): UserInfo {
  const { user, uid, groups, extra } = part(object, 'spec');
  return {
    name: text(user),
    uid: text(uid),
    groups: Array.isArray(groups) ? groups.map(text) : [],
    extra: (extra ?? {}) as Record<string, string[]>,
  };
}

function reviewedAttributes(object: JSONObject): AuthorizationAttributes {
  const spec = part(object, 'spec');
  const resource = part(spec, 'resourceAttributes');
  const other = part(spec, 'nonResourceAttributes');
  const isResourceRequest = isJSONObject(spec.resourceAttributes);
  return {
    isResourceRequest,
    verb: text(isResourceRequest ? resource.verb : other.verb),
    group: text(resource.group),
    resource: text(resource.resource),
    subresource: text(resource.subresource),
    namespace: text(resource.namespace),
    name: text(resource.name),
    path: text(other.path),
  };
}

/** As `pkg/apis/authorization/validation`. */
function attributeErrors(object: JSONObject): FieldError[] {
  const { resourceAttributes, nonResourceAttributes } = part(object, 'spec');
  if (resourceAttributes && nonResourceAttributes)
    return [
      invalidValue(
        'spec.nonResourceAttributes',
        goAttributes(nonResourceAttributes),
        'cannot be specified in combination with resourceAttributes',
      ),
    ];
  return resourceAttributes || nonResourceAttributes
    ? []
    : [
        invalidValue(
          'spec.resourceAttributes',
          null,
          'exactly one of nonResourceAttributes or resourceAttributes must be specified',
        ),
      ];
}

function subjectErrors(object: JSONObject): FieldError[] {
  const { user = '', groups = [] } = part(object, 'spec');
  const isNobody = user === '' && Array.isArray(groups) && groups.length === 0;
  return isNobody ? [invalidValue('spec.user', '', 'at least one of user or group must be specified')] : [];
}

function selectorErrors(object: JSONObject): FieldError[] {
  return reviewSelectorErrors(objectAt(object, 'spec', 'resourceAttributes'));
}

/** A review is no object that could have a name. */
function metadataErrors(object: JSONObject): FieldError[] {
  const metadata = part(object, 'metadata');
  const isEmpty = Object.keys(metadata).every((field) => field === 'managedFields');
  return isEmpty ? [] : [invalidValue('metadata', metadata, 'must be empty')];
}

function localErrors(object: JSONObject, namespace: string): FieldError[] {
  const { resourceAttributes, nonResourceAttributes } = part(object, 'spec');
  const metadata = part(object, 'metadata');
  const errors = [...attributeErrors(object), ...subjectErrors(object), ...selectorErrors(object)];
  if (Object.keys(metadata).some((field) => field !== 'managedFields' && field !== 'namespace'))
    errors.push(invalidValue('metadata', metadata, 'must be empty except for namespace'));
  const reviewed = isJSONObject(resourceAttributes) ? text(resourceAttributes.namespace) : namespace;
  if (reviewed !== namespace)
    errors.push(invalidValue('spec.resourceAttributes.namespace', reviewed, 'must match metadata.namespace'));
  if (nonResourceAttributes)
    errors.push(
      invalidValue('spec.nonResourceAttributes', goAttributes(nonResourceAttributes), 'disallowed on this kind of request'),
    );
  return errors;
}

/** As Go writes the type that has no JSON names. */
function goAttributes(attributes: JSONValue): JSONObject {
  const { path, verb } = isJSONObject(attributes) ? attributes : {};
  return { Path: text(path), Verb: text(verb) };
}

function check(errors: FieldError[]): void {
  // The server gives no kind.
  if (errors.length > 0) throw invalidObject({ group, kind: '' }, '', errors);
}

function part(object: JSONObject, field: string): JSONObject {
  const value = object[field];
  return isJSONObject(value) ? value : {};
}

function text(value: JSONValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

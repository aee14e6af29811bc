// @ts-check
/**
 * A schema on which openapi-generator has no usable opinion, what we must have instead, and why.
 *
 * `expected` is what the type alias stands for, in normal form (see normal-form.mjs).
 *
 * @typedef {{ schema: string, expected: string, reason: string }} Exception
 */

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';
const APIEXTENSIONS = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1';

/** All that `type: object` says. An interface without properties would say less: TypeScript lets a number pass for one. */
const ANY_OBJECT = '{ [key: string]: unknown }';

/**
 * Every schema that has no properties stands here, and nothing else: openapi-generator emits no type for one and turns
 * references to it into `any`, `Date` or `{}`. An entry whose schema is gone or has properties now is an error.
 *
 * @type {readonly Exception[]}
 */
export const EXCEPTIONS = [
  {
    schema: 'io.k8s.apimachinery.pkg.api.resource.Quantity',
    expected: 'string',
    reason: 'oneOf string and number because the server reads both; it always answers a string, and a number loses precision',
  },
  {
    schema: 'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
    expected: 'number | string',
    reason: 'oneOf integer and string, on the wire one or the other; openapi-generator makes an empty interface of it',
  },
  {
    schema: `${META}.Time`,
    expected: 'string',
    reason: 'an RFC 3339 string on the wire; openapi-generator makes a Date of it, for which its runtime would have to convert',
  },
  {
    schema: `${META}.MicroTime`,
    expected: 'string',
    reason: 'an RFC 3339 string with microseconds, which a Date would cut to milliseconds',
  },
  {
    schema: `${META}.FieldsV1`,
    expected: ANY_OBJECT,
    reason: 'an object whose keys are field paths: a set of fields written as nested maps, with no declared property',
  },
  {
    schema: `${META}.Patch`,
    expected: ANY_OBJECT,
    reason: 'type object and nothing else; the body of a patch has its real type in @kubewright/rest, by patch type',
  },
  {
    schema: 'io.k8s.apimachinery.pkg.runtime.RawExtension',
    expected: ANY_OBJECT,
    reason: 'any object of any API, kept as it is on the wire',
  },
  {
    schema: `${APIEXTENSIONS}.JSON`,
    expected: 'unknown',
    reason: 'any JSON value, scalars included (a default may be 3); the spec gives it no type at all',
  },
  {
    schema: `${APIEXTENSIONS}.JSONSchemaPropsOrArray`,
    expected: 'apiextensions-v1.JSONSchemaProps | apiextensions-v1.JSONSchemaProps[]',
    reason: 'no type in the spec; Go marshals one schema or a list of schemas',
  },
  {
    schema: `${APIEXTENSIONS}.JSONSchemaPropsOrBool`,
    expected: 'apiextensions-v1.JSONSchemaProps | boolean',
    reason: 'no type in the spec; Go marshals a schema or a boolean',
  },
  {
    schema: `${APIEXTENSIONS}.JSONSchemaPropsOrStringArray`,
    expected: 'apiextensions-v1.JSONSchemaProps | string[]',
    reason: 'no type in the spec; Go marshals a schema or a list of property names',
  },
  {
    schema: `${APIEXTENSIONS}.CustomResourceSubresourceStatus`,
    expected: ANY_OBJECT,
    reason: 'an empty struct: its presence is its meaning',
  },
  {
    schema: 'io.k8s.api.apiserverinternal.v1alpha1.StorageVersionSpec',
    expected: ANY_OBJECT,
    reason: 'an empty struct: a StorageVersion has a status only',
  },
  {
    schema: 'io.k8s.api.scheduling.v1alpha2.BasicSchedulingPolicy',
    expected: ANY_OBJECT,
    reason: 'an empty struct: its presence selects the policy',
  },
];

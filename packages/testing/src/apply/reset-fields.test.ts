import { describe, expect, it } from '@jest/globals';
import { customResetFieldsOf, resetFieldsOf } from './reset-fields.js';

const statusOnly = { resetFields: [['status']] };
const specOnly = { resetFields: [['spec']] };

describe('fields that a resource sets back', () => {
  it.each([
    ['', 'services', '', true, statusOnly],
    ['', 'services', 'status', true, specOnly],
    ['', 'configmaps', '', false, {}],
    ['apps', 'deployments', 'scale', true, {}],
    ['apps', 'deployments', 'status', true, { resetFields: [['spec'], ['metadata', 'labels']] }],
    ['apps', 'statefulsets', 'status', true, specOnly],
    ['resource.k8s.io', 'resourceclaims', 'status', true, { resetFields: [['spec'], ['metadata']] }],
    ['networking.k8s.io', 'servicecidrs', 'status', true, { resetFields: [['spec'], ['metadata']] }],
    ['networking.k8s.io', 'ingresses', 'status', true, specOnly],
    ['apiextensions.k8s.io', 'customresourcedefinitions', 'status', true, specOnly],
    ['certificates.k8s.io', 'certificatesigningrequests', '', true, { resetFields: [['spec'], ['status']] }],
    ['certificates.k8s.io', 'podcertificaterequests', '', true, {}],
    ['', 'namespaces', 'finalize', true, statusOnly],
  ] as const)('of group "%s" are for %s/%s those of the server', (group, resource, subresource, hasStatus, fields) => {
    expect(resetFieldsOf(group, resource, subresource, hasStatus)).toEqual(fields);
  });

  it('are of a custom resource those of the server', () => {
    expect(customResetFieldsOf('', true)).toEqual(statusOnly);
    expect(customResetFieldsOf('', false)).toEqual({});
    expect(customResetFieldsOf('status', true)).toEqual({ resetFields: [['spec'], ['metadata']] });
    expect(customResetFieldsOf('scale', true)).toEqual({});
  });
});

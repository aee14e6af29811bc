import { describe, expect, it } from '@jest/globals';
import * as make from './status-constructors.js';

const deployments = { group: 'apps', resource: 'deployments' };
const pods = { group: '', resource: 'pods' };
const duplicate = { reason: 'FieldValueDuplicate', message: 'Duplicate value: "bar"', field: 'spec.x' };
const required = { reason: 'FieldValueRequired', message: 'Required value: say it', field: 'spec.x' };

describe('constructors of status errors', () => {
  // Observed from the constructors of apimachinery 0.36.3.
  it.each([
    [
      make.newNotFound(deployments, 'web'),
      404,
      'NotFound',
      'deployments.apps "web" not found',
      { name: 'web', group: 'apps', kind: 'deployments' },
    ],
    [make.newNotFound(pods, 'w"b'), 404, 'NotFound', 'pods "w\\"b" not found', { name: 'w"b', kind: 'pods' }],
    [make.newAlreadyExists(pods, 'web'), 409, 'AlreadyExists', 'pods "web" already exists', { name: 'web', kind: 'pods' }],
    [
      make.newGenerateNameConflict(pods, 'web', 1),
      409,
      'AlreadyExists',
      'pods "web" already exists, the server was not able to generate a unique name for the object',
      { name: 'web', kind: 'pods', retryAfterSeconds: 1 },
    ],
    [make.newUnauthorized(), 401, 'Unauthorized', 'not authorized', undefined],
    [make.newUnauthorized('no'), 401, 'Unauthorized', 'no', undefined],
    [make.newForbidden({ group: '', resource: '' }, '', 'because'), 403, 'Forbidden', 'forbidden: because', {}],
    [
      make.newForbidden(deployments, '', 'because'),
      403,
      'Forbidden',
      'deployments.apps is forbidden: because',
      { group: 'apps', kind: 'deployments' },
    ],
    [
      make.newForbidden(deployments, 'web', 'because'),
      403,
      'Forbidden',
      'deployments.apps "web" is forbidden: because',
      { name: 'web', group: 'apps', kind: 'deployments' },
    ],
    [
      make.newConflict(deployments, 'web', 'because'),
      409,
      'Conflict',
      'Operation cannot be fulfilled on deployments.apps "web": because',
      { name: 'web', group: 'apps', kind: 'deployments' },
    ],
    [make.newApplyConflict([duplicate], 'text'), 409, 'Conflict', 'text', { causes: [duplicate] }],
    [make.newResourceExpired('old'), 410, 'Expired', 'old', undefined],
    [
      make.newInvalid({ group: 'apps', kind: 'Deployment' }, 'web', []),
      422,
      'Invalid',
      'Deployment.apps "web" is invalid',
      { name: 'web', group: 'apps', kind: 'Deployment' },
    ],
    [
      make.newInvalid({ group: '', kind: 'Pod' }, 'web', [duplicate]),
      422,
      'Invalid',
      'Pod "web" is invalid: spec.x: Duplicate value: "bar"',
      { name: 'web', kind: 'Pod', causes: [duplicate] },
    ],
    [
      make.newInvalid({ group: '', kind: 'Pod' }, 'web', [duplicate, required]),
      422,
      'Invalid',
      'Pod "web" is invalid: [spec.x: Duplicate value: "bar", spec.x: Required value: say it]',
      { name: 'web', kind: 'Pod', causes: [duplicate, required] },
    ],
    [
      make.newInvalid({ group: '', kind: 'Pod' }, 'web', [duplicate, duplicate]),
      422,
      'Invalid',
      'Pod "web" is invalid: spec.x: Duplicate value: "bar"',
      { name: 'web', kind: 'Pod', causes: [duplicate, duplicate] },
    ],
    [make.newBadRequest('r'), 400, 'BadRequest', 'r', undefined],
    [make.newTooManyRequests('m', 3), 429, 'TooManyRequests', 'm', { retryAfterSeconds: 3 }],
    [make.newServiceUnavailable('r'), 503, 'ServiceUnavailable', 'r', undefined],
    [
      make.newMethodNotSupported(deployments, 'patch'),
      405,
      'MethodNotAllowed',
      'patch is not supported on resources of kind "deployments.apps"',
      { group: 'apps', kind: 'deployments' },
    ],
    [
      make.newServerTimeout(deployments, 'get', 2),
      500,
      'ServerTimeout',
      'The get operation against deployments.apps could not be completed at this time, please try again.',
      { name: 'get', group: 'apps', kind: 'deployments', retryAfterSeconds: 2 },
    ],
    [
      make.newInternalError(new Error('because')),
      500,
      'InternalError',
      'Internal error occurred: because',
      { causes: [{ message: 'because' }] },
    ],
    [make.newTimeoutError('slow', 4), 504, 'Timeout', 'Timeout: slow', { retryAfterSeconds: 4 }],
    [make.newRequestEntityTooLarge('m'), 413, 'RequestEntityTooLarge', 'Request entity too large: m', undefined],
  ])('%s', (error, code, reason, message, details) => {
    expect(error.status).toEqual({
      apiVersion: 'v1',
      kind: 'Status',
      metadata: {},
      status: 'Failure',
      message,
      reason,
      code,
      ...(details && { details }),
    });
  });
});

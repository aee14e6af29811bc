import { describe, expect, it } from '@jest/globals';
import { formatGroupResource } from './group-resource.js';

describe('formatGroupResource', () => {
  it('writes the group behind the resource, except for the core group', () => {
    expect(formatGroupResource({ group: 'apps', resource: 'deployments' })).toBe('deployments.apps');
    expect(formatGroupResource({ group: '', resource: 'pods' })).toBe('pods');
  });
});

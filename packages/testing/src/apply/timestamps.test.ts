import { describe, expect, it } from '@jest/globals';
import type { JSONObject } from '../json.js';
import { withoutNewTimestamps } from './timestamps.js';

const object = (time: string, data: string, ...managers: string[]): JSONObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: 'settings',
    managedFields: managers.map((manager) => ({ manager, operation: 'Update', time, fieldsV1: { 'f:data': {} } })),
  },
  data: { a: data },
});
const early = '2024-01-01T00:00:00Z';
const late = '2024-01-01T00:00:10Z';

describe('times of managed fields', () => {
  it('stay as they were if nothing else changes', () => {
    expect(withoutNewTimestamps(object(early, '1', 'me'), object(late, '1', 'me'))).toEqual(object(early, '1', 'me'));
  });

  it('change with the object', () => {
    expect(withoutNewTimestamps(object(early, '1', 'me'), object(late, '2', 'me'))).toEqual(object(late, '2', 'me'));
  });

  it('change with the managers', () => {
    expect(withoutNewTimestamps(object(early, '1', 'me'), object(late, '1', 'you'))).toEqual(object(late, '1', 'you'));
    expect(withoutNewTimestamps(object(early, '1', 'me'), object(late, '1', 'me', 'you'))).toEqual(
      object(late, '1', 'me', 'you'),
    );
  });

  it('are nothing to an object without managers', () => {
    expect(withoutNewTimestamps(object(early, '1'), object(late, '2'))).toEqual(object(late, '2'));
  });
});

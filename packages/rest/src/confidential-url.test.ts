import { describe, expect, it } from '@jest/globals';
import { isConfidential } from './confidential-url.js';

describe('isConfidential', () => {
  it.each([
    '/api/v1/secrets',
    '/api/v1/namespaces/x/secrets/s',
    '/api/v1/watch/namespaces/x/secrets',
    '/clusters/c1/api/v1/namespaces/x//secrets',
    '/api/v1/namespaces/x/%73ecrets/s',
    '/api/v1/namespaces/x/serviceaccounts/default/token',
    '/apis/authentication.k8s.io/v1/tokenreviews',
  ])('holds %s for confidential', (path) => {
    expect(isConfidential(new URL(path, 'https://h'))).toBe(true);
  });

  it.each([
    '/api/v1/namespaces/x/configmaps/secrets-of-life',
    '/api/v1/namespaces/x/serviceaccounts/token',
    '/api/v1/namespaces/x/pods?labelSelector=/secrets/',
    '/api/v1/namespaces/x/pods/%zz',
  ])('holds %s for printable', (path) => {
    expect(isConfidential(new URL(path, 'https://h'))).toBe(false);
  });
});

import { describe, expect, it } from '@jest/globals';
import { assertSupported } from './credential-kind.js';
import { UnsupportedCredentialError } from './errors.js';
import type { AuthInfo } from './kubeconfig.js';

const user = (fields: Partial<AuthInfo>): AuthInfo => ({ extensions: new Map(), locationOfOrigin: '/config', ...fields });
const exec = { command: 'plug', args: ['s3cret'], env: [{ name: 'A', value: 's3cret' }] };
const authProvider = { name: 'oidc', config: { 'id-token': 's3cret' } };

describe('assertSupported', () => {
  it.each([
    ['exec', { exec }],
    ['exec', { exec, impersonate: 'jane', password: 'only' }],
    ['auth-provider "oidc"', { authProvider }],
    ['auth-provider "oidc"', { authProvider, clientCertificateData: 'CERT' }],
  ])('refuses %s, naming the user and showing nothing of the plugin', (kind, fields) => {
    const refused = (): void => assertSupported('u', user(fields));
    expect(refused).toThrow(UnsupportedCredentialError);
    expect(refused).toThrow(`user "u" in /config takes its credential from ${kind}, a kind that this version does not support`);
    expect(refused).not.toThrow(/s3cret/);
  });

  it.each([
    { exec, token: 't' },
    { exec, tokenFile: '/t' },
    { exec, username: 'admin' },
    { exec, clientCertificate: '/cert.pem' },
    { authProvider, token: 't' },
    {},
  ])('accepts a user whose plugin would not run in client-go either: %j', (fields) => {
    expect(() => assertSupported('u', user(fields))).not.toThrow();
  });
});

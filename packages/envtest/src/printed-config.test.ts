import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { type Config, copyConfig } from '@kubewright/rest';
import { printedConfig } from './printed-config.js';

const config: Config = {
  host: 'https://127.0.0.1:6443',
  tls: { caData: 'AUTHORITY', certData: 's3cret-certificate', keyData: 's3cret-key' },
  qps: 1_000,
};
const printed = printedConfig(config);

const prints: [name: string, print: (value: unknown) => string][] = [
  ['JSON.stringify', (value) => JSON.stringify(value)],
  ['util.inspect', (value) => inspect(value, { depth: null })],
];

describe('a config of a control plane', () => {
  it.each(prints)('shows by %s where the server is, and no credential', (_name, print) => {
    const controlPlane = { config: printed, kubeconfig: '/k' };
    for (const value of [printed, printed.tls, controlPlane, { ...printed, qps: -1 }, { tls: { ...printed.tls } }])
      expect(print(value)).not.toContain('s3cret');
    for (const text of ['https://127.0.0.1:6443', 'AUTHORITY', 'REDACTED', 'TRUNCATED', '1000'])
      expect(print(printed)).toContain(text);
  });

  it.each(prints)('shows by %s what a copy of the client library shows, whatever a spread adds to it', (_name, print) => {
    const more: Config = {
      ...printed,
      host: 'https://jane:s3cret@h/p',
      username: 'jane',
      password: 's3cret-password',
      bearerToken: 's3cret-token',
      bearerTokenFile: '/token',
      credentials: { refresh: () => Promise.reject(new Error('not called')) },
      proxy: 'http://jane:s3cret@p:3128',
      userAgent: '',
    };
    expect(print(more)).toBe(print(copyConfig(more)));
    expect(print({ ...more, proxy: false })).toBe(print(copyConfig({ ...more, proxy: false })));
    expect(print(more)).not.toContain('s3cret');
  });

  it('holds what it was made of', () => {
    expect(printed).toMatchObject(config);
    expect(printedConfig({ host: 'h' }).tls).toBeUndefined();
  });
});

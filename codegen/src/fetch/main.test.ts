import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { main } from './main.js';
import { startTestAPIServer } from './test-api-server.test-support.js';

let root = '';
let out = '';
let err = '';
const streams = {
  out: (text: string) => {
    out += text;
  },
  err: (text: string) => {
    err += text;
  },
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kubewright-fetch-main-'));
  out = err = '';
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

const kubeconfig = (server: string): string => {
  const path = join(root, 'kubeconfig');
  const clusters = [{ name: 'c', cluster: { server } }];
  const contexts = ['one', 'two'].map((name) => ({ name, context: { cluster: name === 'one' ? 'c' : 'gone', user: '' } }));
  writeFileSync(path, JSON.stringify({ clusters, contexts, 'current-context': 'two' }));
  return path;
};

describe('kubewright-codegen fetch', () => {
  it('fetches from the context that is asked for', async () => {
    await using server = await startTestAPIServer();
    const folder = join(root, 'v1.36.3');
    expect(await main(['--kubeconfig', kubeconfig(server.host), '--context', 'one', '--out', folder], streams)).toBe(0);
    expect({ out, err }).toEqual({
      out: `6 OpenAPI documents of v1.36.3 are in ${folder} (files: 8 new, 0 changed, 0 removed)\n`,
      err: '',
    });
    expect(readdirSync(folder)).toHaveLength(8);
  });

  it('prints an error as one line and fails', async () => {
    const folder = join(root, 'v1.36.3');
    expect(await main(['--kubeconfig', kubeconfig('http://127.0.0.1:1'), '--out', folder], streams)).toBe(1);
    expect(err).toMatch(/^kubewright-codegen fetch: invalid configuration: .*names cluster "gone", which is not defined.*\n$/);
    expect(readdirSync(root)).toEqual(['kubeconfig']);
  });

  it('explains itself when it is used wrongly', async () => {
    expect(await main([], streams)).toBe(2);
    expect(err).toMatch(/^kubewright-codegen fetch: --out is missing: .*\n\nUsage: /);
    expect(await main(['--into', 'x'], streams)).toBe(2);
    expect(err).toContain("Unknown option '--into'");
  });

  it('explains itself when asked', async () => {
    expect(await main(['--help'], streams)).toBe(0);
    expect(out).toMatch(/^Usage: kubewright-codegen fetch --out <folder>/);
    expect(err).toBe('');
  });

  it('leaves no handler of signals behind', async () => {
    await main(['--kubeconfig', join(root, 'gone'), '--out', join(root, 'x')], streams);
    expect([process.listenerCount('SIGINT'), process.listenerCount('SIGTERM')]).toEqual([0, 0]);
  });
});

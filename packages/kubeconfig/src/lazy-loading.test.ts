import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

/** Reports each module that is resolved while the process runs. */
const hook = `import { writeSync } from 'node:fs';
export async function resolve(specifier, context, next) {
  const resolved = await next(specifier, context);
  writeSync(2, resolved.url + '\\n');
  return resolved;
}`;
const register = `import { register } from 'node:module'; register(${JSON.stringify(dataURL(hook))});`;

function dataURL(code: string): string {
  return `data:text/javascript,${encodeURIComponent(code)}`;
}

/** What a process has loaded after these statements: URLs of files, and `node:` names. */
function loadedAfter(statements: string): string[] {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', dataURL(register), '--input-type=module', '-e', statements],
    { cwd: dirname(fileURLToPath(import.meta.url)), encoding: 'utf8', timeout: 30_000 },
  );
  if (status !== 0) throw new Error(stderr);
  return stderr.split('\n');
}

/** The packages that are not ours, and that a process has loaded after these statements. */
function foreignAfter(statements: string): string[] {
  const names = loadedAfter(statements).map((line) => /^file:.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(line)?.[1] ?? '');
  return [...new Set(names.filter((name) => name !== ''))];
}

/** Loads a kubeconfig with this text, and does something with the config. */
const reading = (text: string, then = ''): string => `
  const { mkdtempSync, rmSync, writeFileSync } = await import('node:fs');
  const { tmpdir } = await import('node:os');
  const { join } = await import('node:path');
  const { loadConfig } = await import('@kubewright/kubeconfig');
  const folder = mkdtempSync(join(tmpdir(), 'kubewright-lazy-'));
  try {
    const path = join(folder, 'config');
    writeFileSync(path, ${JSON.stringify(text)});
    const config = await loadConfig({ path });
    if (config.host !== 'https://h') throw new Error(String(config.host));
    ${then}
  } finally {
    rmSync(folder, { recursive: true });
  }`;

const kubeconfig = {
  clusters: [{ name: 'c', cluster: { server: 'https://h' } }],
  contexts: [{ name: 'x', context: { cluster: 'c' } }],
  'current-context': 'x',
};

describe('importing the package', () => {
  it('loads no library, and neither does a kubeconfig in JSON', () => {
    expect(foreignAfter("await import('@kubewright/kubeconfig');")).toEqual([]);
    expect(foreignAfter(reading(JSON.stringify(kubeconfig)))).toEqual([]);
  });

  it('leaves what reads YAML to the first kubeconfig in YAML', () => {
    expect(foreignAfter(reading(`# c\n${JSON.stringify(kubeconfig)}`))).toEqual(['yaml']);
    expect(foreignAfter("await import('@kubewright/kubeconfig/parse');")).toEqual(['yaml']);
  });

  it('leaves what runs programs to the first credential of a plugin', () => {
    const ofUser = (user: object): string => {
      const contexts = [{ name: 'x', context: { cluster: 'c', user: 'u' } }];
      return JSON.stringify({ ...kubeconfig, contexts, users: [{ name: 'u', user }] });
    };
    const apiVersion = 'client.authentication.k8s.io/v1';
    const exec = ofUser({ exec: { apiVersion, command: process.execPath, args: ['-v'], interactiveMode: 'Never' } });
    const refresh =
      'await config.credentials.refresh(new AbortController().signal).catch((error) => console.log(error.message));';
    expect(loadedAfter(reading(ofUser({ token: 't' })))).not.toContain('node:child_process');
    expect(loadedAfter(reading(exec))).not.toContain('node:child_process');
    expect(loadedAfter(reading(exec, refresh))).toContain('node:child_process');
  });
});

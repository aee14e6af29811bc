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

/** What a process has loaded after these statements: its own files, by URL, and Node's modules, by name. */
function loadedBy(statements: string): { files: string[]; builtins: string[] } {
  // The list first: stdout loads modules itself.
  const code = `${statements}\nconst list = JSON.stringify(process.moduleLoadList); process.stdout.write(list);`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', dataURL(register), '--input-type=module', '-e', code],
    { cwd: dirname(fileURLToPath(import.meta.url)), encoding: 'utf8', timeout: 30_000 },
  );
  if (status !== 0) throw new Error(stderr);
  const builtins = (JSON.parse(stdout) as string[]).flatMap((line) => /^NativeModule ([a-z_]+)$/.exec(line)?.[1] ?? []);
  return { files: stderr.split('\n').filter((line) => line.startsWith('file:')), builtins };
}

/** Modules that take long to load, and that nobody needs before the first request. What watches the process may use some itself. */
const { builtins: always } = loadedBy('');
const costly = ['crypto', 'dns', 'http', 'https', 'net', 'tls', 'zlib'].filter((name) => !always.includes(name));

/** Files of packages that are not ours. */
function foreign({ files }: { files: string[] }): string[] {
  return [...new Set(files.flatMap((file) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []))];
}

describe('importing a client', () => {
  it.each(['@kubewright/rest', '@kubewright/clientset', '@kubewright/discovery'])(
    'loads no HTTP client, proxy library or module of Node that connects: %s',
    (name) => {
      const loaded = loadedBy(`await import(${JSON.stringify(name)});`);
      expect(loaded.files.some((file) => file.endsWith('/rest-client.js'))).toBe(true);
      expect(foreign(loaded)).toEqual([]);
      expect(loaded.builtins.filter((builtin) => costly.includes(builtin))).toEqual([]);
    },
  );

  it('leaves them out until the first request, which loads what it needs', () => {
    const made = `const { RESTClient } = await import('@kubewright/rest');
      const client = new RESTClient({ host: 'http://127.0.0.1:1', qps: -1, proxy: false });`;
    const before = loadedBy(made);
    expect(foreign(before)).toEqual([]);
    expect(before.builtins.filter((builtin) => costly.includes(builtin))).toEqual([]);
    const after = loadedBy(`${made} await client.get().absPath('/x').do().catch(() => undefined);`);
    expect(foreign(after)).toContain('got');
    expect(foreign(after)).not.toContain('socks');
    expect(costly).toEqual(expect.arrayContaining(['http', 'https', 'tls']));
    expect(after.builtins).toEqual(expect.arrayContaining(costly));
  });
});

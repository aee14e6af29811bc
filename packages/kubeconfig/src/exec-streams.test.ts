import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { TestPlugin } from './exec-plugin.test-support.js';

const dist = (file: string): string => new URL(`../dist/${file}`, import.meta.url).href;

/** Runs a program that asks a plugin for a credential, with this on its standard input. */
async function program(kubeconfig: string, input: string): Promise<{ stdout: string; stderr: string }> {
  const body = `
    import { clientConfig } from ${JSON.stringify(dist('index.js'))};
    import { parseKubeconfig } from ${JSON.stringify(dist('parse-kubeconfig.js'))};
    const config = await clientConfig(parseKubeconfig(${JSON.stringify(kubeconfig)}));
    const { token } = await config.credentials.refresh(new AbortController().signal);
    process.stdin.on('data', (chunk) => console.log(token + ' ' + chunk));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', body], { stdio: 'pipe' });
  child.stdin.end(input);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { stdout, stderr };
}

describe('a plugin', () => {
  it('writes to the standard error of the program, and leaves its standard input alone', async () => {
    using plugin = new TestPlugin(`
      console.error('please wait');
      give({ token: 'read:' + fs.readFileSync(0, 'utf8') });`);
    for (const mode of ['Never', 'IfAvailable']) {
      const kubeconfig = plugin.kubeconfig('https://c').replace('Never', mode);
      expect(await program(kubeconfig, 'for the program')).toEqual({
        stdout: 'read: for the program\n',
        stderr: 'please wait\n',
      });
    }
  });

  it('that must have a terminal gets none from a pipe', async () => {
    using plugin = new TestPlugin(`give({ token: 't' })`);
    const { stderr } = await program(plugin.kubeconfig('https://c').replace('Never', 'Always'), 'for the program');
    expect(stderr).toContain('exec plugin cannot support interactive mode: standard input is not a terminal (user "u")');
    expect(plugin.runs()).toEqual([]);
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A plugin of a test: a real program, in a folder of its own. */
export class TestPlugin implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'kubewright-plugin-'));
  readonly path: string;

  /**
   * @param body JavaScript that has `run`, which counts the runs from 1, and `give(status)`, which prints a credential of the API
   *   version that the plugin was told
   */
  constructor(body: string, name = 'plugin') {
    this.path = join(this.folder, name);
    this.write(body);
  }

  /** Replaces what the plugin does. */
  write(body: string): void {
    const program = `#!${process.execPath}
const fs = require('node:fs');
const info = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
const log = ${JSON.stringify(this.#log)};
fs.appendFileSync(log, JSON.stringify({ pid: process.pid, args: process.argv.slice(2), info, env: process.env }) + '\\n');
const run = fs.readFileSync(log, 'utf8').trim().split('\\n').length;
const print = (value) => fs.writeSync(1, JSON.stringify(value));
const give = (status) => print({ apiVersion: info.apiVersion, kind: 'ExecCredential', status });
${body}
`;
    writeFileSync(this.path, program, { mode: 0o755 });
  }

  /** What each run was told, in order. */
  runs(): { pid: number; args: string[]; info: unknown; env: Record<string, string> }[] {
    try {
      const lines = readFileSync(this.#log, 'utf8').trim().split('\n');
      return lines.map((line) => JSON.parse(line) as ReturnType<TestPlugin['runs']>[number]);
    } catch {
      return [];
    }
  }

  /** A kubeconfig whose user runs the plugin. */
  kubeconfig(server: string, { exec = '', cluster = '', user = '' } = {}): string {
    return `
clusters: [{name: c, cluster: {server: "${server}"${cluster}}}]
contexts: [{name: x, context: {cluster: c, user: u}}]
current-context: x
users:
- name: u
  user: {${user}exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: "${this.path}"${exec}}}
`;
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true });
  }

  get #log(): string {
    return join(this.folder, 'runs');
  }
}

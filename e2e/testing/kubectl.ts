import { execFile, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { chooseVersion, programFolder } from '../control-plane/versions.mjs';

/** What a command did. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const program = path.join(programFolder(chooseVersion(undefined, process.env)), 'kubectl');

/** The kubectl of the tested version, with a kubeconfig and a cache of its own. */
export class Kubectl {
  readonly #env: NodeJS.ProcessEnv;

  private constructor(env: NodeJS.ProcessEnv) {
    this.#env = env;
  }

  /** @param folder what it may write to, not there yet @param kubeconfig the text of a kubeconfig */
  static async in(folder: string, kubeconfig: string): Promise<Kubectl> {
    await mkdir(folder);
    const file = path.join(folder, 'kubeconfig');
    await writeFile(file, kubeconfig, { mode: 0o600 });
    return new Kubectl({ ...process.env, KUBECONFIG: file, KUBECACHEDIR: path.join(folder, 'cache'), HOME: folder });
  }

  /** Runs a command to its end. @param input what it reads from its standard input */
  run(args: readonly string[], { input = '', env = {} }: { input?: string; env?: NodeJS.ProcessEnv } = {}): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const options = { env: { ...this.#env, ...env }, maxBuffer: 64 * 1024 * 1024 };
      const child = execFile(program, args, options, (error, stdout, stderr) => {
        if (error && typeof error.code !== 'number') reject(new Error(`kubectl ${args.join(' ')} did not run`, { cause: error }));
        else resolve({ code: Number(error?.code ?? 0), stdout, stderr });
      });
      child.stdin?.end(input);
    });
  }

  /** Runs a command until it has written some lines; `afterFirst` is called when it has written one, with it. Gives the lines. */
  async untilLines(
    args: readonly string[],
    count: number,
    afterFirst: (line: string) => Promise<unknown>,
    env: NodeJS.ProcessEnv = {},
  ): Promise<string[]> {
    const child = spawn(program, args, { env: { ...this.#env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise((resolve) => child.once('close', resolve));
    let text = '';
    let changed: Promise<unknown> | undefined;
    for await (const piece of child.stdout) {
      text += String(piece);
      const lines = text.split('\n').length - 1;
      if (lines > 0) changed ??= afterFirst(text.slice(0, text.indexOf('\n')));
      if (lines >= count) break;
    }
    await changed;
    child.kill();
    await ended;
    return text.trimEnd().split('\n');
  }
}

/** An outcome without what differs from run to run: ages, times, uids, versions, generated names, and addresses. */
export function masked({ code, stdout, stderr }: Outcome): Outcome {
  const mask = (text: string): string =>
    text
      .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UID')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:]+(?:\.\d+)?Z/g, 'TIME')
      .replaceAll(/\w{3}, \d\d \w{3} \d{4} [\d:]+ [+-]\d{4}/g, 'TIME')
      .replaceAll(/\d{4}-\d\d-\d\d [\d:.]+ [+-]\d{4}/g, 'TIME')
      .replaceAll(/^W\d{4} [\d:.]+ +\d+ /gm, 'TIME ')
      .replaceAll(/(resourceVersion"?: )"\d+"/g, '$1VERSION')
      .replaceAll(/kube-api-access-\w{5}/g, 'kube-api-access-NAME')
      .replaceAll(/\b10(?:\.\d+){3}\b/g, 'ADDRESS')
      .replaceAll(/\b(?:\d+m)?\d+s\b/g, 'AGE')
      .replaceAll(/https?:\/\/127\.0\.0\.1:\d+/g, 'URL')
      .replaceAll(/ +/g, ' ')
      .replaceAll(/\/\S*(?:LIVE|MERGED)-\d+/g, 'FOLDER');
  return { code, stdout: mask(stdout), stderr: mask(stderr) };
}

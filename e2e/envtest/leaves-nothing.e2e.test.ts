import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
// Not exported by the package: nobody else needs a say in the port.
import { freePort } from '../../packages/envtest/dist/free-port.js';
import { startOnSomePort } from '../../packages/envtest/dist/start-control-plane.js';
import { eventually } from '../src/eventually.js';
import { groupRuns, untilGroupIsGone } from './processes.js';
import { assets, kubectl } from './programs.js';

/** The folder for temporary files of the processes that a test runs: what they leave is seen there. */
let temporary: string;
let owner: ChildProcess | undefined;

beforeEach(async () => {
  temporary = await mkdtemp(path.join(tmpdir(), 'leaves-nothing-'));
});

afterEach(async () => {
  owner?.kill('SIGKILL');
  await rm(temporary, { recursive: true });
});

const here = path.dirname(fileURLToPath(import.meta.url));

/**
 * Runs a Node process that uses envtest and writes lines of JSON.
 * @param statements that know `assets`, `startControlPlane` and `report(value)`
 */
function run(statements: string): { owner: ChildProcess; nextLine: () => Promise<unknown> } {
  const script = `
    import { startControlPlane } from '@kubewright/envtest';
    const assets = ${JSON.stringify(assets)};
    const report = (value) => process.stdout.write(JSON.stringify(value) + '\\n');
    ${statements}`;
  owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: here,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: temporary },
  });
  const lines = createInterface(owner.stdout!)[Symbol.asyncIterator]();
  return { owner, nextLine: async () => JSON.parse((await lines.next()).value as string) as unknown };
}

interface Started {
  pid: number;
  folder: string;
}

/** Starts a control plane with a controller manager and reports it. */
const start = `
  const controlPlane = await startControlPlane({ assets, controllerManager: true });
  const { pid, folder } = controlPlane;
  report({ pid, folder });`;

describe('a process that started a control plane', () => {
  it('leaves no process and no folder when it is killed by SIGKILL', async () => {
    const { owner, nextLine } = run(`${start} setInterval(() => {}, 1e9);`);
    const { pid, folder } = (await nextLine()) as Started;

    expect([groupRuns(pid), path.dirname(folder), existsSync(folder)]).toEqual([true, temporary, true]);

    owner.kill('SIGKILL');
    await untilGroupIsGone(pid);

    expect(await readdir(temporary)).toEqual([]);
  });

  it('leaves nothing when it is killed while the control plane starts', async () => {
    const { owner } = run(start);
    await eventually(async () => {
      const [folder = ''] = await readdir(temporary);
      expect(await readdir(path.join(temporary, folder))).toContain('kube-apiserver.log');
    });
    owner.kill('SIGKILL');
    await eventually(async () => {
      expect(await readdir(temporary)).toEqual([]);
    });
  });

  it('ends by itself without a stop, and the control plane with it', async () => {
    const { owner, nextLine } = run(start);
    const exit = once(owner, 'exit');
    const { pid } = (await nextLine()) as Started;

    expect(await exit).toEqual([0, null]);

    await untilGroupIsGone(pid);

    expect(await readdir(temporary)).toEqual([]);
  });

  it('has nothing open after stop, which can be called at the same time and again', async () => {
    const { owner, nextLine } = run(`
      report(0);
      await new Promise((resolve) => process.stdout.write('', resolve));
      const before = process.getActiveResourcesInfo();
      ${start}
      await Promise.all([controlPlane.stop(), controlPlane.stop()]);
      await controlPlane.stop();
      report({ before, after: process.getActiveResourcesInfo() });`);
    const exit = once(owner, 'exit');
    await nextLine();
    const { pid } = (await nextLine()) as Started;
    const { before, after } = (await nextLine()) as { before: string[]; after: string[] };

    expect([groupRuns(pid), await readdir(temporary)]).toEqual([false, []]);
    expect(after.filter((name) => !before.includes(name))).toEqual([]);
    expect(await exit).toEqual([0, null]);
  });

  it('may leave it running on purpose, until SIGTERM to its supervisor', async () => {
    const { owner, nextLine } = run(
      `${start} await controlPlane.writeKubeconfig(folder + '/mine'); await controlPlane.detach();`,
    );
    const exit = once(owner, 'exit');
    const { pid, folder } = (await nextLine()) as Started;

    expect(await exit).toEqual([0, null]);
    expect(await kubectl(path.join(folder, 'mine'), 'get', '--raw', '/readyz')).toBe('ok');

    process.kill(pid, 'SIGTERM');
    await untilGroupIsGone(pid);

    expect(await readdir(temporary)).toEqual([]);
  });
});

describe('a start that fails', () => {
  /** The message of a failed start. Afterwards nothing of it may be left. */
  async function failure(statements: string): Promise<unknown> {
    const { nextLine } = run(`try { ${statements} report('started') } catch (error) { report(error.message) }`);
    const message = await nextLine();
    expect(await readdir(temporary)).toEqual([]);
    return message;
  }

  it('leaves nothing when it is aborted, and rejects with the reason', async () => {
    expect(await failure("await startControlPlane({ assets, signal: AbortSignal.abort(new Error('enough')) });")).toBe('enough');
    expect(
      await failure(`
        const controller = new AbortController();
        const { existsSync, readdirSync } = await import('node:fs');
        const timer = setInterval(() => {
          const [folder] = readdirSync(process.env.TMPDIR);
          if (!existsSync(process.env.TMPDIR + '/' + folder + '/kube-apiserver.log')) return;
          clearInterval(timer);
          controller.abort(new Error('in the middle'));
        }, 5);
        await startControlPlane({ assets, signal: controller.signal });`),
    ).toBe('in the middle');
  });

  it('leaves nothing when it takes too long, and shows what the server said last', async () => {
    expect(await failure('await startControlPlane({ assets, timeout: 500 });')).toMatch(
      /not ready within 500 ms: \/readyz[^]*The end of the log of kube-apiserver:\n {2}/,
    );
  });

  it('shows the end of the log of a program that refuses a flag', async () => {
    expect(await failure("await startControlPlane({ assets, apiServerFlags: { 'no-such-flag': 'x' } });")).toMatch(
      /kube-apiserver ended with exit code 1[^]*unknown flag: --no-such-flag[^]*What to do: .*correct your flags/,
    );
    expect(await failure("await startControlPlane({ assets, etcdFlags: { 'snapshot-count': 'many' } });")).toMatch(
      /etcd ended with exit code[^]*invalid value "many"/,
    );
  });

  it.each([
    ['that fails', '#!/bin/sh\necho "cannot find my gears" >&2\nexit 7\n', /exit code 7[^]*cannot find my gears\nWhat to do: /],
    ['for another machine', '\x7fELF\0\0\0\0', /kube-apiserver[^]*check that it is a program for this machine/],
  ])('shows the end of the log of a program %s', async (_, program, message) => {
    const broken = await mkdtemp(path.join(tmpdir(), 'broken-assets-'));
    try {
      await copyFile(path.join(assets, 'etcd'), path.join(broken, 'etcd'));
      await writeFile(path.join(broken, 'kube-apiserver'), program, { mode: 0o755 });

      expect(await failure(`await startControlPlane({ assets: ${JSON.stringify(broken)} });`)).toMatch(message);
    } finally {
      await rm(broken, { recursive: true });
    }
  });
});

describe('the variables of envtest', () => {
  /** What a process printed that starts a control plane in vain, with variables beside its own. */
  async function printed(env: Readonly<Record<string, string>>, options: string): Promise<{ stdout: string; stderr: string }> {
    const script = `
      import { startControlPlane } from '@kubewright/envtest';
      await startControlPlane(${options}).catch((error) => console.log(error.message));`;
    const output = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      cwd: here,
      env: { ...process.env, TMPDIR: temporary, KUBEBUILDER_ASSETS: assets, ...env },
    });
    expect(await readdir(temporary)).toEqual([]);
    return output;
  }

  it('show what the programs print, beside the error', async () => {
    const options = "{ apiServerFlags: { 'no-such-flag': 'x' } }";
    const attached = await printed({ KUBEBUILDER_ATTACH_CONTROL_PLANE_OUTPUT: 'true' }, options);

    expect(attached.stdout).toMatch(/kube-apiserver ended with exit code 1[^]*unknown flag: --no-such-flag/);
    expect(attached.stderr).toContain('unknown flag: --no-such-flag');

    expect((await printed({ KUBEBUILDER_ATTACH_CONTROL_PLANE_OUTPUT: 'yes' }, options)).stderr).toBe('');
  });

  it('say when a start has taken too long, and where one program is', async () => {
    const late = await printed({ KUBEBUILDER_CONTROLPLANE_START_TIMEOUT: '0.3s' }, '');
    expect(late.stdout).toMatch(/^Starting a control plane: not ready within 300 ms/);

    const missing = await printed({ TEST_ASSET_KUBE_APISERVER: '/no/such/server' }, '');
    expect(missing.stdout).toContain('/no/such/server (TEST_ASSET_KUBE_APISERVER) does not exist');
  });
});

describe('a port that somebody else takes', () => {
  it('is replaced by another one', async () => {
    const thief = createServer().listen(0, '127.0.0.1');
    await once(thief, 'listening');
    const taken = (thief.address() as AddressInfo).port;
    const asked: number[] = [];
    const choosePort = async (): Promise<number> => {
      const port = asked.length < 2 ? taken : await freePort();
      asked.push(port);
      return port;
    };
    const controlPlane = await startOnSomePort({ assets }, choosePort);
    await controlPlane.stop();
    thief.close();

    expect(asked).toEqual([taken, taken, expect.any(Number)]);
    expect(new URL(controlPlane.config.host ?? '').port).toBe(String(asked[2]));
  });
});

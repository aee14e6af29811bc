import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { groupRuns } from '../envtest/processes.js';
import { kubectl, version } from '../envtest/programs.js';
import { parseArguments } from './arguments.mjs';
import { down } from './down.mjs';
import { isRunning, RunRecords } from './run-state.mjs';
import { up } from './up.mjs';
import { knownVersions } from './versions.mjs';

let folder: string;
let records: RunRecords;
let said: string[];
const say = (line: string): void => void said.push(line);

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'up-and-down-'));
  records = new RunRecords(path.join(folder, 'run'));
  said = [];
});

afterEach(async () => {
  await down(undefined, say, records);
  await rm(folder, { recursive: true });
});

const request = { command: 'up', kubernetes: version, allApis: false, controllerManager: false } as const;

describe('up and down', () => {
  it('start one control plane of a version, and stop it without a trace', async () => {
    const kubeconfig = await up(request, say, records);
    const state = records.read(version);

    expect(await kubectl(kubeconfig, 'get', '--raw', '/readyz')).toBe('ok');
    expect((await stat(kubeconfig)).mode & 0o777).toBe(0o600);

    expect(await up(request, say, records)).toBe(kubeconfig);
    expect(records.read(version)).toEqual(state);
    expect(said.at(-1)).toContain('runs already');
    await expect(up({ ...request, allApis: true }, say, records)).rejects.toThrow(
      'with other options runs already; stop it first',
    );

    await down(version, say, records);

    expect([groupRuns(state!.pid), existsSync(state!.folder), records.versions()]).toEqual([false, false, []]);
  });

  it('open every API and gate for a dump of the specification', async () => {
    const kubeconfig = await up({ ...request, allApis: true }, say, records);
    const { paths } = JSON.parse(await kubectl(kubeconfig, 'get', '--raw', '/openapi/v3')) as { paths: object };

    expect(Object.keys(paths).length).toBeGreaterThanOrEqual(63);
    // Resources behind closed gates: a group-version whose API alone is open has none, and is not published.
    expect(Object.keys(paths).filter((name) => name.includes('alpha'))).not.toEqual([]);
    expect(Object.keys(paths)).toContain('apis/internal.apiserver.k8s.io/v1alpha1');
  });

  it('do not touch a process that only has the number of theirs', async () => {
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e9)']);
    const { pid = 0 } = stranger;
    try {
      records.write(
        { kubernetes: version, allApis: false, controllerManager: false, pid, folder: path.join(folder, 'gone') },
        '',
      );

      expect(isRunning(records.read(version)!)).toBe(false);

      await down(undefined, say, records);

      expect(said).toEqual([`No control plane of Kubernetes ${version} runs`]);
      expect([stranger.exitCode, stranger.signalCode, records.versions()]).toEqual([null, null, []]);
    } finally {
      stranger.kill();
    }
  });

  it('take a state that is cut off for none', async () => {
    await mkdir(path.join(folder, 'run', `v${version}`), { recursive: true });
    await writeFile(path.join(folder, 'run', `v${version}`, 'state.json'), '{"kubern');

    expect(records.read(version)).toBeUndefined();
    expect(await readdir(path.join(folder, 'run'))).toEqual([]);
  });
});

describe('the command line', () => {
  const known = knownVersions();
  const [oldest = ''] = known;

  it('takes the version from the option, else from the environment, else from openapi/VERSION', async () => {
    const generated = (await readFile(new URL('../../openapi/VERSION', import.meta.url), 'utf8')).trim().replace(/^v/, '');

    expect(parseArguments(['build', '--kubernetes', `v${oldest}`], { KUBEWRIGHT_KUBERNETES: generated })).toEqual({
      command: 'build',
      kubernetes: oldest,
    });
    expect(parseArguments(['build'], { KUBEWRIGHT_KUBERNETES: oldest })).toEqual({ command: 'build', kubernetes: oldest });
    expect(parseArguments(['build'], {})).toEqual({ command: 'build', kubernetes: generated });
  });

  it('stops all versions if none is named', () => {
    expect(parseArguments(['down'], { KUBEWRIGHT_KUBERNETES: oldest })).toEqual({ command: 'down' });
  });

  it.each([
    [[], 'no command is given; there are build, up, down'],
    [['start'], 'there is no command "start"; there are build, up, down'],
    [
      ['build', '--kubernetes', '1.12.0'],
      `Kubernetes "1.12.0" cannot be built here: there is no Go module for it; there are ${known.join(', ')}`,
    ],
    [['build', '--all-apis'], "Unknown option '--all-apis'; its options are --kubernetes"],
    [['up', '--everything'], "Unknown option '--everything'; its options are --kubernetes, --all-apis, --controller-manager"],
    [['up', 'now'], /Unexpected argument 'now'/],
    [['up', '--kubernetes'], /argument missing/],
  ])('refuses %j', (args, problem) => {
    expect(() => parseArguments(args, {})).toThrow(problem);
  });
});

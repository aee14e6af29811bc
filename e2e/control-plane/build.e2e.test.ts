import { readFileSync } from 'node:fs';
import { chmod, cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { build } from './build.mjs';
import { isOlder } from './go-toolchain.mjs';
import { linkerFlags } from './programs.mjs';
import { chooseVersion, moduleFolder } from './versions.mjs';

const version = chooseVersion(undefined, {});
const [, neededGo = ''] = /^go (\S+)$/m.exec(readFileSync(path.join(moduleFolder(version), 'go.mod'), 'utf8')) ?? [];
const names = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kubectl'];

let folder: string;
let places: { module: string; target: string; go: string };
let said: string[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'build-test-'));
  places = { module: path.join(folder, 'module'), target: path.join(folder, 'programs'), go: path.join(folder, 'go') };
  await cp(moduleFolder(version), places.module, { recursive: true });
  await fakeGo();
  said = [];
});

afterEach(() => rm(folder, { recursive: true }));

/** A `go` that writes the package's name where the program should go, and notes each build. */
async function fakeGo({ says = `go${neededGo}`, after = '' } = {}): Promise<void> {
  const script = `#!/bin/sh
if [ "$1" = env ]; then echo ${says}; exit 0; fi
while [ "$1" != -o ]; do shift; done
echo "$3" >> '${folder}/builds'
printf '%s %s' "$3" "$CGO_ENABLED" > "$2"
${after}`;
  await writeFile(places.go, script);
  await chmod(places.go, 0o755);
}

const run = (): Promise<void> => build(version, (line) => void said.push(line), places);

/** The packages that were built since the last time somebody asked. */
async function builds(): Promise<string[]> {
  const file = path.join(folder, 'builds');
  const text = await readFile(file, 'utf8').catch(() => '');
  await rm(file, { force: true });
  return text.split('\n').filter((line) => line !== '');
}

const programsThere = async (): Promise<string[]> =>
  (await readdir(places.target)).filter((name) => !name.endsWith('.stamp.json')).sort();

describe('build', () => {
  it('builds the four programs without cgo, and leaves nothing else', async () => {
    await run();

    expect(await programsThere()).toEqual(names);
    expect(await readFile(path.join(places.target, 'kubectl'), 'utf8')).toBe('k8s.io/kubernetes/cmd/kubectl 0');
  });

  it('builds nothing again that is up to date', async () => {
    await run();
    await builds();
    await run();

    expect(await builds()).toEqual([]);
    expect(said.at(-1)).toContain('are up to date');
  });

  it('needs no Go when everything is up to date', async () => {
    await run();
    await rm(places.go);
    await run();

    expect(said.at(-1)).toContain('are up to date');
  });

  it('builds again what is cut off or has no stamp, and only that', async () => {
    await run();
    await builds();
    await truncate(path.join(places.target, 'etcd'), 3);
    await rm(path.join(places.target, '.kubectl.stamp.json'));
    await run();

    expect(await builds()).toEqual(['go.etcd.io/etcd/server/v3', 'k8s.io/kubernetes/cmd/kubectl']);
  });

  it('builds everything again for other modules or another Go', async () => {
    await run();
    await builds();
    await writeFile(path.join(places.module, 'go.sum'), 'changed');
    await run();

    expect(await builds()).toHaveLength(4);

    await fakeGo({ says: 'go99.0.0' });
    await run();

    expect(await builds()).toHaveLength(4);
  });

  it('never leaves a program in place that Go did not finish', async () => {
    await fakeGo({ after: 'exit 1' });

    await expect(run()).rejects.toThrow('Building go.etcd.io/etcd/server/v3 failed (exit code 1)');
    expect(await programsThere()).toEqual([]);
  });

  it('keeps what it finished before another program failed', async () => {
    await fakeGo({ after: 'case "$3" in *kubectl) exit 1;; esac' });

    await expect(run()).rejects.toThrow('cmd/kubectl failed');
    expect(await programsThere()).toEqual(names.slice(0, 3));

    await builds();
    await fakeGo();
    await run();

    expect(await builds()).toEqual(['k8s.io/kubernetes/cmd/kubectl']);
  });

  it('says what to do when there is no Go, or one that is too old', async () => {
    await fakeGo({ says: 'go1.19.4' });

    await expect(run()).rejects.toThrow(
      `needs Go ${neededGo} or newer: this is go1.19.4. Install Go ${neededGo} or newer (https://go.dev/dl)`,
    );

    await rm(places.go);

    await expect(run()).rejects.toThrow(`needs Go ${neededGo} or newer: there is none on the PATH. Install Go`);
  });

  it('passes on what Go says about a toolchain that it may not fetch', async () => {
    await writeFile(
      places.go,
      '#!/bin/sh\necho "go.mod requires go >= 1.26.0 (running go 1.24.1; GOTOOLCHAIN=local)" >&2\nexit 1\n',
    );

    await expect(run()).rejects.toThrow('running go 1.24.1; GOTOOLCHAIN=local). Install Go');
  });
});

describe('the version of Go', () => {
  it.each([
    ['go1.25.9', '1.26.0', true],
    ['go1.26', '1.26.0', false],
    ['go1.26.8', '1.26.9', true],
    ['go1.27rc1', '1.26.0', false],
    ['go2.0.0', '1.26.0', false],
    ['devel go1.30-abcdef', '1.26.0', false],
  ])('%s is older than %s: %s', (version, needed, older) => {
    expect(isOlder(version, needed)).toBe(older);
  });
});

describe('linkerFlags', () => {
  it('tell the programs their version', () => {
    expect(linkerFlags('1.36.3').split(' ')).toEqual(
      expect.arrayContaining([
        'k8s.io/component-base/version.gitVersion=v1.36.3',
        'k8s.io/component-base/version.gitMajor=1',
        'k8s.io/component-base/version.gitMinor=36',
      ]),
    );
  });
});

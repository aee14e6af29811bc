import { describe, expect, it } from '@jest/globals';
import { completeLock, hostsIn } from './complete-lockfile.mjs';

const parent = {
  version: '1.2.3',
  dev: true,
  optionalDependencies: { 'tool-darwin-arm64': '1.2.3', 'tool-linux-x64-musl': '1.2.3' },
};

describe('completeLock', () => {
  it('adds an entry for each optional dependency that has none, with the platform that its name says', () => {
    const { lock, added } = completeLock({ packages: { 'node_modules/tool': parent } });
    expect(added).toEqual(['node_modules/tool-darwin-arm64', 'node_modules/tool-linux-x64-musl']);
    expect(lock.packages['node_modules/tool-darwin-arm64']).toEqual({
      version: '1.2.3',
      cpu: ['arm64'],
      dev: true,
      optional: true,
      os: ['darwin'],
    });
    expect(lock.packages['node_modules/tool-linux-x64-musl']).toMatchObject({ cpu: ['x64'], libc: ['musl'], os: ['linux'] });
  });

  it('changes nothing the second time', () => {
    const { lock } = completeLock({ packages: { 'node_modules/tool': parent } });
    const again = completeLock(lock);
    expect(again.added).toEqual([]);
    expect(JSON.stringify(again.lock)).toBe(JSON.stringify(lock));
  });

  it('finds a package where Node would: beside the one that asks, or further out', () => {
    const asks = { version: '1.0.0', optionalDependencies: { 'x-linux-x64': '1.0.0' } };
    const nested = { 'node_modules/a/node_modules/b': asks, 'node_modules/a/node_modules/x-linux-x64': { version: '1.0.0' } };
    const hoisted = { 'node_modules/a/node_modules/b': asks, 'node_modules/x-linux-x64': { version: '1.0.0' } };
    expect(completeLock({ packages: nested }).added).toEqual([]);
    expect(completeLock({ packages: hoisted }).added).toEqual([]);
  });

  it('sorts the entries as npm does', () => {
    const { lock } = completeLock({ packages: { 'node_modules/b': {}, '': {}, 'node_modules/@z/a': {} } });
    expect(Object.keys(lock.packages)).toEqual(['', 'node_modules/@z/a', 'node_modules/b']);
  });

  it.each([
    ['tool-for-something', '1.2.3'],
    ['tool-linux-x64', '^1.2.3'],
  ])('refuses to guess the platform or version of %s@%s', (name, version) => {
    const packages = { 'node_modules/tool': { optionalDependencies: { [name]: version } } };
    expect(() => completeLock({ packages })).toThrow(`${name}@${version}`);
  });
});

describe('hostsIn', () => {
  it('names entries that say where they were downloaded, and leaves links to our own packages', () => {
    const packages = {
      'node_modules/a': { resolved: 'https://packages.example/a.tgz' },
      'node_modules/own': { resolved: 'packages/own', link: true },
    };
    expect(hostsIn({ packages })).toEqual(['node_modules/a: https://packages.example/a.tgz']);
  });
});

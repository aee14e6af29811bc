import { describe, expect, it } from '@jest/globals';
import { brokenRule, cycleIn, unruledLibraries } from './check-package-graph.mjs';

const target = (folder: string, name: string): Parameters<typeof brokenRule>[2] => ({
  name,
  folder,
  manifest: { name, version: '1.0.0' },
});
const core = target('packages/apis/core-v1', '@kubewright/core-v1');
const meta = target('packages/apis/meta-v1', '@kubewright/meta-v1');
const rest = target('packages/rest', '@kubewright/rest');

const value = { specifier: '', typeOnly: false };
const type = { specifier: '', typeOnly: true };

describe('brokenRule', () => {
  it('keeps group-versions out of rest', () => {
    expect(brokenRule('packages/rest/src/request.ts', type, core)).toContain('may not depend on @kubewright/core-v1');
  });

  it('lets generated packages import each other and rest as types only', () => {
    expect(brokenRule('packages/apis/apps-v1/src/types.ts', type, core)).toBeUndefined();
    expect(brokenRule('packages/apis/apps-v1/src/index.ts', type, rest)).toBeUndefined();
    expect(brokenRule('packages/apis/apps-v1/src/index.ts', value, rest)).toContain('only types');
  });

  it('lets meta-v1 depend on nothing', () => {
    expect(brokenRule('packages/apis/meta-v1/src/types.ts', type, core)).toContain('may not depend');
    expect(brokenRule('packages/rest/src/request.ts', type, meta)).toBeUndefined();
  });

  it('lets only the fetching part of the generator use our client', () => {
    expect(brokenRule('codegen/src/fetch/fetch.ts', value, rest)).toBeUndefined();
    expect(brokenRule('codegen/src/print/client.ts', type, rest)).toContain('may not depend');
  });

  it('refuses a package that no rule names', () => {
    expect(brokenRule('packages/unheard-of/src/index.ts', type, rest)).toContain('no rule');
  });
});

describe('unruledLibraries', () => {
  it('keeps what the request path stands on to three libraries', () => {
    expect(unruledLibraries('packages/rest', ['got', 'p-throttle', 'socks'])).toEqual([]);
    expect(unruledLibraries('packages/rest', ['got', 'undici', 'yaml'])).toEqual(['undici', 'yaml']);
  });

  it('lets a generated package stand on none, and leaves others free', () => {
    expect(unruledLibraries('packages/apis/core-v1', ['got'])).toEqual(['got']);
    expect(unruledLibraries('packages/kubeconfig', ['yaml'])).toEqual([]);
  });
});

describe('cycleIn', () => {
  it('names the packages of a cycle in order', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['b']],
    ]);
    expect(cycleIn(graph)).toEqual(['b', 'c', 'b']);
  });

  it('finds none where two ways lead to one package', () => {
    const graph = new Map([
      ['a', ['b', 'c']],
      ['b', ['d']],
      ['c', ['d']],
      ['d', []],
    ]);
    expect(cycleIn(graph)).toBeUndefined();
  });
});

import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { differenceRows } from '../../../scripts/difference-rows.mjs';
import { loadKubeconfig } from './load-kubeconfig.js';
import { loadingRules } from './loading-rules.js';

describe('loadingRules', () => {
  it('takes an explicit path alone', () => {
    expect(loadingRules('/x', { env: { KUBECONFIG: '/a', HOME: '/home/me' } })).toEqual({ paths: ['/x'], source: 'path' });
  });

  it('splits KUBECONFIG, takes each file once and skips empty entries', () => {
    const env = { KUBECONFIG: ['a', '', 'b', 'a', ''].join(delimiter), HOME: '/home/me' };
    expect(loadingRules('', { env })).toEqual({ paths: ['a', 'b'], source: 'KUBECONFIG' });
  });

  it('does not fall back to the home directory when KUBECONFIG holds only empty entries', () => {
    expect(loadingRules(undefined, { env: { KUBECONFIG: delimiter, HOME: '/home/me' } })).toEqual({
      paths: [],
      source: 'KUBECONFIG',
    });
  });

  it('falls back to the home directory', () => {
    const expected = { paths: [join('/home/me', '.kube', 'config')], source: 'home' };
    expect(loadingRules(undefined, { env: { KUBECONFIG: '', HOME: '/home/me' } })).toEqual(expected);
  });

  it('looks nowhere without a home directory, rather than in the working directory', () => {
    expect(loadingRules(undefined, { env: {} })).toEqual({ paths: [], source: 'home' });
    expect(differenceRows()).toContain('kubeconfig: no home directory');
  });

  it('leaves the file of very old versions of kubectl alone', async () => {
    const home = mkdtempSync(join(tmpdir(), 'kubewright-home-'));
    try {
      mkdirSync(join(home, '.kube'));
      writeFileSync(join(home, '.kube', '.kubeconfig'), '{"current-context": "old"}');
      expect((await loadKubeconfig({ env: { HOME: home } })).currentContext).toBeUndefined();
      expect(readdirSync(join(home, '.kube'))).toEqual(['.kubeconfig']);
    } finally {
      rmSync(home, { recursive: true });
    }
    expect(differenceRows()).toContain('kubeconfig: where old versions of kubectl kept their file, `~/.kube/.kubeconfig`');
  });

  it('takes, of the three homes of Windows, the first that holds a kubeconfig, else the first', () => {
    const root = mkdtempSync(join(tmpdir(), 'kubewright-home-'));
    try {
      const env = { HOME: join(root, 'a'), HOMEDRIVE: root, HOMEPATH: '/b', USERPROFILE: join(root, 'c') };
      expect(loadingRules(undefined, { env }, 'win32').paths).toEqual([join(root, 'a', '.kube', 'config')]);
      mkdirSync(join(root, 'c', '.kube'), { recursive: true });
      writeFileSync(join(root, 'c', '.kube', 'config'), '');
      expect(loadingRules(undefined, { env }, 'win32').paths).toEqual([join(root, 'c', '.kube', 'config')]);
      mkdirSync(join(root, 'b', '.kube'), { recursive: true });
      writeFileSync(join(root, 'b', '.kube', 'config'), '');
      expect(loadingRules(undefined, { env }, 'win32').paths).toEqual([join(root, 'b', '.kube', 'config')]);
      expect(loadingRules(undefined, { env }, 'linux').paths).toEqual([join(root, 'a', '.kube', 'config')]);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});

import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { discoveryCacheDirectory } from './cache-directory.js';

const below = (host: string): string =>
  path.relative('/home/ada/.kube/cache/discovery', discoveryCacheDirectory(host, { env: {}, home: '/home/ada' }));

describe('the folder of a server', () => {
  it.each([
    ['https://127.0.0.1:6443', '127.0.0.1_6443'],
    ['http://server', 'server'],
    ['server:8080', 'server_8080'],
    ['https://[::1]:6443', '___1__6443'],
    ['https://rancher.example.com/k8s/clusters/c-1', 'rancher.example.com/k8s/clusters/c_1'],
    ['https://me:secret@server:6443', 'server_6443'],
    ['HTTPS://me:secret@server:6443', 'HTTPS_/server_6443'],
    ['ftp://me:secret@server/a/b', 'ftp_/server/a/b'],
    ['me:p@ss@server', 'server'],
    ['https://server/user@home', 'server/user_home'],
    ['https://server/../../../etc', 'server/__/__/__/etc'],
    ['https://..', '__'],
  ])('of %s is %s', (host, folder) => {
    expect(below(host)).toBe(folder);
  });

  it('lies below KUBECACHEDIR if that is set', () => {
    expect(discoveryCacheDirectory('h', { env: { KUBECACHEDIR: '/cache' }, home: '/home/ada' })).toBe('/cache/discovery/h');
    expect(discoveryCacheDirectory('h', { env: { KUBECACHEDIR: '' }, home: '/home/ada' })).toBe(
      '/home/ada/.kube/cache/discovery/h',
    );
  });
});

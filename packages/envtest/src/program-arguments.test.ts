import { describe, expect, it } from '@jest/globals';
import { etcdArguments } from './etcd.js';
import { apiServerArguments } from './kube-apiserver.js';
import { controllerManagerArguments } from './kube-controller-manager.js';

describe('the command lines of the programs', () => {
  it('let the API server find etcd where etcd listens', () => {
    const listens = etcdArguments().find((flag) => flag.startsWith('--listen-client-urls='));
    const finds = apiServerArguments({ port: 1, controllerManager: false }).find((flag) => flag.startsWith('--etcd-servers='));

    expect(finds?.split('=')[1]).toBe(listens?.split('=')[1]);
  });

  it('serve on the loopback interface only, on the given port', () => {
    const flags = apiServerArguments({ port: 6443, controllerManager: false });

    expect(flags).toEqual(
      expect.arrayContaining(['--bind-address=127.0.0.1', '--secure-port=6443', '--authorization-mode=RBAC']),
    );
    expect([...etcdArguments(), ...flags].filter((flag) => flag.includes('0.0.0.0'))).toEqual([]);
  });

  it('switch the ServiceAccount admission off exactly when nobody makes ServiceAccounts', () => {
    const off = '--disable-admission-plugins=ServiceAccount';

    expect(apiServerArguments({ port: 1, controllerManager: false })).toContain(off);
    expect(apiServerArguments({ port: 1, controllerManager: true })).not.toContain(off);
    expect(apiServerArguments({ port: 1, controllerManager: false, own: { 'disable-admission-plugins': null } })).not.toContain(
      off,
    );
  });

  it('sign service account tokens with the key by which the controller manager knows them', () => {
    const signs = apiServerArguments({ port: 1, controllerManager: true }).find((flag) =>
      flag.startsWith('--service-account-signing-key'),
    );
    const knows = controllerManagerArguments('k').find((flag) => flag.startsWith('--service-account-private-key'));

    expect(knows?.split('=')[1]).toBe(signs?.split('=')[1]);
  });

  it('protect what the control plane is reached by', () => {
    expect(() => apiServerArguments({ port: 1, controllerManager: false, own: { 'client-ca-file': 'x' } })).toThrow(TypeError);
    expect(() => etcdArguments({ 'listen-client-urls': 'x' })).toThrow(TypeError);
    expect(() => controllerManagerArguments('k', { kubeconfig: 'x' })).toThrow(TypeError);
  });
});

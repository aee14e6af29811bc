import { describe, expect, it } from '@jest/globals';
import { kubeconfigText } from './kubeconfig.js';

interface Kubeconfig {
  clusters: { name: string; cluster: unknown }[];
  users: { name: string; user: unknown }[];
  contexts: { name: string; context: { cluster: string; user: string } }[];
  'current-context': string;
}

describe('kubeconfigText', () => {
  it('leads from the current context to the server, its authority and the credentials', () => {
    const text = kubeconfigText({
      server: 'https://127.0.0.1:6443',
      authority: 'AUTHORITY',
      user: 'system:serviceaccount:a:"b"',
      credentials: { certificate: 'CERTIFICATE', key: 'KEY' },
    });
    const kubeconfig = JSON.parse(text) as Kubeconfig;
    const context = kubeconfig.contexts.find(({ name }) => name === kubeconfig['current-context'])?.context;
    const cluster = kubeconfig.clusters.find(({ name }) => name === context?.cluster)?.cluster;
    const user = kubeconfig.users.find(({ name }) => name === context?.user)?.user;

    expect(kubeconfig).toMatchObject({ apiVersion: 'v1', kind: 'Config' });
    expect(context?.user).toBe('system:serviceaccount:a:"b"');
    expect(cluster).toEqual({ server: 'https://127.0.0.1:6443', 'certificate-authority-data': btoa('AUTHORITY') });
    expect(user).toEqual({ 'client-certificate-data': btoa('CERTIFICATE'), 'client-key-data': btoa('KEY') });
  });
});

import { describe, expect, it } from '@jest/globals';
import { clientConfig } from './client-config.js';
import { parseKubeconfig } from './parse-kubeconfig.js';
import { type PluginPolicy, pluginPolicyProblem } from './plugin-policy.js';

/** As somebody may write it who does not compile. */
const policyOf = (policy: object): PluginPolicy => policy as PluginPolicy;

describe('a policy for plugins', () => {
  it.each([
    [{ type: 'AllowAll' }],
    [{ type: 'DenyAll' }],
    [{ type: 'Allowlist', commands: ['aws', '/usr/bin/gke-gcloud-auth-plugin', '../plugin'] }],
  ])('%j is right', (policy) => {
    expect(pluginPolicyProblem(policyOf(policy))).toBeUndefined();
  });

  it.each([
    [
      { type: 'AllowAll', commands: ['a'] },
      'misconfigured credential plugin allowlist: plugin policy is "AllowAll" but allowlist is non-nil',
    ],
    [
      { type: 'DenyAll', commands: [] },
      'misconfigured credential plugin allowlist: plugin policy is "DenyAll" but allowlist is non-nil',
    ],
    [{ type: 'Allowlist' }, 'credential plugin policy set to "Allowlist", but allowlist is unspecified'],
    [
      { type: 'Allowlist', commands: [] },
      'credential plugin policy set to "Allowlist", but allowlist is empty; use "DenyAll" policy instead',
    ],
    [{ type: 'Allowlist', commands: ['a', ''] }, 'misconfigured credential plugin allowlist: empty allowlist entry #2'],
    [{ type: 'Allowlist', commands: ['/a/../b'] }, 'non-normalized file path: "/a/../b" vs "/b"'],
    [{ type: 'Allowlist', commands: ['./a'] }, 'non-normalized file path: "./a" vs "a"'],
    [{ type: 'Allowlist', commands: ['/a/'] }, 'non-normalized file path: "/a/" vs "/a"'],
    [{ type: 'Sometimes' }, 'unknown plugin policy: "Sometimes"'],
  ])('%j is wrong, and is told when the configuration is made', async (policy, problem) => {
    const kubeconfig = parseKubeconfig(`
clusters: [{name: c, cluster: {server: "https://c"}}]
users: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: p, interactiveMode: Never}}}]
contexts: [{name: x, context: {cluster: c, user: u}}]
current-context: x`);
    await expect(clientConfig(kubeconfig, { pluginPolicy: policyOf(policy) })).rejects.toThrow(
      `invalid configuration: allowlist misconfiguration: ${problem} (user "u")`,
    );
  });
});

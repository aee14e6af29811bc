import { describe, expect, it } from '@jest/globals';
import { lifecycle, podNamed, pods } from '../lifecycle.test-support.js';

const label = (mode: string): string => `pod-security.kubernetes.io/${mode}`;
const policy = (labels: object): object => ({ metadata: { labels } });
const namespace = '/api/v1/namespaces/default';

describe('a policy for the security of pods', () => {
  it('keeps pods out that violate it, and says how', async () => {
    await using cluster = await lifecycle();
    await cluster.merge(namespace, policy({ [label('enforce')]: 'baseline' }));
    const { status, json } = await cluster.post(pods, podNamed('a', { spec: { hostPID: true, hostNetwork: true } }));
    expect(status).toBe(403);
    expect(json['message']).toBe(
      'pods "a" is forbidden: violates PodSecurity "baseline:latest": host namespaces (hostNetwork=true, hostPID=true)',
    );
    expect((await cluster.post(pods, podNamed('a'))).status).toBe(201);
  });

  it('warns of pods that it would keep out', async () => {
    await using cluster = await lifecycle();
    await cluster.merge(namespace, policy({ [label('warn')]: 'restricted', [label('warn-version')]: 'v1.8' }));
    const { status, headers } = await cluster.post(pods, podNamed('a', { spec: { securityContext: { runAsNonRoot: true } } }));
    expect(status).toBe(201);
    expect(headers['warning']).toBe(
      String.raw`299 - "would violate PodSecurity \"restricted:v1.8\": allowPrivilegeEscalation != false (container \"main\" must set securityContext.allowPrivilegeEscalation=false)"`,
    );
  });

  it('warns of pods that are there already, and counts those that are alike', async () => {
    await using cluster = await lifecycle();
    for (const name of ['b', 'a', 'c']) await cluster.post(pods, podNamed(name, { spec: { hostPID: true } }));
    const { headers } = await cluster.merge(namespace, policy({ [label('enforce')]: 'baseline' }));
    expect(headers['warning']).toContain('a (and 2 other pods): host namespaces');
  });

  it('is refused if there is no such level', async () => {
    await using cluster = await lifecycle();
    const { status, json } = await cluster.merge(namespace, policy({ [label('enforce')]: 'strict' }));
    expect(status).toBe(422);
    expect(json['message']).toContain('must be one of privileged, baseline, restricted');
  });
});

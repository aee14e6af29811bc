import { describe, expect, it } from '@jest/globals';
import { lifecycle } from '../lifecycle.test-support.js';

const autoscalers = (version: string): string => `/apis/autoscaling/${version}/namespaces/default/horizontalpodautoscalers`;
const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
const memory = { type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '1Gi' } } };
const cpu = { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } };

describe('objects of several versions', () => {
  it('are events of both groups', async () => {
    await using cluster = await lifecycle();
    const involvedObject = { kind: 'Pod', namespace: 'default', name: 'a' };
    const event = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'e' },
      involvedObject,
      message: 'hello',
      reason: 'Test',
      count: 2,
    };
    expect((await cluster.post('/api/v1/namespaces/default/events', event)).status).toBe(201);
    const other = '/apis/events.k8s.io/v1/namespaces/default/events';
    expect((await cluster.get(`${other}/e`)).json).toMatchObject({
      apiVersion: 'events.k8s.io/v1',
      regarding: involvedObject,
      note: 'hello',
      deprecatedCount: 2,
    });
    const series = { count: 3, lastObservedTime: '2026-01-02T03:04:05.000000Z' };
    await cluster.merge(`${other}/e`, { series });
    expect((await cluster.get('/api/v1/namespaces/default/events/e')).json).toMatchObject({ message: 'hello', series });
    await cluster.remove(`${other}/e`);
    expect((await cluster.get('/api/v1/namespaces/default/events/e')).status).toBe(404);
  });

  it('are autoscalers, whose other metrics stand in an annotation of the old version', async () => {
    await using cluster = await lifecycle();
    await cluster.post(autoscalers('v2'), {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web' },
      spec: { scaleTargetRef: target, maxReplicas: 3, metrics: [memory, cpu] },
    });
    expect((await cluster.get(`${autoscalers('v1')}/web`)).json).toMatchObject({
      metadata: {
        annotations: {
          'autoscaling.alpha.kubernetes.io/metrics':
            '[{"type":"Resource","resource":{"name":"memory","targetAverageValue":"1Gi"}}]',
        },
      },
      spec: { maxReplicas: 3, targetCPUUtilizationPercentage: 60 },
    });
    await cluster.merge(`${autoscalers('v1')}/web`, { spec: { targetCPUUtilizationPercentage: 70 } });
    const { json } = await cluster.get(`${autoscalers('v2')}/web`);
    expect(json['spec']).toMatchObject({ metrics: [memory, { resource: { target: { averageUtilization: 70 } } }] });
    expect(json['metadata']).not.toHaveProperty('annotations');
  });
});

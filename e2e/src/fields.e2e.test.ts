import { describe, expect, it } from '@jest/globals';
import type { ListMeta, ObjectMeta, Status } from '@kubewright/meta-v1';
import type { CustomResourcePatchBodies, ResourceClient, ResourceDescriptor, Stored } from '@kubewright/rest';
import { ownNamespace } from './cluster.js';

interface Widget {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  spec?: { known?: string };
}
interface WidgetList {
  metadata?: ListMeta;
  items: Widget[];
}
type WidgetClient = ResourceClient<Widget, WidgetList, 'Namespaced', Status | Stored<Widget>, CustomResourcePatchBodies<Widget>>;

const { clientset, namespace } = await ownNamespace();

describe('fields', () => {
  it('that the types do not know survive from get to update', async () => {
    const group = `${namespace}.example.com`;
    const definitions = clientset.apiextensionsV1().customResourceDefinitions();
    const definition = await definitions.create({
      metadata: { name: `widgets.${group}` },
      spec: {
        group,
        scope: 'Namespaced',
        names: { plural: 'widgets', kind: 'Widget' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
          },
        ],
      },
    });
    const watch = await definitions.watch({ fieldSelector: `metadata.name=${definition.metadata.name}`, timeoutSeconds: 30 });
    for await (const { type, object } of watch) {
      if (type === 'BOOKMARK') continue;
      if (object.status?.conditions?.some((condition) => condition.type === 'Established' && condition.status === 'True')) break;
    }
    const widgets: ResourceDescriptor<Widget, WidgetList, WidgetClient> = {
      group,
      version: 'v1',
      resource: 'widgets',
      kind: 'Widget',
      namespaced: true,
    };
    const client = clientset.rest.resource(widgets, namespace);
    const unknown = { deep: [{ number: 12345678901, text: 'x', none: false }], emptyObject: {}, emptyList: [] };
    const body = { metadata: { name: 'w' }, spec: { known: 'a', unknown } };
    await client.create(body);
    const read = await client.get('w');
    await client.update({ ...read, spec: { ...read.spec, known: 'b' } });
    expect((await client.get('w')).spec).toEqual({ known: 'b', unknown });
    await definitions.delete(definition.metadata.name);
  });

  it('of type MicroTime keep their microseconds', async () => {
    const leases = clientset.coordinationV1().leases(namespace);
    const renewTime = '2026-11-21T10:11:12.123456Z';
    const created = await leases.create({ metadata: { name: 'micro' }, spec: { holderIdentity: 'a', renewTime } });
    expect(created.spec?.renewTime).toBe(renewTime);
    const updated = await leases.update({ ...created, spec: { ...created.spec, holderIdentity: 'b' } });
    expect(updated.spec?.renewTime).toBe(renewTime);
  });

  it('of type Quantity and IntOrString stay as they were sent', async () => {
    const service = await clientset
      .coreV1()
      .services(namespace)
      .create({
        metadata: { name: 'ports' },
        spec: {
          ports: [
            { name: 'a', port: 80, targetPort: 'http' },
            { name: 'b', port: 81, targetPort: 8081 },
          ],
        },
      });
    expect(service.spec?.ports?.map(({ targetPort }) => targetPort)).toEqual(['http', 8081]);
    const quota = await clientset
      .coreV1()
      .resourceQuotas(namespace)
      .create({ metadata: { name: 'q' }, spec: { hard: { 'requests.cpu': '1500m', pods: '4' } } });
    expect(quota.spec?.hard).toEqual({ 'requests.cpu': '1500m', pods: '4' });
  });
});

import { describe, expect, it } from '@jest/globals';
import { lifecycle } from '../lifecycle.test-support.js';
import { definitionOf, definitions } from '../custom-definition.test-support.js';

const widgets = '/apis/example.com/v1/namespaces/default/widgets';
const size = { type: 'object', properties: { size: { type: 'integer' } } };
const schema = { openAPIV3Schema: { type: 'object', properties: { spec: size } } };
const definition = (names = {}): object => definitionOf('Widget', { names, versions: [{ schema }, { name: 'v2', schema }] });
const widget = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'a' }, spec: { size: 1 } };

describe('definitions', () => {
  it('are served at once, in all their versions, and shown by discovery and OpenAPI', async () => {
    await using cluster = await lifecycle();
    const before = await cluster.get('/openapi/v3');
    await cluster.post(definitions, definition({ shortNames: ['wd'] }));
    expect((await cluster.post(widgets, widget)).status).toBe(201);
    expect((await cluster.get('/apis/example.com/v2/namespaces/default/widgets/a')).json).toMatchObject({
      apiVersion: 'example.com/v2',
    });
    expect((await cluster.get('/apis/example.com/v1')).json).toMatchObject({
      resources: [{ name: 'widgets', shortNames: ['wd'] }],
    });
    expect(before.text).not.toContain('example.com');
    expect((await cluster.get('/openapi/v3/apis/example.com/v1')).json).toMatchObject({
      paths: { '/apis/example.com/v1/namespaces/{namespace}/widgets/{name}': {} },
      components: {
        schemas: { 'com.example.v1.Widget': { properties: { spec: { properties: { size: { type: 'integer' } } } } } },
      },
    });
  });

  it('have another hash of their document when they change', async () => {
    await using cluster = await lifecycle();
    await cluster.post(definitions, definition());
    const hash = async (): Promise<string | undefined> =>
      /apis\/example\.com\/v1\?hash=(\w+)/.exec((await cluster.get('/openapi/v3')).text)?.[1];
    const before = await hash();
    await cluster.merge(`${definitions}/widgets.example.com`, { spec: { names: { shortNames: ['wd'] } } });
    expect(before).toBeDefined();
    expect(await hash()).not.toBe(before);
  });

  it('take their objects with them, and are served no more', async () => {
    await using cluster = await lifecycle();
    await cluster.post(definitions, definition());
    await cluster.post(widgets, widget);
    await cluster.remove(`${definitions}/widgets.example.com`);
    expect((await cluster.get(`${definitions}/widgets.example.com`)).status).toBe(404);
    expect((await cluster.get(widgets)).status).toBe(404);
    await cluster.post(definitions, definition());
    expect((await cluster.get(widgets)).json).toMatchObject({ items: [] });
  });

  it('are not served while another one has their names, and are when it is gone', async () => {
    await using cluster = await lifecycle();
    await cluster.post(definitions, definition());
    const second = { ...definition({ plural: 'gadgets' }), metadata: { name: 'gadgets.example.com' } };
    await cluster.post(definitions, second);
    const gadgets = '/apis/example.com/v1/namespaces/default/gadgets';
    expect((await cluster.get(gadgets)).status).toBe(404);
    await cluster.remove(`${definitions}/widgets.example.com`);
    expect((await cluster.get(gadgets)).status).toBe(200);
  });
});

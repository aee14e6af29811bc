import type { Schema } from '../schema.js';

/** The schema of the custom resource in `e2e/vectors/managedfields_apply.go`. */
export const widgetSchema: Schema = {
  type: 'object',
  properties: {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { ref: 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' },
    spec: {
      type: 'object',
      properties: {
        size: { type: 'integer', default: 3 },
        tags: { type: 'array', items: { type: 'string' }, listType: 'set' },
        names: { type: 'array', items: { type: 'string' } },
        rules: {
          type: 'array',
          listType: 'map',
          listKeys: ['zone', 'port'],
          items: {
            type: 'object',
            properties: { zone: { type: 'string' }, port: { type: 'integer', default: 1 }, weight: { type: 'number' } },
          },
        },
        whole: { type: 'object', mapType: 'atomic', properties: { a: { type: 'string' }, b: { type: 'string' } } },
        anything: {
          type: 'object',
          preserveUnknownFields: true,
          properties: { known: { type: 'array', items: { type: 'string' }, listType: 'set' } },
        },
        free: { type: 'object' },
        counts: { type: 'object', additionalProperties: { type: 'integer' } },
        either: { types: ['integer', 'string'] },
      },
    },
    status: { type: 'object', properties: { phase: { type: 'string' } } },
  },
};

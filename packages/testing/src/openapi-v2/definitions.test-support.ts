/** Definitions with all that schemas may say, and with names easily mistaken: what becomes of them in OpenAPI is on record. */
export const definitions: readonly object[] = [
  {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural: 'widgets', singular: 'widget', kind: 'Widget', listKind: 'WidgetCollection', shortNames: ['wd'] },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          subresources: { status: {}, scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' } },
          selectableFields: [{ jsonPath: '.spec.color' }],
          schema: {
            openAPIV3Schema: {
              description: 'A widget.',
              type: 'object',
              required: ['spec'],
              properties: {
                spec: {
                  type: 'object',
                  description: 'What it <is> & shall be: "quoted".',
                  required: ['color', 'maybe'],
                  'x-kubernetes-validations': [{ rule: 'self.replicas >= 0', message: 'no' }],
                  properties: {
                    color: { type: 'string', enum: ['red', 'green'], default: 'red' },
                    maybe: { type: 'string', nullable: true, description: 'may be null' },
                    maybeObject: { type: 'object', nullable: true, properties: { a: { type: 'string' } } },
                    maybeList: { type: 'array', nullable: true, items: { type: 'string' } },
                    replicas: { type: 'integer', format: 'int32', minimum: 0, maximum: 10, exclusiveMaximum: true },
                    ratio: { type: 'number', multipleOf: 0.5, minimum: 1.25 },
                    port: { 'x-kubernetes-int-or-string': true },
                    port2: {
                      'x-kubernetes-int-or-string': true,
                      anyOf: [{ type: 'integer' }, { type: 'string' }],
                      pattern: '^a|1$',
                    },
                    any: { 'x-kubernetes-preserve-unknown-fields': true },
                    anyObject: {
                      type: 'object',
                      'x-kubernetes-preserve-unknown-fields': true,
                      properties: { a: { type: 'string' } },
                      required: ['a'],
                    },
                    anyItems: { type: 'array', items: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
                    embedded: {
                      type: 'object',
                      'x-kubernetes-embedded-resource': true,
                      properties: { spec: { type: 'object', properties: { b: { type: 'boolean' } } } },
                    },
                    embeddedAny: {
                      type: 'object',
                      'x-kubernetes-embedded-resource': true,
                      'x-kubernetes-preserve-unknown-fields': true,
                    },
                    list: {
                      type: 'array',
                      'x-kubernetes-list-type': 'map',
                      'x-kubernetes-list-map-keys': ['name'],
                      maxItems: 3,
                      minItems: 1,
                      items: {
                        type: 'object',
                        required: ['name'],
                        properties: {
                          name: { type: 'string', maxLength: 5, minLength: 1, pattern: '^[a-z]+$' },
                          value: { type: 'integer', default: 3 },
                        },
                      },
                    },
                    map: {
                      type: 'object',
                      maxProperties: 3,
                      minProperties: 0,
                      additionalProperties: {
                        type: 'object',
                        properties: {
                          x: {
                            type: 'string',
                            format: 'date-time',
                            title: 'X',
                            example: { a: 1 },
                            externalDocs: { url: 'https://example.com', description: 'docs' },
                          },
                        },
                      },
                    },
                    mapTrue: { type: 'object', additionalProperties: true },
                    mapNullable: { type: 'object', additionalProperties: { type: 'string', nullable: true } },
                    atomic: { type: 'object', 'x-kubernetes-map-type': 'atomic', properties: { a: { type: 'string' } } },
                    either: {
                      type: 'object',
                      properties: { a: { type: 'string' }, b: { type: 'string' } },
                      oneOf: [{ required: ['a'] }, { required: ['b'] }],
                      not: { required: ['c'] },
                    },
                    all: { type: 'string', allOf: [{ minLength: 1 }, { pattern: 'x' }] },
                  },
                },
                status: { type: 'object', properties: { replicas: { type: 'integer' }, phase: { type: 'string' } } },
              },
            },
          },
        },
        {
          name: 'v1beta1',
          served: true,
          storage: false,
          deprecated: true,
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        },
        { name: 'v1alpha1', served: false, storage: false, schema: { openAPIV3Schema: { type: 'object' } } },
      ],
    },
  },
  {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'gadgets.other.example.com' },
    spec: {
      group: 'other.example.com',
      scope: 'Cluster',
      names: { plural: 'gadgets', singular: 'gadget', kind: 'Gadget', listKind: 'GadgetList' },
      versions: [
        {
          name: 'v2',
          served: true,
          storage: true,
          subresources: { status: {} },
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: {
                spec: { type: 'object', properties: { size: { type: 'integer' } } },
                metadata: { type: 'object', properties: { name: { type: 'string', maxLength: 10 } } },
              },
            },
          },
        },
      ],
    },
  },
  {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: 'mydeployments.deployments.my-group.k8s.io',
      annotations: { 'api-approved.kubernetes.io': 'unapproved, test' },
    },
    spec: {
      group: 'deployments.my-group.k8s.io',
      scope: 'Namespaced',
      names: { plural: 'mydeployments', singular: 'mydeployment', kind: 'MyDeployment', listKind: 'MyDeploymentList' },
      versions: [
        {
          name: 'v1beta1',
          served: true,
          storage: true,
          subresources: { status: {}, scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' } },
          schema: { openAPIV3Schema: { type: 'object' } },
        },
      ],
    },
  },
  {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'apples.x1.2y.example.com' },
    spec: {
      group: 'x1.2y.example.com',
      scope: 'Cluster',
      names: { plural: 'apples', singular: 'apple', kind: 'Apple', listKind: 'AppleList' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              description: '\u00dcn\u00efcode \u2028 <a href="x">&amp; \u0007 \ud83d\ude00 tab\there',
              required: ['spec', 'status'],
              properties: {
                metadata: { type: 'object', properties: { name: { type: 'string', pattern: '^<&>$' } } },
                spec: { type: 'object', nullable: true, required: ['a'], properties: { a: { type: 'string' } } },
                status: {
                  type: 'object',
                  required: ['n', 'm', 'e'],
                  properties: {
                    n: { type: 'number', minimum: 1.0, maximum: 1e21, multipleOf: 1e-6, enum: [1, 2.5, 1000.0] },
                    m: { type: 'integer', format: 'int64', minimum: -9007199254740991, maximum: 9007199254740991, default: 0 },
                    e: {
                      type: 'object',
                      nullable: true,
                      'x-kubernetes-embedded-resource': true,
                      properties: { z: { type: 'integer' } },
                    },
                    f: {
                      type: 'array',
                      items: {
                        type: 'array',
                        items: {
                          type: 'object',
                          additionalProperties: { type: 'array', nullable: true, items: { type: 'string' } },
                        },
                      },
                    },
                    g: {
                      type: 'object',
                      required: ['q'],
                      additionalProperties: { type: 'object', nullable: true, properties: { b: { type: 'integer' } } },
                    },
                    h: { type: 'object', additionalProperties: { 'x-kubernetes-int-or-string': true } },
                    i: {
                      'x-kubernetes-int-or-string': true,
                      allOf: [{ anyOf: [{ type: 'integer' }, { type: 'string' }] }, { pattern: 'x' }],
                    },
                    j: { 'x-kubernetes-int-or-string': true, anyOf: [{ minimum: 1 }, { pattern: 'x' }] },
                    k: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string', nullable: false } },
                    l: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, additionalProperties: { type: 'string' } },
                    o: { type: 'array', items: { 'x-kubernetes-preserve-unknown-fields': true } },
                    p: { type: 'string', enum: ['', 'a'], format: 'byte', description: '' },
                    r: { type: 'object', properties: {} },
                    s: { type: 'boolean', enum: [true] },
                    t: {
                      type: 'object',
                      'x-kubernetes-embedded-resource': true,
                      required: ['apiVersion'],
                      properties: {
                        apiVersion: { type: 'string', enum: ['v1'] },
                        kind: { type: 'string' },
                        metadata: { type: 'object' },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      ],
    },
  },
  {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'settings.example.org' },
    spec: {
      group: 'example.org',
      scope: 'Namespaced',
      names: { plural: 'settings', singular: 'settings', kind: 'Settings', listKind: 'SettingsList' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              'x-kubernetes-preserve-unknown-fields': true,
              properties: { a: { type: 'string' } },
            },
          },
        },
      ],
    },
  },
];

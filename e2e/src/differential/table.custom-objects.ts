import { ago, days, hours } from './table.object.js';

/** A custom resource, and what its definition says of the columns of its table. */
export interface CustomTableObject {
  readonly name: string;
  /** `additionalPrinterColumns` */
  readonly columns: readonly {
    name: string;
    type: string;
    jsonPath: string;
    format?: string;
    description?: string;
    priority?: number;
  }[];
  readonly object: object;
}

const object = {
  spec: {
    text: 'some text',
    empty: '',
    count: 3,
    size: 2.5,
    whole: 4.0,
    isOn: true,
    nothing: null,
    numberText: '12',
    list: ['a', 'b', 'c'],
    numbers: [1, 2],
    nested: {
      a: { b: 'deep' },
      list: [
        { name: 'x', port: 80 },
        { name: 'y', port: 90 },
      ],
    },
    'dotted.key': 'dotted',
    'with-dash': 'dashed',
    at: ago(3 * days + 5 * hours + 1800),
    map: { b: 1, a: 'x' },
  },
  status: {
    conditions: [
      { type: 'Ready', status: 'True', reason: 'Fine', since: ago(5 * hours + 1830) },
      { type: 'Stale', status: 'False', reason: 'Fresh' },
    ],
  },
};

function column(type: string, jsonPath: string, more: object = {}): CustomTableObject {
  return { name: `a ${type} at ${jsonPath}`, columns: [{ name: 'It', type, jsonPath, ...more }], object };
}

const texts = [
  '.spec.text',
  '.spec.empty',
  '.spec.count',
  '.spec.size',
  '.spec.whole',
  '.spec.isOn',
  '.spec.nothing',
  '.spec.none',
  '.spec.none.deeper',
  '.spec.text.deeper',
  '.spec.list',
  '.spec.numbers',
  '.spec.map',
  '.spec.nested',
  '.spec.list[0]',
  '.spec.list[2]',
  '.spec.list[-1]',
  '.spec.list[7]',
  '.spec.list[*]',
  '.spec.list[0:2]',
  '.spec.nested.a.b',
  '.spec.nested.list[*].name',
  '.spec.nested.list[1].port',
  '.spec.nested.list[?(@.name=="y")].port',
  '.spec.nested.list[?(@.port>80)].name',
  '.spec.dotted\\.key',
  ".spec['dotted.key']",
  ".spec['with-dash']",
  '.spec.with-dash',
  '.status.conditions[?(@.type=="Ready")].status',
  '.status.conditions[?(@.type=="Other")].status',
  ".status.conditions[?(@.type=='Ready')].reason",
  '.status.conditions[?(@.status!="True")].type',
  '.metadata.name',
  '.metadata.creationTimestamp',
  '.metadata.labels',
  '.kind',
];

const typed: readonly [string, string][] = [
  ['integer', '.spec.count'],
  ['integer', '.spec.size'],
  ['integer', '.spec.numberText'],
  ['integer', '.spec.isOn'],
  ['integer', '.spec.none'],
  ['integer', '.spec.list'],
  ['number', '.spec.count'],
  ['number', '.spec.size'],
  ['number', '.spec.text'],
  ['boolean', '.spec.isOn'],
  ['boolean', '.spec.text'],
  ['boolean', '.spec.none'],
  ['date', '.metadata.creationTimestamp'],
  ['date', '.spec.at'],
  ['date', '.spec.text'],
  ['date', '.spec.empty'],
  ['date', '.spec.none'],
  ['date', '.spec.count'],
  ['date', '.status.conditions[?(@.type=="Ready")].since'],
];

export const customTableObjects: readonly CustomTableObject[] = [
  { name: 'no columns of its own', columns: [], object },
  {
    name: 'several columns',
    columns: [
      { name: 'Text', type: 'string', jsonPath: '.spec.text', description: 'What it says.' },
      { name: 'Count', type: 'integer', format: 'int32', jsonPath: '.spec.count', priority: 1 },
      { name: 'Ready', type: 'string', jsonPath: '.status.conditions[?(@.type=="Ready")].status' },
      { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
    ],
    object,
  },
  ...texts.map((jsonPath) => column('string', jsonPath)),
  ...typed.map(([type, jsonPath]) => column(type, jsonPath)),
];

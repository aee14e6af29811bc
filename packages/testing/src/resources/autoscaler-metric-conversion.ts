import { readQuantity } from '../decode/self-reading.js';
import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { isMissing, listAt, objectAt, objectsAt, textAt } from '../json-fields.js';

/** What metrics of the specification have under `target`, those of the status have under `current`. */
export type MetricPart = 'current' | 'target';

/**
 * The source of a metric: the fields of `autoscaling/v1` in their order, each with where it stands in `autoscaling/v2`; `*` is the
 * part.
 */
type Layout = readonly (readonly [v1: string, v2: string])[];

const ofResource: Layout = [
  ['name', 'name'],
  ['*AverageUtilization', '*.averageUtilization'],
  ['*AverageValue', '*.averageValue'],
];

const layouts: Readonly<Record<string, Layout>> = {
  object: [
    ['target', 'describedObject'],
    ['metricName', 'metric.name'],
    ['*Value', '*.value'],
    ['selector', 'metric.selector'],
    ['averageValue', '*.averageValue'],
  ],
  pods: [
    ['metricName', 'metric.name'],
    ['*AverageValue', '*.averageValue'],
    ['selector', 'metric.selector'],
  ],
  resource: ofResource,
  containerResource: [...ofResource, ['container', 'container']],
  external: [
    ['metricName', 'metric.name'],
    ['metricSelector', 'metric.selector'],
    ['*Value', '*.value'],
    ['*AverageValue', '*.averageValue'],
  ],
};

/** What of a part is no pointer in v1, so that it is zero there if it is nothing in v2. */
const always: Readonly<Record<MetricPart, readonly string[]>> = {
  target: ['object.*Value', 'pods.*AverageValue'],
  current: [
    ...['object.*Value', 'external.*Value'],
    ...['pods.*AverageValue', 'resource.*AverageValue', 'containerResource.*AverageValue'],
  ],
};

/** A metric of `autoscaling/v2` as the annotation of `autoscaling/v1` has it, with its fields in their order. */
export function metricInV1(metric: JSONObject, part: MetricPart): JSONObject {
  const converted: JSONObject = { type: textAt(metric, 'type') };
  for (const [source, layout] of Object.entries(layouts)) {
    const given = objectAt(metric, source);
    if (!given) continue;
    const made: JSONObject = {};
    for (const [v1, v2] of layout) {
      const isQuantity = /Value$/.test(v1);
      const path = v2.replace('*', part).split('.');
      const value = objectAt(given, ...path.slice(0, -1))?.[path.at(-1) ?? ''] ?? null;
      const name = nameIn(v1, part);
      if (value !== null) made[name] = inOrder(value, isQuantity);
      else if (isQuantity && always[part].includes(`${source}.${v1}`)) made[name] = '0';
      else if (/name$/i.test(v1) || v1 === 'container') made[name] = '';
    }
    converted[source] = made;
  }
  return converted;
}

/** The same the other way. Throws an Error for what is no such metric. */
export function metricInV2(metric: JSONValue, part: MetricPart): JSONObject {
  if (!isJSONObject(metric)) throw new Error('a metric is an object');
  const converted: JSONObject = { type: textAt(metric, 'type') };
  for (const [source, layout] of Object.entries(layouts)) {
    const given = objectAt(metric, source);
    if (!given) continue;
    const made: JSONObject = source.endsWith('esource') ? {} : { metric: {} };
    const values: JSONObject = {};
    made[part] = values;
    for (const [v1, v2] of layout) {
      const name = nameIn(v1, part);
      const isRequired = always[part].includes(`${source}.${v1}`);
      if (isMissing(given, name) && !isRequired) continue;
      const value = /Value$/.test(v1) ? quantityOf(given[name] ?? '0') : (given[name] ?? '');
      const path = v2.replace('*', part).split('.');
      (path.length > 1 ? (made[path[0] ?? ''] as JSONObject) : made)[path.at(-1) ?? ''] = value;
    }
    if (part === 'target') typeTarget(source, values);
    converted[source] = made;
  }
  return converted;
}

/** What sort of target it is, which v1 does not say. */
function typeTarget(source: string, target: JSONObject): void {
  const has = (field: string): boolean => target[field] !== undefined;
  if (source.endsWith('esource')) target['type'] = has('averageUtilization') ? 'Utilization' : 'AverageValue';
  else if (source === 'external') target['type'] = has('value') ? 'Value' : 'AverageValue';
  else target['type'] = has('averageValue') ? 'AverageValue' : 'Value';
  // In v1 there is always one.
  if (source === 'object' && has('averageValue') && target['value'] === '0') Reflect.deleteProperty(target, 'value');
}

/** A share in per cent is a number. */
function quantityOf(value: JSONValue): JSONValue {
  return typeof value === 'string' ? readQuantity(value) : value;
}

function nameIn(v1: string, part: MetricPart): string {
  return v1.replace('*', part);
}

/** References and selectors with their fields in Go's order. */
function inOrder(value: JSONValue, isQuantity: boolean): JSONValue {
  if (isQuantity) return quantityOf(value);
  if (!isJSONObject(value)) return value;
  if ('kind' in value) {
    const { kind, name = '', apiVersion } = value;
    return { kind, name, ...(apiVersion !== undefined && { apiVersion }) };
  }
  const labels = Object.entries(objectAt(value, 'matchLabels') ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const expressions = objectsAt(value, 'matchExpressions').map((expression) => ({
    key: textAt(expression, 'key'),
    operator: textAt(expression, 'operator'),
    ...(listAt(expression, 'values').length > 0 && { values: listAt(expression, 'values') }),
  }));
  return {
    ...(labels.length > 0 && { matchLabels: Object.fromEntries(labels) }),
    ...(expressions.length > 0 && { matchExpressions: expressions }),
  };
}

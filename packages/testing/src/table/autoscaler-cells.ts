import type { JSONObject, JSONValue } from '../json.js';
import { numberAt, objectAt, objectsAt, textAt } from '../json-fields.js';
import type { StoredObject } from '../store/entry.js';
import { scalarText } from './label-text.js';
import type { Age } from './row-of.js';
import { withMore } from './with-more.js';

/** Of `autoscaling/v1` and `v2`. */
export function autoscalerCells(object: StoredObject, age: Age): JSONValue[] {
  const spec = objectAt(object, 'spec');
  const status = objectAt(object, 'status');
  const target = objectAt(spec, 'scaleTargetRef');
  const targets = [...objectsAt(spec, 'metrics'), ...cpuMetric(spec, 'targetCPUUtilizationPercentage', 'target')];
  const currents = [...objectsAt(status, 'currentMetrics'), ...cpuMetric(status, 'currentCPUUtilizationPercentage', 'current')];
  const texts = targets.map((metric, index) => metricText(metric, currents[index]));
  return [
    object.metadata.name,
    `${textAt(target, 'kind')}/${textAt(target, 'name')}`,
    texts.length === 0 ? '<none>' : withMore(texts, 2, ', '),
    scalarText(spec?.['minReplicas']) || '<unset>',
    numberAt(spec, 'maxReplicas') ?? 0,
    numberAt(status, 'currentReplicas') ?? 0,
    age(object.metadata.creationTimestamp),
  ];
}

/** What `autoscaling/v1` has fields for, as metric. */
function cpuMetric(object: JSONObject | undefined, field: string, value: 'current' | 'target'): JSONObject[] {
  const percentage = numberAt(object, field);
  if (percentage === undefined) return [];
  return [{ type: 'Resource', resource: { name: 'cpu', [value]: { averageUtilization: percentage } } }];
}

function metricText(metric: JSONObject, status: JSONObject | undefined): string {
  const type = textAt(metric, 'type');
  const field = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
  const source = objectAt(metric, field);
  const target = objectAt(source, 'target');
  const current = objectAt(status, field, 'current');
  switch (type) {
    case 'External':
    case 'Object':
      return target?.['averageValue'] === undefined
        ? `${quantity(current, 'value')}/${textAt(target, 'value')}`
        : `${unknownOr(current?.['averageValue'])}/${textAt(target, 'averageValue')} (avg)`;
    case 'Pods':
      return `${quantity(current, 'averageValue')}/${textAt(target, 'averageValue')}`;
    case 'Resource':
    case 'ContainerResource':
      return `${textAt(source, 'name')}: ${resourceText(target, current)}`;
    default:
      return '<unknown type>';
  }
}

function resourceText(target: JSONObject | undefined, current: JSONObject | undefined): string {
  if (target?.['averageValue'] !== undefined) return `${quantity(current, 'averageValue')}/${textAt(target, 'averageValue')}`;
  const percentage = (value: JSONValue | undefined, other: string): string =>
    typeof value === 'number' ? `${String(value)}%` : other;
  return `${percentage(current?.['averageUtilization'], '<unknown>')}/${percentage(target?.['averageUtilization'], '<auto>')}`;
}

function quantity(current: JSONObject | undefined, field: string): string {
  return current ? textAt(current, field) || '0' : '<unknown>';
}

function unknownOr(value: JSONValue | undefined): string {
  return typeof value === 'string' ? value : '<unknown>';
}

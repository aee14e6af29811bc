import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { ensureObject, isMissing, numberAt, objectAt, objectsAt, removeField, textAt } from '../json-fields.js';
import { goJSON } from '../validation/field-errors.js';
import { defaultBehavior } from '../kinds/workloads/autoscaler-behavior.js';
import { metricInV1, metricInV2 } from './autoscaler-metric-conversion.js';

const newest = 'autoscaling/v2';
const prefix = 'autoscaling.alpha.kubernetes.io/';
/** What is told in annotations of v1; the last two are of former versions, and go. */
const annotationNames = ['metrics', 'behavior', 'current-metrics', 'conditions', 'scale-down-tolerance', 'scale-up-tolerance'];
/** Per cent of the requested CPU, if nothing says what is wanted. */
const defaultUtilization = 80;

/**
 * A HorizontalPodAutoscaler in `autoscaling/v1` or `autoscaling/v2`: what v1 has no field for stands in its annotations (kubernetes
 * `apis/autoscaling/v1/conversion.go`).
 */
export function autoscalerInVersion(autoscaler: JSONObject, apiVersion: string): JSONObject {
  if (autoscaler['apiVersion'] === apiVersion) return autoscaler;
  return { ...(apiVersion === 'autoscaling/v1' ? inV1(autoscaler) : inV2(autoscaler)), apiVersion };
}

/**
 * An autoscaler of v1 as it is stored: as `autoscaling/v2`, with the defaults of that.
 * @param kept the part that the write left alone, with what v1 cannot tell
 */
export function storedAutoscaler(autoscaler: JSONObject, kept: JSONObject): JSONObject {
  const stored = { ...autoscalerInVersion(autoscaler, newest), ...kept };
  defaultBehavior(ensureObject(stored, 'spec'));
  return stored;
}

function inV1(autoscaler: JSONObject): JSONObject {
  const { metrics: _metrics, behavior, ...spec } = objectAt(autoscaler, 'spec') ?? {};
  const { conditions: _conditions, currentMetrics: _current, ...status } = objectAt(autoscaler, 'status') ?? {};
  const metrics = objectsAt(objectAt(autoscaler, 'spec'), 'metrics');
  const current = objectsAt(objectAt(autoscaler, 'status'), 'currentMetrics');
  const utilizations = (all: readonly JSONObject[], part: string): number[] =>
    all.map((metric) => cpuUtilization(metric, part)).filter((percent) => percent !== undefined);
  const [cpu] = utilizations(metrics, 'target');
  const used = utilizations(current, 'current').at(-1);
  return withAnnotations(
    {
      ...autoscaler,
      spec: { ...spec, ...(cpu !== undefined && { targetCPUUtilizationPercentage: cpu }) },
      status: {
        ...status,
        currentReplicas: status['currentReplicas'] ?? 0,
        ...(used !== undefined && { currentCPUUtilizationPercentage: used }),
      },
    },
    {
      metrics: metrics
        .filter((metric) => cpuUtilization(metric, 'target') === undefined)
        .map((metric) => metricInV1(metric, 'target')),
      'current-metrics': current.map((metric) => metricInV1(metric, 'current')),
      behavior: isJSONObject(behavior) ? behaviorInV1(behavior) : [],
      conditions: objectsAt(objectAt(autoscaler, 'status'), 'conditions').map(conditionInV1),
    },
  );
}

function inV2(autoscaler: JSONObject): JSONObject {
  const { targetCPUUtilizationPercentage: cpu, ...spec } = objectAt(autoscaler, 'spec') ?? {};
  const { currentCPUUtilizationPercentage: used, ...status } = objectAt(autoscaler, 'status') ?? {};
  const listed = <T>(name: string, convert: (element: JSONValue) => T): T[] | undefined =>
    annotated(autoscaler, name, (value) => {
      if (!Array.isArray(value)) throw new Error('a list is expected');
      return value.map(convert);
    });
  const metrics = listed('metrics', (metric) => metricInV2(metric, 'target')) ?? [];
  if (typeof cpu === 'number') metrics.push(cpuMetric('target', { type: 'Utilization', averageUtilization: cpu }));
  if (metrics.length === 0) {
    metrics.push(cpuMetric('target', { type: 'Utilization', averageUtilization: defaultUtilization }));
  }
  const ofCPU = typeof used === 'number' ? [cpuMetric('current', { averageUtilization: used })] : null;
  const currentMetrics = listed('current-metrics', (metric) => metricInV2(metric, 'current')) ?? ofCPU;
  const behavior = annotated(autoscaler, 'behavior', behaviorInV2);
  const conditions = listed('conditions', (condition) => conditionInV1(isJSONObject(condition) ? condition : {}));
  if (status['currentReplicas'] === 0) removeField(status, 'currentReplicas');
  return withAnnotations(
    {
      ...autoscaler,
      spec: { ...spec, metrics, ...(behavior && { behavior }) },
      status: { ...status, currentMetrics, ...(conditions && { conditions }) },
    },
    {},
  );
}

function cpuUtilization(metric: JSONObject, part: string): number | undefined {
  const resource = objectAt(metric, 'resource');
  const isCPU = metric['type'] === 'Resource' && textAt(resource, 'name') === 'cpu';
  return isCPU ? numberAt(objectAt(resource, part), 'averageUtilization') : undefined;
}

function cpuMetric(part: string, values: JSONObject): JSONObject {
  return { type: 'Resource', resource: { name: 'cpu', [part]: values } };
}

/** What an annotation says. What somebody has written there that is nothing of the kind means nothing. */
function annotated<T>(autoscaler: JSONObject, name: string, read: (value: JSONValue) => T): T | undefined {
  const text = textAt(objectAt(autoscaler, 'metadata', 'annotations'), prefix + name);
  if (text === '') return undefined;
  try {
    return read(JSON.parse(text) as JSONValue);
  } catch {
    return undefined;
  }
}

/** With these annotations in the place of those that conversions make. */
function withAnnotations(autoscaler: JSONObject, made: Readonly<Record<string, JSONObject | JSONValue[]>>): JSONObject {
  const metadata = { ...objectAt(autoscaler, 'metadata') };
  const { annotations, ...others } = metadata;
  const names = annotationNames.map((name) => prefix + name);
  const kept = Object.entries(isJSONObject(annotations) ? annotations : {}).filter(([name]) => !names.includes(name));
  const added = Object.entries(made)
    .filter(([, value]) => !Array.isArray(value) || value.length > 0)
    .map(([name, value]) => [prefix + name, goJSON(value)] as const);
  const all = [...kept, ...added];
  return { ...autoscaler, metadata: { ...others, ...(all.length > 0 && { annotations: Object.fromEntries(all) }) } };
}

/** The annotation has the fields of the server's own type. */
function behaviorInV1(behavior: JSONObject): JSONObject {
  const rules = (field: string): JSONValue => {
    const given = objectAt(behavior, field);
    if (!given) return null;
    const policies = given['policies'];
    return {
      StabilizationWindowSeconds: given['stabilizationWindowSeconds'] ?? null,
      SelectPolicy: given['selectPolicy'] ?? null,
      Policies: Array.isArray(policies)
        ? policies.filter(isJSONObject).map(({ type = '', value = 0, periodSeconds = 0 }) => ({
            Type: type,
            Value: value,
            PeriodSeconds: periodSeconds,
          }))
        : null,
      Tolerance: given['tolerance'] ?? null,
    };
  };
  return { ScaleUp: rules('scaleUp'), ScaleDown: rules('scaleDown') };
}

function behaviorInV2(value: JSONValue): JSONObject | undefined {
  const behavior = uncapitalised(value);
  return isJSONObject(behavior) && (objectAt(behavior, 'scaleUp') ?? objectAt(behavior, 'scaleDown')) ? behavior : undefined;
}

function uncapitalised(value: JSONValue): JSONValue {
  if (Array.isArray(value)) return value.map(uncapitalised);
  if (!isJSONObject(value)) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(entries.map(([name, field]) => [name.charAt(0).toLowerCase() + name.slice(1), uncapitalised(field)]));
}

function conditionInV1(condition: JSONObject): JSONObject {
  const { type = '', status = '' } = condition;
  const others = ['reason', 'message'].filter((field) => textAt(condition, field) !== '');
  return {
    type,
    status,
    lastTransitionTime: isMissing(condition, 'lastTransitionTime') ? null : textAt(condition, 'lastTransitionTime'),
    ...Object.fromEntries(others.map((field) => [field, textAt(condition, field)])),
  };
}

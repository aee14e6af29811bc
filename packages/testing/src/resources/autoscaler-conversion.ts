import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { numberAt, objectAt, objectsAt, textAt } from '../json-fields.js';
import { metricInV1, metricInV2 } from './autoscaler-metric-conversion.js';

const metricsAnnotation = 'autoscaling.alpha.kubernetes.io/metrics';
const conditionsAnnotation = 'autoscaling.alpha.kubernetes.io/conditions';
const behaviorAnnotation = 'autoscaling.alpha.kubernetes.io/behavior';
/** Per cent of the requested CPU, if nothing says what is wanted. */
const defaultUtilization = 80;

/**
 * A HorizontalPodAutoscaler in `autoscaling/v1` or `autoscaling/v2`: what v1 has no field for stands in its annotations (kubernetes
 * `apis/autoscaling/v1/conversion.go`). Metrics of the status are not converted.
 */
export function autoscalerInVersion(autoscaler: JSONObject, apiVersion: string): JSONObject {
  return apiVersion === 'autoscaling/v1' ? inV1(autoscaler) : inV2(autoscaler);
}

function inV1(autoscaler: JSONObject): JSONObject {
  const { metrics: _metrics, behavior, ...spec } = objectAt(autoscaler, 'spec') ?? {};
  const { conditions, currentMetrics: _current, ...status } = objectAt(autoscaler, 'status') ?? {};
  const metrics = objectsAt(objectAt(autoscaler, 'spec'), 'metrics');
  const cpu = metrics.map(cpuUtilization).find((percent) => percent !== undefined);
  const others = metrics.filter((metric) => cpuUtilization(metric) === undefined).map(metricInV1);
  return withAnnotations(
    {
      ...autoscaler,
      spec: { ...spec, ...(cpu !== undefined && { targetCPUUtilizationPercentage: cpu }) },
      status,
    },
    {
      [metricsAnnotation]: others.length > 0 ? others : undefined,
      [behaviorAnnotation]: behavior === undefined ? undefined : renamed(behavior, capitalised),
      [conditionsAnnotation]: Array.isArray(conditions) && conditions.length > 0 ? conditions : undefined,
    },
  );
}

function inV2(autoscaler: JSONObject): JSONObject {
  const { targetCPUUtilizationPercentage: cpu, ...spec } = objectAt(autoscaler, 'spec') ?? {};
  const { currentCPUUtilizationPercentage: _, ...status } = objectAt(autoscaler, 'status') ?? {};
  const others = annotated(autoscaler, metricsAnnotation);
  const conditions = annotated(autoscaler, conditionsAnnotation);
  const behavior = annotated(autoscaler, behaviorAnnotation);
  const metrics = Array.isArray(others) ? others.filter(isJSONObject).map(metricInV2) : [];
  if (typeof cpu === 'number') metrics.push(cpuMetric(cpu));
  if (metrics.length === 0) metrics.push(cpuMetric(defaultUtilization));
  return withAnnotations(
    {
      ...autoscaler,
      spec: { ...spec, metrics, ...(behavior !== undefined && { behavior: renamed(behavior, uncapitalised) }) },
      status: { ...status, ...(conditions !== undefined && { conditions }) },
    },
    {},
  );
}

function cpuUtilization(metric: JSONObject): number | undefined {
  const resource = objectAt(metric, 'resource');
  return metric['type'] === 'Resource' && textAt(resource, 'name') === 'cpu'
    ? numberAt(objectAt(resource, 'target'), 'averageUtilization')
    : undefined;
}

function cpuMetric(averageUtilization: number): JSONObject {
  return { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } } };
}

function annotated(autoscaler: JSONObject, name: string): JSONValue | undefined {
  const text = textAt(objectAt(autoscaler, 'metadata', 'annotations'), name);
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as JSONValue;
  } catch {
    // What somebody else has written there means nothing.
    return undefined;
  }
}

/** With these annotations in the place of those that conversions make. */
function withAnnotations(autoscaler: JSONObject, made: Record<string, JSONValue | undefined>): JSONObject {
  const metadata = { ...objectAt(autoscaler, 'metadata') };
  const { annotations, ...others } = metadata;
  const kept = Object.entries(isJSONObject(annotations) ? annotations : {}).filter(
    ([name]) => ![metricsAnnotation, conditionsAnnotation, behaviorAnnotation].includes(name),
  );
  const added = Object.entries(made).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, JSON.stringify(value)] as const],
  );
  const all = [...kept, ...added];
  return { ...autoscaler, metadata: { ...others, ...(all.length > 0 && { annotations: Object.fromEntries(all) }) } };
}

function renamed(value: JSONValue, rename: (name: string) => string): JSONValue {
  if (Array.isArray(value)) return value.map((element) => renamed(element, rename));
  if (!isJSONObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [rename(name), renamed(field, rename)]));
}

/** The annotation has the fields of the server's own type. */
function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function uncapitalised(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

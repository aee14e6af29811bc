import type { JSONObject, JSONValue } from '../json.js';
import { objectAt, textAt } from '../json-fields.js';

/** A metric of `autoscaling/v2` as the annotation of `autoscaling/v1` has it. */
export function metricInV1(metric: JSONObject): JSONObject {
  const { type } = metric;
  switch (type) {
    case 'Resource':
    case 'ContainerResource': {
      const field = fieldOf(type);
      const { target: _, ...source } = objectAt(metric, field) ?? {};
      const target = objectAt(metric, field, 'target') ?? {};
      const { averageUtilization, averageValue } = target;
      return {
        type,
        [field]: present({ ...source, targetAverageUtilization: averageUtilization, targetAverageValue: averageValue }),
      };
    }
    case 'Pods':
    case 'Object':
    case 'External': {
      const field = fieldOf(type);
      const source = objectAt(metric, field);
      const { value, averageValue } = objectAt(source, 'target') ?? {};
      const { name, selector } = objectAt(source, 'metric') ?? {};
      if (type === 'Pods') return { type, [field]: present({ metricName: name, targetAverageValue: averageValue, selector }) };
      if (type === 'Object')
        return {
          type,
          [field]: present({
            target: source?.['describedObject'],
            metricName: name,
            targetValue: value ?? '0',
            selector,
            averageValue,
          }),
        };
      return {
        type,
        [field]: present({ metricName: name, metricSelector: selector, targetValue: value, targetAverageValue: averageValue }),
      };
    }
    default:
      return metric;
  }
}

/** The same the other way. */
export function metricInV2(metric: JSONObject): JSONObject {
  const { type } = metric;
  const source = objectAt(metric, fieldOf(textAt(metric, 'type'))) ?? {};
  const { metricName: name, targetAverageUtilization, targetAverageValue, targetValue, averageValue } = source;
  switch (type) {
    case 'Resource':
    case 'ContainerResource': {
      const { targetAverageUtilization: _utilization, targetAverageValue: _value, ...others } = source;
      const target = present({
        type: targetAverageUtilization === undefined ? 'AverageValue' : 'Utilization',
        averageValue: targetAverageValue,
        averageUtilization: targetAverageUtilization,
      });
      return { type, [fieldOf(type)]: { ...others, target } };
    }
    case 'Pods':
      return {
        type,
        pods: {
          metric: present({ name, selector: source['selector'] }),
          target: present({ type: 'AverageValue', averageValue: targetAverageValue }),
        },
      };
    case 'Object':
      return {
        type,
        object: present({
          describedObject: source['target'],
          target:
            averageValue === undefined
              ? present({ type: 'Value', value: targetValue })
              : present({ type: 'AverageValue', value: targetValue === '0' ? undefined : targetValue, averageValue }),
          metric: present({ name, selector: source['selector'] }),
        }),
      };
    case 'External':
      return {
        type,
        external: {
          metric: present({ name, selector: source['metricSelector'] }),
          target: present({
            type: targetValue === undefined ? 'AverageValue' : 'Value',
            value: targetValue,
            averageValue: targetAverageValue,
          }),
        },
      };
    default:
      return metric;
  }
}

/** `ContainerResource` stands in `containerResource`. */
function fieldOf(type: string): string {
  return type.charAt(0).toLowerCase() + type.slice(1);
}

function present(fields: Record<string, JSONValue | undefined>): JSONObject {
  return Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

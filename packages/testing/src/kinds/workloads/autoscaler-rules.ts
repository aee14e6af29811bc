import type { JSONObject } from '../../json.js';
import { copyField, ensureObject, listAt, setDefault } from '../../json-fields.js';
import { autoscalerInVersion } from '../../resources/autoscaler-conversion.js';
import type { FieldError } from '../../validation/field-errors.js';
import { defaultBehavior } from './autoscaler-behavior.js';
import type { KindRules } from '../kind-rules.js';
import { validateAutoscaler, validateAutoscalerStatus } from './validate-autoscaler.js';

const newest = 'autoscaling/v2';

/** HorizontalPodAutoscalers. What is true of them is said of `autoscaling/v2`; those of v1 are looked at as if they were such. */
export const autoscalerRules: KindRules = {
  allowCreateOnUpdate: false,
  allowUnconditionalUpdate: true,
  defaults: (autoscaler) => {
    setDefault(ensureObject(autoscaler, 'spec'), 'minReplicas', 1);
    // To v1 other defaults come from how it is converted.
    if (autoscaler['apiVersion'] === newest) defaultMetricsAndBehavior(ensureObject(autoscaler, 'spec'));
    else change(autoscaler, () => {});
  },
  prepareForCreate: (autoscaler) =>
    change(autoscaler, (changed) => void (changed['status'] = { desiredReplicas: 0, currentMetrics: null })),
  prepareForUpdate: (autoscaler, old) => change(autoscaler, (changed) => copyField(changed, inNewest(old), 'status')),
  prepareForStatusUpdate: (autoscaler, old) => change(autoscaler, (changed) => copyField(changed, inNewest(old), 'spec')),
  validateCreate: (autoscaler): FieldError[] => validateAutoscaler(inNewest(autoscaler)),
  validateUpdate: (autoscaler, old) => validateAutoscaler(inNewest(autoscaler), inNewest(old)),
  validateStatusUpdate: (autoscaler) => validateAutoscalerStatus(autoscaler),
};

function inNewest(autoscaler: JSONObject): JSONObject {
  return autoscalerInVersion(autoscaler, newest);
}

/** Changes an object in whatever version it is. */
function change(autoscaler: JSONObject, how: (autoscaler: JSONObject) => void): void {
  if (autoscaler['apiVersion'] === newest) {
    how(autoscaler);
    return;
  }
  const changed = inNewest(autoscaler);
  how(changed);
  Object.assign(autoscaler, autoscalerInVersion(changed, 'autoscaling/v1'));
}

function defaultMetricsAndBehavior(spec: JSONObject): void {
  if (listAt(spec, 'metrics').length === 0) {
    spec['metrics'] = [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }];
  }
  defaultBehavior(spec);
}

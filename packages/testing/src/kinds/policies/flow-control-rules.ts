import type { JSONObject } from '../../json.js';
import { ensureObject, objectAt, setDefault, setDefaultNumber } from '../../json-fields.js';
import type { KindRules } from '../kind-rules.js';
import { keepMetadata, standardRules } from '../standard-rules.js';
import { validateFlowSchema } from './validate-flow-schema.js';
import { validatePriorityLevel } from './validate-priority-level.js';
import { validateTypedConditions } from './validate-typed-conditions.js';

/** The kinds of the group flowcontrol.apiserver.k8s.io. */
export const flowControlRules: Readonly<Record<string, KindRules>> = {
  FlowSchema: standardRules({
    defaults: (schema) => setDefaultNumber(ensureObject(schema, 'spec'), 'matchingPrecedence', 1000),
    generationOf: ['spec'],
    emptyStatus: () => ({}),
    prepareForStatusUpdate: keepMetadata,
    validateCreate: validateFlowSchema,
    validateUpdate: validateFlowSchema,
    validateStatusUpdate: validateTypedConditions,
  }),
  PriorityLevelConfiguration: standardRules({
    defaults: defaultPriorityLevel,
    generationOf: ['spec'],
    emptyStatus: () => ({}),
    prepareForStatusUpdate: keepMetadata,
    validateCreate: validatePriorityLevel,
    validateUpdate: validatePriorityLevel,
    validateStatusUpdate: validateTypedConditions,
  }),
};

function defaultPriorityLevel(level: JSONObject): void {
  const spec = ensureObject(level, 'spec');
  for (const [part, shares] of Object.entries({ exempt: 0, limited: 30 })) {
    const given = objectAt(spec, part);
    if (!given) continue;
    setDefault(given, 'nominalConcurrencyShares', shares);
    setDefault(given, 'lendablePercent', 0);
    const queuing = objectAt(given, 'limitResponse', 'queuing');
    if (!queuing) continue;
    for (const [field, value] of Object.entries({ handSize: 8, queues: 64, queueLengthLimit: 50 })) {
      setDefaultNumber(queuing, field, value);
    }
  }
}

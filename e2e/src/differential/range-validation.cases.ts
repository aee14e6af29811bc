import type { DifferentialCase } from './case.js';
import { type Body, core, creations } from './case-builders.js';

const range = (...limits: Body[]): Body => ({ metadata: { name: 'x' }, spec: { limits } });

/** What a LimitRange may say. */
export const rangeValidationCases: readonly DifferentialCase[] = creations('LimitRange', core('limitranges'), {
  'that limits nothing': range(),
  'of a resource that containers do not have': range({ type: 'Container', default: { storage: '1' } }),
  'of a resource without a domain': range({ type: 'example.com/thing', min: { gadgets: '1' } }),
  'of a type that there is not': range({ type: 'Node', min: { cpu: '1' } }),
  'of a type that is no name': range({ type: 'a b', min: { cpu: '1' } }),
  'of a type twice': range(
    { type: 'Pod', min: { cpu: '2' }, max: { cpu: '1' } },
    { type: 'Pod', min: { cpu: '2' }, max: { cpu: '1' } },
  ),
  'with defaults of pods': range({ type: 'Pod', default: { cpu: '1' }, defaultRequest: { cpu: '1' }, max: { cpu: '0' } }),
  'of claims without storage': range({ type: 'PersistentVolumeClaim', max: { cpu: '1' } }),
  'of claims with storage': range({ type: 'PersistentVolumeClaim', min: { storage: '1' } }),
  'with a default above the most': range({ type: 'Container', default: { cpu: '3' }, max: { cpu: '2' } }),
  'with a ratio below 1': range({ type: 'Container', maxLimitRequestRatio: { cpu: '500m' } }),
  'with a ratio that is never reached': range({
    type: 'Container',
    min: { cpu: '3' },
    max: { cpu: '10' },
    maxLimitRequestRatio: { cpu: '3.5' },
  }),
  'with a ratio of huge amounts': range({
    type: 'Pod',
    min: { memory: '10Pi' },
    max: { memory: '20Pi' },
    maxLimitRequestRatio: { memory: '4' },
  }),
  'with a ratio of nothing to nothing': range({
    type: 'Pod',
    min: { cpu: '0' },
    max: { cpu: '0' },
    maxLimitRequestRatio: { cpu: '4' },
  }),
  'with requests below limits of what cannot be overcommitted': range({
    type: 'Container',
    default: { 'example.com/gadget': '2' },
    defaultRequest: { 'example.com/gadget': '1' },
  }),
});

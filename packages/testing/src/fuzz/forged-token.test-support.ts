import type { Dice } from './dice.test-support.js';

/** What a forger of continue tokens writes. */
export function forged(dice: Dice): string {
  const text = dice.pick([
    '{"v":"meta.k8s.io/v1","rv":-1,"start":"a\\u0000"}',
    '{"v":"meta.k8s.io/v1","rv":1,"start":"../../x"}',
    '{"v":"meta.k8s.io/v1","rv":1e300,"start":"a"}',
    '{"v":"meta.k8s.io/v1","rv":1.5,"start":"a"}',
    '{"v":"meta.k8s.io/v1","rv":"1","start":"a"}',
    '{"v":"meta.k8s.io/v1","rv":99999999,"start":"a"}',
    '{"v":"meta.k8s.io/v2","rv":1,"start":"a"}',
    '{"v":"meta.k8s.io/v1","rv":1,"start":5}',
    '{"v":"meta.k8s.io/v1","rv":1}',
    '{}',
    '[]',
    'null',
    '"x"',
    '{',
  ]);
  return Buffer.from(text).toString('base64url');
}

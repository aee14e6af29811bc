import { describe, expect, it } from '@jest/globals';
import { recordedCases, type RecordedStep, ReplayServer } from './replay-kinds.test-support.js';

describe('the rules of a kind', () => {
  it.each(recordedCases().map((one) => [one.name, one.steps] as const))(
    'make of a request what a server does: %s',
    (_name, steps) => {
      const server = new ReplayServer();
      const answers = steps.map((step) => comparable(server.answer(step), step));

      expect(answers).toEqual(steps.map((step) => comparable(step.answer, step)));
    },
  );
});

/** Addresses and ports that were given by chance are not compared; of a deletion it counts that it was no error. */
function comparable(answer: RecordedStep['answer'], { method, body }: RecordedStep): unknown {
  if (method === 'DELETE') return answer['code'] ?? 'deleted';
  if (answer['kind'] === 'Status') return { message: answer['message'], code: answer['code'], causes: answer['details'] };
  const asked = JSON.stringify(body ?? null);
  return JSON.parse(JSON.stringify(answer), (field, value: unknown) => {
    if (typeof value === 'string' && /^10\.96\.\d+\.\d+$/.test(value) && !asked.includes(value)) return '{ip}';
    const isPort = (field === 'nodePort' || field === 'healthCheckNodePort') && typeof value === 'number';
    return isPort && !asked.includes(String(value)) ? '{port}' : value;
  }) as unknown;
}

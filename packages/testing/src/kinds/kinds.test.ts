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

/**
 * Addresses and ports that were given by chance are not compared; of a deletion it counts that it was no error.
 */
function comparable(answer: RecordedStep['answer'], { method, body }: RecordedStep): unknown {
  if (method === 'DELETE') return answer['code'] === undefined || answer['code'] === 200 ? 'deleted' : answer['message'];
  const asked = JSON.stringify(body ?? null);
  const { kind, apiVersion, ...status } = answer;
  return JSON.parse(
    JSON.stringify(kind === 'Status' || kind === undefined ? status : { kind, apiVersion, ...status }),
    (field, value: unknown) => {
      if (typeof value === 'string') {
        if (/^10\.96\.\d+\.\d+$/.test(value) && !asked.includes(value)) return '{ip}';
        return value.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{uid}').replace('kube-api-access-abcde', 'kube-api-access-{suffix}');
      }
      const isPort = (field === 'nodePort' || field === 'healthCheckNodePort') && typeof value === 'number';
      return isPort && !asked.includes(String(value)) ? '{port}' : value;
    },
  ) as unknown;
}

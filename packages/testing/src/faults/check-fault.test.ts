import { describe, expect, it } from '@jest/globals';
import { checkFault } from './check-fault.js';
import type { Fault } from './fault.js';

const pluralOf = (name: string): string | undefined => (name === 'po' ? 'pods' : undefined);

/** As JavaScript gives it, which no compiler has seen. */
function check(fault: object): void {
  checkFault(fault as Fault, pluralOf);
}

it.each([null, undefined, 'reset'])('%j is no fault', (fault) => {
  expect(() => {
    checkFault(fault as unknown as Fault, pluralOf);
  }).toThrow('is no object: give one with verb');
});

describe('a fault that could never happen', () => {
  it.each([
    [{}, 'it has no action: give one of'],
    [{ action: 'explode' }, 'no action is "explode": give one of'],
    [{ action: {} }, 'the action is empty'],
    [{ action: { staus: 500 } }, 'action: there is no field "staus": give one of latency'],
    [{ action: { status: 500, retryafter: 1 } }, 'action: there is no field "retryafter": give one of status, retryAfter'],
    [{ action: { status: 200 } }, 'action.status is 200: give a whole number from 400 to 599'],
    [{ action: { status: '500' } }, 'action.status is "500": give a whole number'],
    [{ action: { latency: -1 } }, 'action.latency is -1: give a number from 0'],
    [{ action: 'reset', resorce: 'pods' }, 'there is no field "resorce": give one of verb, resource'],
    [{ action: 'reset', verb: 'LIST' }, 'no request has the verb "LIST": give one of get, list'],
    [{ action: 'reset', resource: 'Pod' }, 'no resource is named "Pod": give its plural'],
    [{ action: 'reset', resource: 'pods/log' }, 'no resource is named "pods/log": give its plural'],
    [{ action: 'reset', times: -1 }, 'times is -1: give a whole number from 1'],
    [{ action: 'reset', times: 1.5 }, 'times is 1.5: give a whole number from 1'],
    [{ action: 'reset', times: 0 }, 'times is 0: give a whole number from 1'],
    [{ action: 'reset', resource: 'po' }, 'no resource is named "po": give its plural, "pods"'],
    [{ action: 'reset', probability: 20 }, 'probability is 20: give a number from 0 to 1'],
    [{ action: 'reset', after: { event: 1 } }, 'after: there is no field "event": give one of requests, events'],
    [{ action: 'reset', after: { events: NaN } }, 'after.events is NaN: give a whole number from 0'],
    [{ action: { latency: undefined } }, 'the action is empty'],
    [{ action: { status: undefined } }, 'the action has no status'],
    [{ action: 'reset', after: 3 }, 'after: number is no object: give one with requests, events'],
    [{ action: 'reset', verb: ['list'] }, 'verb is of the type array: give a string'],
    [{ action: 'drop-bookmarks', verb: 'list' }, 'drop-bookmarks happens to no request with the verb "list": give watch'],
    [{ action: 'duplicate-events', verb: 'create' }, 'no request with the verb "create": give watch or get'],
    [{ action: 'reorder-events', subresource: 'status' }, 'no request of the subresource "status"'],
    [{ action: 'expired-continue', verb: 'watch' }, 'no request with the verb "watch": give list'],
    [{ action: 'expired-continue', after: { events: 1 } }, 'expired-continue comes before the answer'],
    [{ action: { latency: 5 }, after: { events: 1 } }, 'latency comes before the answer'],
    [{ action: { bookmarkLatency: 5 }, verb: 'get' }, 'bookmarkLatency happens to no request with the verb "get"'],
    [{ action: 'reset', verb: 'list', after: { events: 1 } }, 'after.events happens to no request with the verb "list"'],
  ])('is refused: %j', (fault, message) => {
    expect(() => {
      check(fault);
    }).toThrow(message);
  });

  it.each<Fault>([
    { action: 'half-open', verb: 'post', times: Infinity, probability: 0 },
    {
      action: { status: 418, retryAfter: 0, reason: 'Teapot', message: '' },
      group: '',
      after: { requests: 1, events: undefined },
    },
    { action: { latency: 0.5, eventLatency: undefined } },
    { action: { latency: 5, eventLatency: 5 }, verb: 'list' },
    { action: 'truncated-body', verb: 'get', resource: 'pods', subresource: 'log', after: { events: 1 } },
    { action: 'drop-bookmarks', verb: 'watch', subresource: '' },
  ])('is not %j', (fault) => {
    expect(() => {
      checkFault(fault, pluralOf);
    }).not.toThrow();
  });
});

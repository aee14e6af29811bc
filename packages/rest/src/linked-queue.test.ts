import { describe, expect, it } from '@jest/globals';
import { LinkedQueue } from './linked-queue.js';

const inOrder = (queue: LinkedQueue<string>): string[] => {
  const values: string[] = [];
  for (let place = queue.first; place; place = place.next) values.push(place.value);
  return values;
};

describe('LinkedQueue', () => {
  it('keeps the order of arrival whoever leaves: the first, one in the middle, the last, the only one', () => {
    const queue = new LinkedQueue<string>();
    const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map((value) => queue.push(value)) as [P, P, P, P, P];
    queue.remove(c);
    expect(inOrder(queue)).toEqual(['a', 'b', 'd', 'e']);
    queue.remove(a);
    queue.remove(e);
    queue.push('f');
    expect(inOrder(queue)).toEqual(['b', 'd', 'f']);
    expect(queue.length).toBe(3);
    queue.remove(b);
    queue.remove(d);
    queue.remove(queue.first as P);
    expect([queue.length, queue.first]).toEqual([0, undefined]);
    queue.push('g');
    expect(inOrder(queue)).toEqual(['g']);
  });
});

type P = ReturnType<LinkedQueue<string>['push']>;

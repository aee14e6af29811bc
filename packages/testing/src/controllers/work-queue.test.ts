import { describe, expect, it } from '@jest/globals';
import { newNotFound } from '@kubewright/rest';
import { WorkQueue } from './work-queue.js';

describe('WorkQueue', () => {
  it('does what was added in its order, in a later turn', async () => {
    const queue = new WorkQueue();
    const done: string[] = [];
    for (const name of ['b', 'a', 'c']) queue.add(name, () => done.push(name));
    expect(done).toEqual([]);
    await queue.idle();
    expect(done).toEqual(['b', 'a', 'c']);
  });

  it('does once what is added again while it waits', async () => {
    const queue = new WorkQueue();
    let count = 0;
    for (let i = 0; i < 3; i++) queue.add('same', () => count++);
    await queue.idle();
    expect(count).toBe(1);
  });

  it('is idle only when what was added meanwhile is done', async () => {
    const queue = new WorkQueue();
    const done: number[] = [];
    const again = (left: number): void => {
      queue.add(`step ${String(left)}`, () => {
        done.push(left);
        if (left > 0) again(left - 1);
      });
    };
    again(250);
    await queue.idle();
    expect(done).toHaveLength(251);
  });

  it('lets others have their turn when there is much to do', async () => {
    const queue = new WorkQueue();
    let done = 0;
    for (let i = 0; i < 300; i++) queue.add(String(i), () => done++);
    await new Promise((resolve) => setImmediate(resolve));
    expect(done).toBeLessThan(300);
    await queue.idle();
    expect(done).toBe(300);
  });

  it('goes on after work that turned out to be impossible', async () => {
    const queue = new WorkQueue();
    const done: string[] = [];
    queue.add('gone', () => {
      throw newNotFound({ group: '', resource: 'pods' }, 'a');
    });
    queue.add('next', () => done.push('next'));
    await queue.idle();
    expect(done).toEqual(['next']);
  });

  it('does nothing any more once it is closed', async () => {
    const queue = new WorkQueue();
    let count = 0;
    queue.add('before', () => count++);
    queue.close();
    queue.add('after', () => count++);
    await queue.idle();
    expect(count).toBe(0);
    expect(process.getActiveResourcesInfo().filter((name) => name === 'Immediate')).toEqual([]);
  });
});

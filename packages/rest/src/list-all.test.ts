import { describe, expect, it } from '@jest/globals';
import { listAll } from './list-all.js';
import type { ListOptions } from './options.js';
import { StatusError } from './status-error.js';

interface Item {
  metadata: { namespace: string; name: string };
}
interface Page {
  metadata: { continue?: string };
  items: Item[];
}

const item = (name: string): Item => ({ metadata: { namespace: 'ns', name } });
const page = (names: string, next?: string): Page => ({
  metadata: next === undefined ? {} : { continue: next },
  items: [...names].map(item),
});
const expired = (offer?: string): StatusError =>
  new StatusError({
    status: 'Failure',
    code: 410,
    reason: 'Expired',
    message: 'the token has expired',
    metadata: offer === undefined ? {} : { continue: offer },
  });

/** Answers in turn, and remembers how it was asked. */
function pages(...answers: (Page | Error)[]): { list: (options: ListOptions) => Promise<Page>; asked: ListOptions[] } {
  const asked: ListOptions[] = [];
  return {
    asked,
    list: (options) => {
      asked.push(options);
      const answer = answers.shift();
      if (!answer) throw new Error('asked once too often');
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
}

async function names(items: AsyncIterable<Item>): Promise<string> {
  let all = '';
  for await (const { metadata } of items) all += metadata.name;
  return all;
}

describe('listAll', () => {
  it('reads page after page, 500 objects at a time unless told otherwise', async () => {
    const { list, asked } = pages(page('ab', 't1'), page('cd', 't2'), page('e'));
    expect(await names(listAll(list, { labelSelector: 'x' }))).toBe('abcde');
    expect(asked).toEqual([
      { labelSelector: 'x', limit: 500 },
      { labelSelector: 'x', limit: 500, continue: 't1' },
      { labelSelector: 'x', limit: 500, continue: 't2' },
    ]);
    const small = pages(page('a'));
    await names(listAll(small.list, { limit: 2 }));
    expect(small.asked[0]?.limit).toBe(2);
  });

  it('asks for the resource version on the first page only: a token has its own', async () => {
    const { list, asked } = pages(page('a', 't'), page('b'));
    await names(listAll(list, { resourceVersion: '5', resourceVersionMatch: 'Exact' }));
    expect(asked.map(({ resourceVersion, resourceVersionMatch }) => [resourceVersion, resourceVersionMatch])).toEqual([
      ['5', 'Exact'],
      [undefined, undefined],
    ]);
  });

  it('goes on with the token that the server offers when one has expired', async () => {
    const { list, asked } = pages(page('ab', 't1'), expired('fresh'), page('cd'));
    expect(await names(listAll(list, {}))).toBe('abcd');
    expect(asked[2]?.continue).toBe('fresh');
  });

  it('starts again without an offer, and repeats nothing', async () => {
    const { list, asked } = pages(page('ab', 't1'), expired(), page('abx', 't2'), page('cd'));
    expect(await names(listAll(list, { resourceVersion: '5' }))).toBe('abxcd');
    expect(asked[2]).toEqual({ limit: 500 });
  });

  it('gives up when starting again brings nothing new', async () => {
    const { list } = pages(page('ab', 't1'), expired(), page('ab', 't2'), expired());
    await expect(names(listAll(list, {}))).rejects.toThrow('the token has expired');
  });

  it('starts again when what the server offered has expired as well, and gives up when that brings nothing new', async () => {
    const again = pages(page('ab', 't1'), expired('fresh'), expired('fresh'), page('abc', 't2'), page('d'));
    expect(await names(listAll(again.list, {}))).toBe('abcd');
    expect(again.asked.map((options) => options.continue)).toEqual([undefined, 't1', 'fresh', undefined, 't2']);
    const never = pages(page('ab', 't1'), expired('x'), expired('y'), page('ab', 't2'), expired('z'));
    await expect(names(listAll(never.list, {}))).rejects.toThrow('the token has expired');
    expect(never.asked).toHaveLength(5);
  });

  it('takes every offer that brought something', async () => {
    const { list } = pages(page('a', 't'), expired('x'), page('b', 't'), expired('y'), page('c', 't'), expired('z'), page('d'));
    expect(await names(listAll(list, {}))).toBe('abcd');
  });

  it('gives up when the token it gets is the one it came with, and nothing new comes', async () => {
    const { list, asked } = pages(page('ab', 't'), page('c', 't'), page('c', 't'), page('c', 't'));
    await expect(names(listAll(list, {}))).rejects.toThrow('the list does not end');
    expect(asked).toHaveLength(3);
  });

  it('is done after a page without metadata', async () => {
    const list = (): Promise<{ items: Item[] }> => Promise.resolve({ items: [item('a')] });
    expect(await names(listAll(list, {}))).toBe('a');
  });

  it('throws any other error', async () => {
    const { list } = pages(page('a', 't'), new Error('the network is down'));
    await expect(names(listAll(list, {}))).rejects.toThrow('the network is down');
  });

  it('asks for no further page than the reader wants', async () => {
    const { list, asked } = pages(page('ab', 't'), page('cd'));
    for await (const { metadata } of listAll(list, {})) if (metadata.name === 'b') break;
    expect(asked).toHaveLength(1);
  });
});

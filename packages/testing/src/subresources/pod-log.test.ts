import { describe, expect, it } from '@jest/globals';
import { lifecycle, podNamed, pods } from '../lifecycle.test-support.js';
import type { PodLogOptions } from './pod-handlers.js';

describe('the log of a pod', () => {
  it('is what the handler of the test gives', async () => {
    await using cluster = await lifecycle();
    const asked: PodLogOptions[] = [];
    cluster.server.handlers.log = (pod, options) => {
      asked.push(options);
      return `${pod.metadata.name} says hello\n`;
    };
    await cluster.post(pods, podNamed('a'));
    const { headers, text } = await cluster.get(`${pods}/a/log?tailLines=3&previous=true`);
    expect(headers['content-type']).toBe('text/plain');
    expect(text).toBe('a says hello\n');
    expect(asked).toEqual([expect.objectContaining({ container: 'main', tailLines: 3, previous: true, follow: false })]);
  });

  it('is streamed, and ends at the limit', async () => {
    await using cluster = await lifecycle();
    cluster.server.handlers.log = async function* () {
      for (const line of ['one\n', 'two\n', 'three\n']) {
        await Promise.resolve();
        yield line;
      }
    };
    await cluster.post(pods, podNamed('a'));
    expect((await cluster.get(`${pods}/a/log?follow=true`)).text).toBe('one\ntwo\nthree\n');
    expect((await cluster.get(`${pods}/a/log?limitBytes=6`)).text).toBe('one\ntw');
  });

  it('says what the handler should have given', async () => {
    await using cluster = await lifecycle();
    const nothing: unknown = undefined;
    cluster.server.handlers.log = () => nothing as string;
    await cluster.post(pods, podNamed('a'));
    const { status, json } = await cluster.get(`${pods}/a/log`);
    expect(status).toBe(500);
    expect(json['message']).toContain('handlers.log gave undefined: give a text');
  });

  it('says which handlers there are if the test has misspelt one', async () => {
    await using cluster = await lifecycle();
    Object.assign(cluster.server.handlers, { logs: () => 'hello' });
    await cluster.post(pods, podNamed('a'));
    const { status, json } = await cluster.get(`${pods}/a/log`);
    expect(status).toBe(500);
    expect(json['message']).toContain(
      'handlers of the test server: there is no field "logs": give one of log, exec, attach, portForward, proxy',
    );
  });

  it('says what to do if there is no handler', async () => {
    await using cluster = await lifecycle();
    await cluster.post(pods, podNamed('a'));
    const { status, json } = await cluster.get(`${pods}/a/log`);
    expect(status).toBe(501);
    expect(json['message']).toContain('set handlers.log');
  });
});

import { describe, expect, it } from '@jest/globals';
import { toArguments } from './flags.js';

describe('toArguments', () => {
  it('puts the fixed flags and the defaults on the command line', () => {
    expect(toArguments('etcd', { name: 'a' }, { 'log-level': 'warn' })).toEqual(['--name=a', '--log-level=warn']);
  });

  it('replaces a default, adds what is new and repeats a flag for each value of an array', () => {
    const own = { 'log-level': 'debug', 'feature-gates': ['A=true', 'B=false'] };

    expect(toArguments('etcd', {}, { 'log-level': 'warn' }, own)).toEqual([
      '--log-level=debug',
      '--feature-gates=A=true',
      '--feature-gates=B=false',
    ]);
  });

  it('removes a default by null, and ignores null for what is no default', () => {
    expect(toArguments('etcd', {}, { 'log-level': 'warn', v: '1' }, { 'log-level': null, other: null })).toEqual(['--v=1']);
  });

  it('keeps an empty value, which is not the same as no flag', () => {
    expect(toArguments('etcd', {}, {}, { 'kubelet-certificate-authority': '' })).toEqual(['--kubelet-certificate-authority=']);
  });

  it('refuses to change or remove a fixed flag', () => {
    expect(() => toArguments('kube-apiserver', { 'secure-port': '1' }, {}, { 'secure-port': '2' })).toThrow(
      /"secure-port" for kube-apiserver cannot be set/,
    );
    expect(() => toArguments('kube-apiserver', { 'secure-port': '1' }, {}, { 'secure-port': null })).toThrow(TypeError);
  });

  it('refuses a name with dashes before it, which would silently become another flag', () => {
    expect(() => toArguments('etcd', {}, {}, { '--name': 'a' })).toThrow(/"--name" for etcd: give its name without dashes/);
  });
});

import { describe, expect, it } from '@jest/globals';
import { isInteractive, type StdinUnavailable } from './exec-interactive.js';

const noTerminal = 'exec plugin cannot support interactive mode: standard input is not a terminal';
const unavailable = 'exec plugin cannot support interactive mode: standard input is unavailable';

describe('whether a plugin gets standard input', () => {
  it.each([
    ['Never', false, true, false],
    ['Never', true, false, false],
    ['IfAvailable', false, true, true],
    ['IfAvailable', false, false, false],
    ['IfAvailable', true, true, false],
    ['IfAvailable', 'some message', true, false],
    ['IfAvailable', undefined, true, true],
    ['Always', false, true, true],
    ['Always', '', true, true],
  ] as [string, StdinUnavailable, boolean, boolean][])(
    '%s, with standard input unavailable: %s, at a terminal: %s, is %s',
    (mode, stdin, terminal, expected) => {
      expect(isInteractive(mode, stdin, () => terminal)).toBe(expected);
    },
  );

  it.each([
    ['Always', false, false, noTerminal],
    ['Always', true, false, noTerminal],
    ['Always', 'some message', false, noTerminal],
    ['Always', true, true, unavailable],
    ['Always', 'some message', true, `${unavailable}: some message`],
    ['always', false, true, 'exec plugin cannot support interactive mode: unknown interactiveMode: "always"'],
    [undefined, false, true, 'exec plugin cannot support interactive mode: unknown interactiveMode: ""'],
  ] as [string | undefined, StdinUnavailable, boolean, string][])(
    '%s, with standard input unavailable: %s, at a terminal: %s, is an error',
    (mode, stdin, terminal, message) => {
      expect(() => isInteractive(mode, stdin, () => terminal)).toThrow(new Error(message));
    },
  );
});

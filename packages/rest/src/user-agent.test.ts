import { arch, platform } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { addUserAgent, defaultUserAgent } from './user-agent.js';

describe('defaultUserAgent', () => {
  it('names program, version, machine and client', () => {
    expect(defaultUserAgent({ program: '/usr/bin/my-controller' })).toMatch(
      new RegExp(`^my-controller/\\d+\\.\\d+\\.\\d+ \\(${platform()}/${arch()}\\) kubewright/\\d+\\.\\d+\\.\\d+$`),
    );
  });

  it('keeps characters out that a header cannot carry', () => {
    expect(defaultUserAgent({ program: '/opt/mein prögramm.js' })).toMatch(/^mein_pr_gramm\.js\//);
  });

  it('tells a release without its pre-release, and calls unknown what is empty', () => {
    const parts = { program: 'lynx', version: '1.2.3-alpha4', os: 'beos', cpu: 'itanium', library: '36.0.0' };
    expect(defaultUserAgent(parts)).toBe('lynx/1.2.3 (beos/itanium) kubewright/36.0.0');
    expect(defaultUserAgent({ program: '', version: '', os: '', cpu: '', library: '' })).toBe(
      'unknown/unknown (unknown/unknown) kubewright/unknown',
    );
  });
});

describe('addUserAgent', () => {
  it('names a part of the program behind the default, in a copy', () => {
    const config = { host: 'h', userAgent: 'replaced' };
    expect(addUserAgent(config, 'leader-election')).toMatchObject({
      host: 'h',
      userAgent: `${defaultUserAgent()}/leader-election`,
    });
    expect(config).toEqual({ host: 'h', userAgent: 'replaced' });
  });
});

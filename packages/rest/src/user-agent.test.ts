import { arch, platform } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { defaultUserAgent } from './user-agent.js';

describe('defaultUserAgent', () => {
  it('names program, version, machine and client', () => {
    expect(defaultUserAgent('/usr/bin/my-controller')).toMatch(
      new RegExp(`^my-controller/\\d+\\.\\d+\\.\\d+ \\(${platform()}/${arch()}\\) kubewright/\\d+\\.\\d+\\.\\d+$`),
    );
  });

  it('keeps characters out that a header cannot carry', () => {
    expect(defaultUserAgent('/opt/mein prögramm.js')).toMatch(/^mein_pr_gramm\.js\//);
  });
});

import { describe, expect, it } from '@jest/globals';
import { mergeKubeconfigs } from './merge.js';
import { parseKubeconfig } from './parse-kubeconfig.js';

describe('mergeKubeconfigs', () => {
  it('takes an entry whole from the first file that has its name', () => {
    const first = parseKubeconfig('users: [{name: u, user: {as: jane}}]', '/first');
    const second = parseKubeconfig('users: [{name: u, user: {token: t}}, {name: v, user: {token: w}}]', '/second');
    const { users } = mergeKubeconfigs([first, second]);
    expect(users.get('u')).toEqual(first.users.get('u'));
    expect(users.get('v')).toMatchObject({ token: 'w', locationOfOrigin: '/second' });
  });

  it('takes current-context from the first file that sets it, and says which', () => {
    const merged = mergeKubeconfigs(
      ['', 'current-context: a', 'current-context: b'].map((text, index) => parseKubeconfig(text, `/${index}`)),
    );
    expect(merged).toMatchObject({ currentContext: 'a', currentContextOrigin: '/1' });
  });

  it('makes an empty kubeconfig of nothing', () => {
    expect(mergeKubeconfigs([])).toEqual(parseKubeconfig(''));
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Description } from '../read/description.js';
import { applyFixups, type Fixup } from './fixup.js';
import { fixups } from './index.js';

function description(kubernetes: string | undefined, versions: readonly string[] = ['v1']): Description {
  const groupVersions = versions.map((version) => ({ group: '', version, operations: [], file: 'x', pointer: '' }));
  return { source: 'openapi/x', kubernetes, groupVersions, schemas: new Map(), names: new Map() };
}

function fixup(found: number, kubernetes: Fixup['kubernetes'], applied: string[] = []): Fixup {
  return {
    name: 'a-bug',
    repairs: 'a bug',
    kubernetes,
    link: 'https://example.com/issue/1',
    document: 'v1',
    apply: () => {
      applied.push('a-bug');
      return found;
    },
  };
}

describe('applyFixups', () => {
  it('refuses a fixup that has nothing to repair in its range of versions', () => {
    expect(() => applyFixups(description('1.36'), [fixup(0, { since: '1.33' })])).toThrow(
      'openapi/x: the fixup "a-bug" finds nothing to repair in v1 of Kubernetes 1.36: end its range of versions (https://example.com/issue/1)',
    );
  });

  it('leaves out a fixup whose range does not hold the version', () => {
    const applied: string[] = [];
    const bugs = [fixup(0, { since: '1.37' }, applied), fixup(0, { since: '1.9', until: '1.35' }, applied)];
    applyFixups(description('1.36'), bugs);
    expect(applied).toEqual([]);
    applyFixups(description('1.36'), [fixup(1, { since: '1.9', until: '1.36' }, applied)]);
    expect(applied).toEqual(['a-bug']);
  });

  it('does not expect a bug of a document that is not there', () => {
    expect(() => applyFixups(description(undefined, []), [fixup(0, { since: '1.33' })])).not.toThrow();
  });

  it('expects every bug of documents that do not say their version', () => {
    expect(() => applyFixups(description(undefined), [fixup(0, { since: '1.33', until: '1.34' })])).toThrow('(unknown version)');
  });
});

describe('every fixup', () => {
  it.each(fixups.map((found): [string, Fixup] => [found.name, found]))(
    '%s says what it repairs, since when, and where upstream knows',
    (_, found) => {
      expect(found.repairs.length).toBeGreaterThan(20);
      expect(found.kubernetes.since).toMatch(/^1\.\d+$/);
      expect(found.link).toMatch(/^https:\/\/github\.com\/kubernetes\//);
    },
  );
});

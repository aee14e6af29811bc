import type { APIResource } from '@kubewright/meta-v1';
import type { GroupVersion, ResourceNames } from '@kubewright/rest';
import { guessNames } from './guess-names.js';

/**
 * The kinds and resources of one group-version (apimachinery `meta.DefaultRESTMapper`). Kinds are known in lower case too, and with
 * `List` behind them; each version also has a kind `List`.
 */
export class VersionMapper {
  readonly groupVersion: GroupVersion;
  /** Singular by plural. */
  readonly #singulars = new Map<string, string>();
  /** Kind by plural and by singular. */
  readonly #kinds = new Map<string, string>();
  /** Resource by kind. */
  readonly #resources = new Map<string, ResourceNames>();
  /** Plurals by plural and by singular, sorted. */
  readonly #plurals = new Map<string, string[]>();

  constructor(groupVersion: GroupVersion, resources: readonly APIResource[]) {
    this.groupVersion = groupVersion;
    for (const { name, singularName, kind, namespaced } of resources) {
      if (name.includes('/')) continue;
      // Old servers do not say the singular.
      const singular = singularName || guessNames(kind).singular;
      for (const spelling of [kind.toLowerCase(), kind]) this.#add(spelling, name, singular, namespaced);
      this.#addGuessed(`${kind}List`, namespaced);
    }
    this.#addGuessed('List', false);
    for (const [plural, singular] of this.#singulars)
      for (const word of new Set([plural, singular]))
        this.#plurals.set(word, [...(this.#plurals.get(word) ?? []), plural].sort());
  }

  /** Every plural and singular. */
  words(): IterableIterator<string> {
    return this.#kinds.keys();
  }

  /** Every kind. */
  kinds(): IterableIterator<string> {
    return this.#resources.keys();
  }

  kindOf(word: string): string | undefined {
    return this.#kinds.get(word);
  }

  pluralsOf(word: string): readonly string[] {
    return this.#plurals.get(word) ?? [];
  }

  singularOf(plural: string): string | undefined {
    return this.#singulars.get(plural);
  }

  resourceOf(kind: string): ResourceNames | undefined {
    return this.#resources.get(kind);
  }

  #addGuessed(kind: string, namespaced: boolean): void {
    const { plural, singular } = guessNames(kind);
    this.#add(kind, plural, singular, namespaced);
  }

  #add(kind: string, plural: string, singular: string, namespaced: boolean): void {
    this.#singulars.set(plural, singular);
    this.#kinds.set(singular, kind).set(plural, kind);
    this.#resources.set(kind, { ...this.groupVersion, resource: plural, kind, namespaced });
  }
}

import { verbs, type PatchBodies, type Resource, type Subresource, type Verb } from '../model/group-version.js';
import { metaPackage } from '../model/packages.js';
import type { Imports } from './imports.js';

/** A type argument that may be left out where it is the parameter's default; written only when needed. */
interface OptionalArgument {
  readonly text: () => string;
  readonly isDefault: boolean;
}

/** The interfaces of `rest` whose sum a resource's client is: its verbs first, then its subresources by name. */
export function capabilitiesOf(resource: Resource, imports: Imports): string[] {
  return [...new CapabilityWriter(resource, imports).all()];
}

/** What a namespaced resource can do without a namespace; undefined if nothing. */
export function acrossNamespaces(resource: Resource, imports: Imports): string | undefined {
  if (!resource.acrossNamespaces) return undefined;
  return `${imports.rest(resource.verbs.has('watch') ? 'AcrossNamespaces' : 'Lists')}<${objectAndList(resource, imports).join(', ')}>`;
}

/** Types of the object and of the list; a resource that cannot be listed has none. */
export function objectAndList({ object, list }: Resource, imports: Imports): [object: string, list: string] {
  return [imports.reference(object), list === undefined ? 'never' : imports.reference(list)];
}

class CapabilityWriter {
  readonly #resource: Resource;
  readonly #imports: Imports;

  constructor(resource: Resource, imports: Imports) {
    this.#resource = resource;
    this.#imports = imports;
  }

  all(): Set<string> {
    return new Set([
      ...this.#verbs(),
      ...this.#resource.subresources.map((subresource) => this.#subresource(subresource)).sort(),
    ]);
  }

  #verbs(): string[] {
    const { verbs: declared, createAnswer } = this.#resource;
    if (verbs.every((verb) => declared.has(verb)) && createAnswer === undefined) {
      return [this.#write('ResourceClient', this.#objectAndList(), [this.#scope(), this.#deleteAnswer(), this.#patchBodies()])];
    }
    return verbs.filter((verb) => declared.has(verb)).map((verb) => this.#verb(verb));
  }

  #verb(verb: Verb): string {
    const [object, list] = this.#objectAndList();
    switch (verb) {
      case 'create':
        return this.#write('Creates', [object], [this.#scope(), this.#createAnswer()]);
      case 'get':
        return this.#write('Gets', [object], [this.#scope()]);
      case 'list':
        return this.#write('Lists', [object, list], [this.#scope()]);
      case 'watch':
        return this.#write('Watches', [object], [this.#scope()]);
      case 'update':
        return this.#write('Updates', [object], [this.#scope()]);
      case 'patch':
        return this.#write('Patches', [object], [this.#scope(), this.#patchBodies()]);
      case 'delete':
        return this.#write('Deletes', [object], [this.#scope(), this.#deleteAnswer()]);
      case 'deletecollection':
        return this.#write('DeletesCollection', [object, list], [this.#scope()]);
    }
  }

  #subresource({ name, body, patchBodies }: Subresource): string {
    const types = body === undefined ? [] : [this.#imports.reference(body)];
    const bodies = this.#patchBodies(patchBodies, types.join());
    switch (name) {
      case 'approval':
        return this.#write('HasApproval', types, [bodies]);
      case 'attach':
        return this.#write('HasAttach');
      case 'binding':
        return this.#write('HasBinding', types);
      case 'ephemeralcontainers':
        return this.#write('HasEphemeralContainers', types, [bodies]);
      case 'eviction':
        return this.#write('HasEviction', types);
      case 'exec':
        return this.#write('HasExec');
      case 'finalize':
        return this.#write('HasFinalize', types);
      case 'log':
        return this.#write('HasLog');
      case 'portforward':
        return this.#write('HasPortForward');
      case 'proxy':
      case 'proxy/{path}':
        return this.#write('HasProxy');
      case 'resize':
        return this.#write('HasResize', types, [bodies]);
      case 'scale':
        return this.#write('HasScale', types, [this.#scope(), bodies]);
      case 'status':
        return this.#write('HasStatus', types, [this.#scope(), bodies]);
      case 'token':
        return this.#write('HasToken', types);
      default:
        throw new Error(`no capability of rest is known for the subresource "${name}"`);
    }
  }

  /** An interface of `rest` with its type arguments, trailing defaults left out. */
  #write(name: string, required: readonly string[] = [], optional: readonly OptionalArgument[] = []): string {
    const needed = optional.findLastIndex(({ isDefault }) => !isDefault) + 1;
    const all = [...required, ...optional.slice(0, needed).map(({ text }) => text())];
    return all.length === 0 ? this.#imports.rest(name) : `${this.#imports.rest(name)}<${all.join(', ')}>`;
  }

  #objectAndList(): [object: string, list: string] {
    return objectAndList(this.#resource, this.#imports);
  }

  #stored(): string {
    return this.#write('Stored', [this.#imports.reference(this.#resource.object)], [this.#scope()]);
  }

  #scope(): OptionalArgument {
    const { scope } = this.#resource;
    return { text: () => `'${scope}'`, isDefault: scope === 'Namespaced' };
  }

  #createAnswer(): OptionalArgument {
    const { createAnswer } = this.#resource;
    return {
      text: () => (createAnswer === undefined ? this.#stored() : this.#imports.reference(createAnswer)),
      isDefault: createAnswer === undefined,
    };
  }

  #deleteAnswer(): OptionalArgument {
    const onlyObject = this.#resource.deleteAnswersObject;
    return {
      text: () => (onlyObject ? this.#stored() : `${this.#imports.package(metaPackage)}.Status | ${this.#stored()}`),
      isDefault: !onlyObject,
    };
  }

  #patchBodies(
    bodies: PatchBodies = this.#resource.patchBodies,
    type = this.#imports.reference(this.#resource.object),
  ): OptionalArgument {
    return { text: () => `${this.#imports.rest('CustomResourcePatchBodies')}<${type}>`, isDefault: bodies === 'all' };
  }
}

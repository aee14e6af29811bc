import { type GoField, goStruct, protobufNumbers } from './go-types.js';

/** What the numbers of a message mean: fields, or, if Go embeds a struct, the layout of that. */
export type Layout = ReadonlyMap<number, GoField | Layout>;

const layouts = new Map<string, Layout>();

/** The layout of the messages of a Go type; undefined if it is none that is known. @param definition of the OpenAPI documents */
export function layoutOf(definition: string): Layout | undefined {
  const known = layouts.get(definition);
  if (known) return known;
  const struct = goStruct(definition);
  if (!struct) return undefined;
  type Open = Map<number, GoField | Open>;
  const layout: Open = new Map();
  const numbers = protobufNumbers(definition);
  for (const field of struct.fields.values()) {
    const path = numbers.get(field.name);
    if (!path) continue;
    let inner = layout;
    for (const number of path.slice(0, -1)) {
      let next = inner.get(number);
      if (!(next instanceof Map)) inner.set(number, (next = new Map<number, GoField | Open>()));
      inner = next;
    }
    inner.set(path.at(-1) ?? 0, field);
  }
  layouts.set(definition, layout);
  return layout;
}

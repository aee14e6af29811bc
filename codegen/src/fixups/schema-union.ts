import type { SchemaReference } from '../read/description.js';
import type { Shape } from '../read/shape.js';
import type { Fixup } from './fixup.js';

const module = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1';

/**
 * The fixup of a `JSONSchemaPropsOr…`: a Go struct with a marshaller of its own, which no document describes.
 *
 * @param meaning what it is on the wire
 * @param alternative what it may be instead of a `JSONSchemaProps`, given that schema
 */
export function schemaUnion(
  name: string,
  meaning: string,
  alternative: (schema: Shape<SchemaReference>) => Shape<SchemaReference>,
): Fixup {
  return {
    name,
    repairs: `${name} is declared without a type; on the wire it is ${meaning}`,
    kubernetes: { since: '1.33' },
    link: 'https://github.com/kubernetes/kubernetes/blob/v1.36.3/staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1/marshal.go',
    document: 'apiextensions.k8s.io/v1',
    apply: (description) => {
      const described = description.schemas.get(`${module}.${name}`);
      if (described?.shape.form !== 'any') return 0;
      const { file, pointer } = described;
      const schema: Shape<SchemaReference> = { form: 'reference', to: { schema: `${module}.JSONSchemaProps`, file, pointer } };
      described.shape = { form: 'union', of: [schema, alternative(schema)] };
      return 1;
    },
  };
}

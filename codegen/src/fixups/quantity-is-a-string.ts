import { plainString } from '../read/shape.js';
import type { Fixup } from './fixup.js';

const quantity = 'io.k8s.apimachinery.pkg.api.resource.Quantity';

/** A quantity is a string. */
export const quantityIsAString: Fixup = {
  name: 'quantity-is-a-string',
  repairs:
    'Quantity is declared as a string or a number, because the server also reads numbers; it answers only strings, ' +
    'and a number loses digits on the way',
  kubernetes: { since: '1.33' },
  link: 'https://github.com/kubernetes/kubernetes/blob/v1.36.3/staging/src/k8s.io/apimachinery/pkg/api/resource/quantity.go',
  document: 'v1',
  apply: (description) => {
    const schema = description.schemas.get(quantity);
    if (schema?.shape.form !== 'union') return 0;
    schema.shape = plainString;
    return 1;
  },
};

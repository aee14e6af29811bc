import { metadataPresentation } from '../read/metadata-presentation.js';
import { objectPresentation } from '../read/object-presentation.js';
import type { Presentation } from '../read/presentation.js';
import { tablePresentation } from '../read/table-presentation.js';
import type { ResourceCall } from './handler.js';
import { negotiate } from './negotiate.js';

/** The form in which whoever calls wants objects. Throws a `StatusError` of 406 if there is none. */
export function presentationFor({ request, resource, query, server }: ResourceCall): Presentation {
  const form = negotiate(request.headers.accept);
  switch (form.as) {
    case 'metadata':
      return metadataPresentation(form.version);
    case 'table':
      return tablePresentation(resource, form.version, query.get('includeObject') ?? '', server.state.clock);
    case 'object':
      return objectPresentation(resource);
  }
}

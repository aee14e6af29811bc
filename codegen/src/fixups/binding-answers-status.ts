import { repairAnswers } from './repair-answers.js';
import type { Fixup } from './fixup.js';

/** Creating a binding answers a Status. */
export const bindingAnswersStatus: Fixup = {
  name: 'binding-answers-status',
  repairs: 'POST of bindings and of pods/binding is declared to answer a Binding; the server answers a Status',
  kubernetes: { since: '1.33' },
  link: 'https://github.com/kubernetes/kubernetes/issues/80663',
  document: 'v1',
  apply: (description) =>
    repairAnswers(description, 'io.k8s.api.core.v1.Binding', [
      '/api/v1/namespaces/{namespace}/bindings',
      '/api/v1/namespaces/{namespace}/pods/{name}/binding',
    ]),
};

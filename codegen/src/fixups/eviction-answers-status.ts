import { repairAnswers } from './repair-answers.js';
import type { Fixup } from './fixup.js';

/** Evicting a pod answers a Status. */
export const evictionAnswersStatus: Fixup = {
  name: 'eviction-answers-status',
  repairs: 'POST of pods/eviction is declared to answer an Eviction; the server answers a Status',
  kubernetes: { since: '1.33' },
  link: 'https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/registry/core/pod/storage/eviction.go',
  document: 'v1',
  apply: (description) =>
    repairAnswers(description, 'io.k8s.api.policy.v1.Eviction', ['/api/v1/namespaces/{namespace}/pods/{name}/eviction']),
};

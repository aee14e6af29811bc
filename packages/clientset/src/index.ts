/// <reference lib="esnext.disposable" preserve="true" />
export { Clientset } from './clientset.js';
export { Groups } from './groups.js';

export type { Progress } from './Progress.js';
export { showProgress } from './showProgress.js';

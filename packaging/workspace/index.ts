export { installProject } from './installProject.js';
export type { Manifest } from './Manifest.js';
export type { Package } from './Package.js';
export { ROOT } from './ROOT.js';
export { readPackages } from './readPackages.js';
export { readPublished } from './readPublished.js';
export { run, type Surroundings } from './run.js';

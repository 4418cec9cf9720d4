export type { Feature } from './Feature.js';
export { Features } from './Features.js';

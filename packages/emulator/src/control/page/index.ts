export { Page } from './Page.js';
export { pageRoutes } from './pageRoutes.js';

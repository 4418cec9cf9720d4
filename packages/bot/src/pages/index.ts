export { type Page, pageOf } from './pageOf.js';

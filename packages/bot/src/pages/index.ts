export { type Page, pageOf, readPage } from './pageOf.js';

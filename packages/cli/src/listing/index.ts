export { type List, readList } from './readList.js';

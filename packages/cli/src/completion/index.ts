export { completionOf, SHELLS, type Shell } from './completionOf.js';

export { findRole } from './findRole.js';

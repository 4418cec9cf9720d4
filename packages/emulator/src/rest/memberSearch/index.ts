export { searchMembers } from './searchMembers.js';

export { MemoryBudget } from './MemoryBudget.js';

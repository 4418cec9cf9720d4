export { checkFilters, type FilterOptions, type Filters, fieldsOfFilters, filtersOf, queryOf } from './Filters.js';

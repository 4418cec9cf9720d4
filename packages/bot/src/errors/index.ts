export { StartError } from './StartError.js';
export { UserError } from './UserError.js';
export { withoutSecrets } from './withoutSecrets.js';

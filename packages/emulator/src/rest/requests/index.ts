export * from './Form.js';
export * from './RestCall.js';
export * from './readBody.js';
export * from './readForm.js';

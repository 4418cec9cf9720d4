export * from './AuditLog.js';

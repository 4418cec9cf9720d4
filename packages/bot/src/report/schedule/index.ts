export { daysBefore, INTERVALS, type Interval, lastBoundary, nextDue } from './boundaries.js';
export { ReportScheduler } from './ReportScheduler.js';
export { ScheduledSend } from './ScheduledSend.js';
export { type Schedule, ScheduleStore, scheduleMigrations } from './ScheduleStore.js';
export { scheduleTexts } from './scheduleTexts.js';
